import { sampleWarnings } from './estimate/check-sample.ts';
import { leavesOf } from './figure/evaluate.ts';
import type { Figure } from './figure/figure.ts';
import { isOld } from './price/find-price.ts';
import type { Sample } from './read-sample.ts';

/** What is to be known of figures: prices that are old, and what the sample may hide. */
export function tellWarnings(figures: readonly Figure[], sample: Sample, nowMs: number): string[] {
  const old = leavesOf(figures).flatMap(({ label, origin }) =>
    origin.kind === 'price' && isOld(origin.date, nowMs)
      ? [`the price of ${label} is of ${origin.date}: more than a year old`]
      : [],
  );
  return [...new Set([...old, ...sampleWarnings(sample)])];
}
