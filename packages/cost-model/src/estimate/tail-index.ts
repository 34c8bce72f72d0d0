import { meanOf } from './bootstrap.ts';

/** Of the largest values so many are looked at, and never fewer than these. */
const TAIL_SHARE = 0.1;
const TAIL_COUNT_MIN = 10;

export interface TailIndex {
  /** P(size > x) falls as x to the power of minus this. Up to 2 the variance is infinite, up to 1 the mean. */
  readonly index: number;
  readonly standardError: number;
  /** The largest values that it was worked out from. */
  readonly count: number;
}

/**
 * How heavy the tail of sizes is, by the estimator of Hill (1975): the mean logarithm by which the largest values
 * exceed the largest of the others. Undefined where there is no tail: too few values, or the largest are all the same.
 */
export function tailIndex(ascending: Float64Array): TailIndex | undefined {
  const values = ascending.subarray(ascending.findIndex((value) => value > 0));
  const count = Math.max(Math.floor(values.length * TAIL_SHARE), TAIL_COUNT_MIN);
  const threshold = values.at(-count - 1);
  if (threshold === undefined || threshold <= 0) return undefined;
  let sum = 0;
  for (const value of values.subarray(-count)) sum += Math.log(value / threshold);
  if (sum === 0) return undefined;
  const index = count / sum;
  return { index, standardError: index / Math.sqrt(count), count };
}

/** Where one record makes more of the variance, its like may be in all records any number of times. */
export const LARGEST_SHARE_MAX = 0.8;

/** How much of the squares of all distances from the mean is that of the one value that is farthest from it. */
export function largestShare(values: Float64Array): number {
  const mean = meanOf(values);
  let squares = 0;
  let largest = 0;
  for (const value of values) {
    const square = (value - mean) ** 2;
    squares += square;
    largest = Math.max(largest, square);
  }
  return squares === 0 ? 0 : largest / squares;
}

/** Below it sizes have no variance, and no interval of a mean holds. */
const INDEX_MIN = 2;
/** Standard errors that are one chance in ten to one side. */
const TENTH_ERRORS = 1.2816;

/** What an index says of intervals: it is below 2, is not, or cannot be told from 2, each to one chance in ten. */
export function tailVerdict({
  index,
  standardError,
}: Pick<TailIndex, 'index' | 'standardError'>): 'too-heavy' | 'unsure' | 'light' {
  const margin = TENTH_ERRORS * standardError;
  if (index + margin < INDEX_MIN) return 'too-heavy';
  return index - margin < INDEX_MIN ? 'unsure' : 'light';
}
