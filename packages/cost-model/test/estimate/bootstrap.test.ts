import { seededRandom } from '@oremill/runtime';
import { describe, expect, test } from 'vitest';
import { bootstrapMeans } from '../../src/estimate/bootstrap.ts';
import { quantile } from '../../src/estimate/quantile.ts';

const ROWS = 400;
const DRAWS = 4000;
const column = uniform(7);

function uniform(seed: number): Float64Array {
  const random = seededRandom(seed);
  return Float64Array.from({ length: ROWS }, () => 100 + 20 * random());
}

function bootstrap(columns: readonly Float64Array[], more: object = {}): Float64Array[] {
  return bootstrapMeans(columns, { random: seededRandom(1), draws: DRAWS, ...more });
}

/** Half of what 90 of 100 draws are within, and its middle. */
function widthOf(draws: Float64Array | undefined): { width: number; middle: number } {
  const ascending = (draws ?? new Float64Array()).toSorted();
  const [low, high] = [quantile(ascending, 0.05), quantile(ascending, 0.95)];
  return { width: (high - low) / 2, middle: (high + low) / 2 };
}

const mean = column.reduce((sum, value) => sum + value, 0) / ROWS;
const error = Math.sqrt(column.reduce((sum, value) => sum + (value - mean) ** 2, 0) / ROWS / (ROWS - 1));

test('of sizes that are even, draws are as wide as the normal law says', () => {
  const [draws] = bootstrap([column]);
  const { width, middle } = widthOf(draws);
  expect(width / (1.645 * error)).toBeGreaterThan(0.95);
  expect(width / (1.645 * error)).toBeLessThan(1.05);
  expect(Math.abs(middle - mean)).toBeLessThan(error / 10);
});

test('the mean of more records is as sure as these make it, around what they say', () => {
  const [few, many] = [ROWS, 25 * ROWS].map((records) =>
    widthOf(bootstrap([column], { means: [111], populations: [records] })[0]),
  );
  expect((few?.width ?? 0) / (many?.width ?? 0)).toBeCloseTo(5, 9);
  expect(Math.abs((many?.middle ?? 0) - 111)).toBeLessThan(error / 10);
});

test('each column is as sure as its own records', () => {
  const [sure, unsure] = bootstrap([column, column], { populations: [100 * ROWS, ROWS] }).map(widthOf);
  expect((unsure?.width ?? 0) / (sure?.width ?? 0)).toBeCloseTo(10, 9);
});

test('fewer records than rows make no mean less sure than the rows do', () => {
  expect(bootstrap([column], { populations: [1] })).toEqual(bootstrap([column]));
});

test('columns of the same records vary together, others do not', () => {
  const double = column.map((value) => 2 * value);
  const opposite = column.map((value) => 300 - value);
  const [one, two, three, other] = bootstrap([column, double, opposite, uniform(8)]) as [
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  expect(correlation(one, two)).toBeCloseTo(1, 9);
  expect(correlation(one, three)).toBeCloseTo(-1, 9);
  expect(Math.abs(correlation(one, other))).toBeLessThan(0.1);
});

describe('what tells nothing', () => {
  test('one record has one mean', () => {
    expect(new Set(bootstrap([Float64Array.of(7)])[0])).toEqual(new Set([7]));
  });

  test('records that are all the same have one mean', () => {
    expect(new Set(bootstrap([new Float64Array(50).fill(3)])[0])).toEqual(new Set([3]));
  });

  test('no mean is below the least record', () => {
    const skewed = new Float64Array(30).fill(1);
    skewed[0] = 1000;
    const [draws] = bootstrap([skewed]) as [Float64Array];
    expect(Math.min(...draws)).toBe(1);
  });
});

function correlation(first: Float64Array, second: Float64Array): number {
  const centre = (values: Float64Array) => {
    const middle = values.reduce((sum, value) => sum + value, 0) / values.length;
    return values.map((value) => value - middle);
  };
  const [a, b] = [centre(first), centre(second)];
  const product = (x: Float64Array, y: Float64Array) =>
    x.reduce((sum, value, index) => sum + value * (y[index] as number), 0);
  return product(a, b) / Math.sqrt(product(a, a) * product(b, b));
}
