import type { BreakEven } from '@oremill/types';
import { expected } from '../figure/evaluate.ts';
import { derived, type Figure } from '../figure/figure.ts';
import { MONTH_SECONDS } from '../units/unit-names.ts';
import { type IntervalOptions, intervalsOf } from './interval.ts';

/** A medium with what it costs, as figures. */
export interface PricedMedium {
  readonly name: string;
  readonly title: string;
  /** To keep a record, and its copies, for a month. */
  readonly record: Figure;
  /** To read it once; undefined where that is in the price of keeping. */
  readonly read: Figure | undefined;
}

/**
 * For each two media, how often a record has to be read for the one that is dearer to keep to be the cheaper one: the
 * five-minute rule (Gray & Putzolu 1987) in the prices of a cloud.
 */
export function breakEvensOf(media: readonly PricedMedium[], options: IntervalOptions): BreakEven[] {
  return media.flatMap((first, index) =>
    media.slice(index + 1).map((second) => between(first, second, options)),
  );
}

function between(first: PricedMedium, second: PricedMedium, options: IntervalOptions): BreakEven {
  const { dear, cheap, seconds } = breakEvenOf(first, second);
  const [secondsBetweenReads] = seconds ? intervalsOf([seconds], options) : [];
  return { dear: dear.name, cheap: cheap.name, ...(secondsBetweenReads ? { secondsBetweenReads } : {}) };
}

/** Which of two is dearer to keep, and the time between reads at which they cost the same, where there is one. */
export function breakEvenOf(
  first: PricedMedium,
  second: PricedMedium,
): { dear: PricedMedium; cheap: PricedMedium; seconds: Figure | undefined } {
  const [dear, cheap] = expected(first.record) >= expected(second.record) ? [first, second] : [second, first];
  const { read } = cheap;
  if (read === undefined || expected(read) <= (dear.read ? expected(dear.read) : 0)) {
    return { dear, cheap, seconds: undefined };
  }
  const reads = dear.read ? [read, dear.read] : [read];
  const seconds = derived(
    `time between reads at which ${dear.name} and ${cheap.name} cost the same`,
    's',
    `a month × ${dear.read ? '({2} − {3})' : '{2}'} ÷ ({0} − {1})`,
    [dear.record, cheap.record, ...reads],
    (a, b, c, d = 0) => (MONTH_SECONDS * (c - d)) / Math.max(a - b, Number.EPSILON),
  );
  return { dear, cheap, seconds };
}
