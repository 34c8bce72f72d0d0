import { seededRandom } from '@oremill/runtime';
import { expect, test } from 'vitest';
import { partsOf, shortageOf } from '../../src/size/rounded-sizes.ts';
import { describeColumn } from '../../src/statistics/describe-column.ts';

const random = seededRandom(3);
const sizes = Float64Array.from({ length: 5000 }, () => 300 * Math.exp(3 * random()));
const mean = sizes.reduce((sum, size) => sum + size, 0) / sizes.length;
const spread = describeColumn(sizes, mean);

const meanOf = (of: (size: number) => number) =>
  sizes.reduce((sum, size) => sum + of(size), 0) / sizes.length;

test.each([256, 1024, 4096, 1e6])(
  'records in parts of %i are as many as of each record rounded up',
  (part) => {
    const exact = meanOf((size) => Math.ceil(size / part));
    expect(partsOf(spread, mean, part) / exact).toBeGreaterThan(0.98);
    expect(partsOf(spread, mean, part) / exact).toBeLessThan(1.02);
  },
);

test.each([500, 2000, 10_000])('what smaller records lack of %i is that of each', (least) => {
  const exact = meanOf((size) => Math.max(least - size, 0));
  expect(shortageOf(spread, mean, least)).toBeGreaterThan(exact * 0.97);
  expect(shortageOf(spread, mean, least)).toBeLessThan(exact * 1.03);
});

test('they lie alike around another mean', () => {
  expect(partsOf(spread, mean * 4, 4096)).toBeCloseTo(partsOf(spread, mean, 1024), 9);
});

test('of records that are all alike, each is rounded alone', () => {
  const same = describeColumn(new Float64Array(50).fill(1000), 1000);
  expect([1000, 999, 5000].map((part) => partsOf(same, 1000, part))).toEqual([1, 2, 1]);
  expect([900, 1500].map((least) => shortageOf(same, 1000, least))).toEqual([0, 500]);
});
