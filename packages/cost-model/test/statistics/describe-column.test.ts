import { expect, test } from 'vitest';
import { describeColumn } from '../../src/statistics/describe-column.ts';

test('quantiles lie between neighbours in proportion, and the mean is the one that is given', () => {
  const { bins, ...facts } = describeColumn(
    Float64Array.from({ length: 101 }, (_, index) => 200 - index),
    77,
  );
  expect(facts).toEqual({
    mean: 77,
    min: 100,
    p5: 105,
    p25: 125,
    p50: 150,
    p75: 175,
    p95: 195,
    p99: 199,
    max: 200,
  });
  expect(bins.reduce((sum, { count }) => sum + count, 0)).toBe(101);
});

test('every value is in its bin, and bins follow one another', () => {
  const values = Float64Array.from({ length: 1000 }, (_, index) => (index % 10 === 0 ? 0 : 1.01 ** index));
  const { bins } = describeColumn(values, 1);
  expect(bins).toHaveLength(40);
  expect(bins[0]?.from).toBe(0);
  expect(bins.at(-1)?.to).toBe(Math.max(...values));
  for (const [index, { from, to, count }] of bins.entries()) {
    if (index > 0) expect(from).toBeCloseTo(bins[index - 1]?.to as number, 6);
    // A value on an edge may fall to either side.
    const within = values.filter((value) => value > from * 1.000001 && value < to * 0.999999).length;
    expect(count).toBeGreaterThanOrEqual(within);
  }
  expect(bins.reduce((sum, { count }) => sum + count, 0)).toBe(1000);
});

test.each([[[5]], [[0]], [[3, 3, 3]]])('one bin for values that are all the same: %j', (values) => {
  const column = describeColumn(Float64Array.from(values), 1);
  expect(column.bins).toEqual([{ from: values[0], to: values[0], count: values.length }]);
  expect([column.min, column.p50, column.max]).toEqual([values[0], values[0], values[0]]);
});
