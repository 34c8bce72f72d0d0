import type { MediumEstimate } from '@oremill/types';
import { expect, test } from 'vitest';
import { seriesOf, stack } from '../../../../src/features/cost/results/course-series.ts';

const medium = (name: string, expected: number) =>
  ({
    medium: name,
    months: [
      { low: expected - 1, expected, high: expected + 1 },
      { low: 2 * expected - 2, expected: 2 * expected, high: 2 * expected + 2 },
    ],
  }) as unknown as MediumEstimate;

test('media lie on top of each other in their order', () => {
  expect(stack(seriesOf([medium('ram', 10), medium('s3', 3)]))).toEqual([
    { name: 'ram', below: [0, 0], above: [10, 20] },
    { name: 's3', below: [10, 20], above: [13, 26] },
  ]);
  expect(stack([])).toEqual([]);
});

test('more than five series are five: the last are added up', () => {
  const series = seriesOf(['a', 'b', 'c', 'd', 'e', 'f'].map((name) => medium(name, 10)));
  expect(series.map(({ name }) => name)).toEqual(['a', 'b', 'c', 'd', '2 others']);
  expect(series.at(-1)?.months[0]).toEqual({ low: 18, expected: 20, high: 22 });
});
