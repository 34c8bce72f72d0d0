import type { Random } from '@oremill/runtime';

export interface BootstrapOptions {
  readonly random: Random;
  /** Resamples. */
  readonly draws: number;
  /** Of all records, where the columns are of some of them. */
  readonly means?: readonly number[];
  /** Of each column, the records that its mean was taken of, where these are a sample of them: it is as sure as that many make it. */
  readonly populations?: readonly number[];
}

/**
 * Values that the mean of each column might have, by the symmetric percentile-t bootstrap (Hall 1988, "On symmetric
 * bootstrap confidence intervals"): records are drawn again and again from the sample, with replacement, and each
 * resample's distance from the mean, in its own standard errors, is taken to either side. The quantiles of a column's
 * draws are the interval of its mean, also where sizes are skewed. All columns are of the same records, so what varies
 * together does so in the draws.
 */
export function bootstrapMeans(
  columns: readonly Float64Array[],
  { random, draws, means: known, populations }: BootstrapOptions,
): Float64Array[] {
  const rows = columns[0]?.length ?? 0;
  const means = columns.map(meanOf);
  const centres = known ?? means;
  const distances = columns.map((column, index) => column.map((value) => value - (means[index] as number)));
  const widths = distances.map(
    (column, index) => standardError(column) * Math.sqrt(rows / Math.max(populations?.[index] ?? rows, rows)),
  );
  // No mean is below the least of its values.
  const least = columns.map((column) => column.reduce((low, value) => Math.min(low, value), Infinity));
  const result = columns.map(() => new Float64Array(draws));
  const picked = new Int32Array(rows);
  for (let draw = 0; draw < draws; draw += 1) {
    pickRows(picked, random() * 2 ** 32);
    const side = draw % 2 === 0 ? 1 : -1;
    for (const [index, column] of distances.entries()) {
      const width = widths[index] as number;
      // What does not vary is the same in each resample: columns that were not measured.
      const shift = width === 0 ? 0 : side * studentized(column, picked) * width;
      const drawn = (centres[index] as number) + shift;
      (result[index] as Float64Array)[draw] = Math.max(drawn, least[index] as number);
    }
  }
  return result;
}

/** Any rows, with replacement. It is `seededRandom`, written out: a call for each row takes four times as long. */
function pickRows(picked: Int32Array, seed: number): void {
  const scale = picked.length / 2 ** 32;
  let state = seed | 0;
  for (let row = 0; row < picked.length; row += 1) {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    picked[row] = ((mixed ^ (mixed >>> 14)) >>> 0) * scale;
  }
}

/** How many of its own standard errors the mean of the picked rows is above that of all; 0 where all of them are the same. */
function studentized(distances: Float64Array, picked: Int32Array): number {
  let sum = 0;
  let squares = 0;
  for (let row = 0; row < picked.length; row += 1) {
    const distance = distances[picked[row] as number] as number;
    sum += distance;
    squares += distance * distance;
  }
  const shift = sum / picked.length;
  const variance = squares / picked.length - shift * shift;
  return variance > 0 ? shift / Math.sqrt(variance / (picked.length - 1)) : 0;
}

export function meanOf(column: Float64Array): number {
  let sum = 0;
  for (const value of column) sum += value;
  return sum / column.length;
}

/** Of one value nothing is known: 0. */
function standardError(distances: Float64Array): number {
  let squares = 0;
  for (const distance of distances) squares += distance * distance;
  return Math.sqrt(squares / distances.length / Math.max(distances.length - 1, 1));
}
