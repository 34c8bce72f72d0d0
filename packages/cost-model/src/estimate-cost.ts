import { seededRandom } from '@oremill/runtime';
import type { Estimate, Interval, MediumEstimate } from '@oremill/types';
import { breakEvensOf } from './estimate/break-even.ts';
import { checkSample } from './estimate/check-sample.ts';
import { type IntervalOptions, intervalsOf } from './estimate/interval.ts';
import { driversOf } from './estimate/tornado.ts';
import { estimateFigures, type MediumFigures } from './estimate-figures.ts';
import { expected } from './figure/evaluate.ts';
import { explain } from './figure/explain.ts';
import type { Figure } from './figure/figure.ts';
import type { PriceBook } from './price/price-book.ts';
import { DRAWS, type Sample } from './read-sample.ts';
import type { Scenario } from './scenario/scenario.ts';
import { tellWarnings } from './tell-warnings.ts';

export interface CostWorld {
  readonly book: PriceBook;
  readonly nowMs: number;
}

/** What it costs to keep data like the sample in each medium of the scenario. Throws SAMPLE_UNFIT, PRICE_MISSING. */
export function estimateCost(sample: Sample, scenario: Scenario, { book, nowMs }: CostWorld): Estimate {
  checkSample(sample);
  const options = { confidence: scenario.confidence, draws: DRAWS, random: seededRandom(scenario.seed) };
  const { records, media, index, allMedia } = estimateFigures(sample, scenario, book);
  const priced = media.map((medium) => medium.priced);
  // All at once: what figures share is worked out once, and varies alike in each of them.
  const all = allMedia ? [allMedia.total, ...allMedia.months] : [];
  const indexes = index ? [index.bytes, index.naiveBytes] : [];
  const told = [records, ...media.flatMap(figuresOf), ...all, ...indexes];
  const intervals = intervalsOf(told, options);
  const intervalOf: IntervalOf = (figure) => intervals[told.indexOf(figure)] as Interval;
  return {
    title: scenario.title,
    confidence: scenario.confidence,
    records: intervalOf(records),
    ...(index ? { index: { bytes: intervalOf(index.bytes), naiveBytes: intervalOf(index.naiveBytes) } } : {}),
    media: media.map((medium) => estimateMedium(medium, intervalOf, options)),
    ...(allMedia
      ? { allMedia: { usdTotal: intervalOf(allMedia.total), months: allMedia.months.map(intervalOf) } }
      : {}),
    breakEvens: breakEvensOf(priced, options),
    warnings: tellWarnings(media.flatMap(pricesOf), sample, nowMs),
  };
}

type IntervalOf = (figure: Figure) => Interval;

function figuresOf({ size, priced, total, costs }: MediumFigures): Figure[] {
  return [size, priced.record, total, ...costs];
}

function estimateMedium(
  { priced, size, costs, total }: MediumFigures,
  intervalOf: IntervalOf,
  options: IntervalOptions,
): MediumEstimate {
  const last = costs.at(-1) as Figure<'USD'>;
  return {
    medium: priced.name,
    title: priced.title,
    bytes: intervalOf(size),
    usdMonth: intervalOf(last),
    usdTotal: intervalOf(total),
    months: costs.map(intervalOf),
    record: { usdMonth: intervalOf(priced.record), usdRead: priced.read ? expected(priced.read) : 0 },
    drivers: driversOf(last, options),
    explanation: explain(last),
  };
}

function pricesOf({ costs, priced: { read } }: MediumFigures): Figure[] {
  return read ? [costs[0], read] : [costs[0]];
}
