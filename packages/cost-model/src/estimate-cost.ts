import { seededRandom } from '@oremill/runtime';
import { costError, type Estimate, type Interval, type MediumEstimate } from '@oremill/types';
import { breakEvensOf, type PricedMedium } from './estimate/break-even.ts';
import { type IntervalOptions, intervalsOf } from './estimate/interval.ts';
import { LARGEST_SHARE_MAX, tailVerdict } from './estimate/tail-index.ts';
import { driversOf } from './estimate/tornado.ts';
import { estimateFigures, type MediumFigures } from './estimate-figures.ts';
import { expected, leavesOf } from './figure/evaluate.ts';
import { explain } from './figure/explain.ts';
import type { Figure } from './figure/figure.ts';
import { isOld } from './price/find-price.ts';
import type { PriceBook } from './price/price-book.ts';
import { DRAWS, type Sample } from './read-sample.ts';
import type { Scenario } from './scenario/scenario.ts';

export interface CostWorld {
  readonly book: PriceBook;
  readonly nowMs: number;
}

const SAMPLE_RECORDS_MIN = 20;

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
    warnings: warningsOf(priced, sample, nowMs),
  };
}

type IntervalOf = (figure: Figure) => Interval;

function figuresOf({ size, record, total, costs }: MediumFigures): Figure[] {
  return [size, record, total, ...costs];
}

function checkSample({ statistics: { name, records, tail, largestShare } }: Sample): void {
  if (records < SAMPLE_RECORDS_MIN) {
    throw costError('SAMPLE_UNFIT', `${name} has ${records} records: too few for an interval`, {
      hint: `Take ${SAMPLE_RECORDS_MIN} at least; some hundreds tell a mean to some hundredths.`,
    });
  }
  if (largestShare > LARGEST_SHARE_MAX) {
    throw costError(
      'SAMPLE_UNFIT',
      `one record of ${name} is so much larger than the others that it makes ${Math.round(largestShare * 100)} % of the variance`,
      { hint: 'Take more records, or count those that are so large apart.' },
    );
  }
  if (tail === undefined || tailVerdict(tail) !== 'too-heavy') return;
  throw costError(
    'SAMPLE_UNFIT',
    `the sizes in ${name} have a tail index of ${showTail(tail)}: below 2 a few records outweigh all others`,
    { hint: 'No sample tells the mean of such sizes. Count the largest records apart, or all of them.' },
  );
}

function showTail({ index, standardError }: NonNullable<Sample['statistics']['tail']>): string {
  return `${index.toFixed(2)} ± ${standardError.toFixed(2)}`;
}

function estimateMedium(
  { priced, size, record, costs, total }: MediumFigures,
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
    record: { usdMonth: intervalOf(record), usdRead: priced.read ? expected(priced.read) : 0 },
    drivers: driversOf(last, options),
    explanation: explain(last),
  };
}

function warningsOf(media: readonly PricedMedium[], { statistics }: Sample, nowMs: number): string[] {
  const warnings: string[] = [];
  const figures = media.flatMap(({ keep, read }) => (read ? [keep, read] : [keep]));
  for (const { label, origin } of leavesOf(figures)) {
    if (origin.kind !== 'price' || !isOld(origin.date, nowMs)) continue;
    warnings.push(`the price of ${label} is of ${origin.date}: more than a year old`);
  }
  const { refused, lines, tail } = statistics;
  if (tail && tailVerdict(tail) === 'unsure') {
    warnings.push(
      `the sizes have a tail index of ${showTail(tail)}: if it is below 2, the truth is outside of the intervals more often than they say`,
    );
  }
  if (refused.invalid > 0)
    warnings.push(`${refused.invalid} of ${lines} lines are no valid JSON, and left out`);
  return [...new Set(warnings)];
}
