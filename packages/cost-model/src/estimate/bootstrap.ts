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
  const errors = columns.map((column, index) => standardError(column, means[index] as number));
  const widths = errors.map(
    (error, index) => error * Math.sqrt(rows / Math.max(populations?.[index] ?? rows, rows)),
  );
  // No mean is below the least of its values.
  const least = columns.map((column) => column.reduce((low, value) => Math.min(low, value), Infinity));
  const result = columns.map(() => new Float64Array(draws));
  const picked = new Int32Array(rows);
  for (let draw = 0; draw < draws; draw += 1) {
    for (let row = 0; row < rows; row += 1) picked[row] = random() * rows;
    const side = draw % 2 === 0 ? 1 : -1;
    for (const [index, column] of columns.entries()) {
      const mean = means[index] as number;
      const distance = studentized(column, picked, mean);
      const drawn = (centres[index] as number) + side * distance * (widths[index] as number);
      (result[index] as Float64Array)[draw] = Math.max(drawn, least[index] as number);
    }
  }
  return result;
}

/** How many of its own standard errors the mean of the picked rows is above `mean`; 0 where all of them are the same. */
function studentized(column: Float64Array, picked: Int32Array, mean: number): number {
  let sum = 0;
  let squares = 0;
  for (let row = 0; row < picked.length; row += 1) {
    const distance = (column[picked[row] as number] as number) - mean;
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
function standardError(column: Float64Array, mean: number): number {
  let squares = 0;
  for (const value of column) squares += (value - mean) ** 2;
  return Math.sqrt(squares / column.length / Math.max(column.length - 1, 1));
}
