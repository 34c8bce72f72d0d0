import { expect, test } from 'vitest';
import { measureSkew } from '../../../../src/features/mapreduce/report/measure-skew.ts';
import { makeStep } from '../../../fixtures/tasks.ts';

test('the most uneven step comes first, and empty parts weigh most', () => {
  const steps = [
    makeStep({ rowsMax: 12, rowsMedian: 10 }),
    makeStep({ rowsMax: 40, rowsMedian: 10 }),
    makeStep({ rowsMax: 7, rowsMedian: 0 }),
    makeStep({ rowsMax: 0, rowsMedian: 0 }),
  ];
  expect(measureSkew(steps).map(({ step, ratio }) => [step, ratio])).toEqual([
    [3, undefined],
    [2, 4],
    [1, 1.2],
    [4, undefined],
  ]);
});

test('the largest key is told with its share of what was shuffled', () => {
  const largestGroup = { key: '"web"', pairs: 5 };
  expect(measureSkew([makeStep({ largestGroup, spilledPairs: 20 })])[0]).toMatchObject({
    largestGroup,
    keyShare: 0.25,
  });
  expect(measureSkew([makeStep()])[0]).toMatchObject({ largestGroup: undefined, keyShare: undefined });
});

test('a step that goes on, has no reducers, or one that no key stands out of, has no skew', () => {
  const { endedMs: _, ...going } = makeStep();
  expect(
    measureSkew([going, makeStep({ kind: 'map', reduceTasks: 0 }), makeStep({ reduceTasks: 1 })]),
  ).toEqual([]);
  const single = makeStep({ reduceTasks: 1, largestGroup: { key: '1', pairs: 3 } });
  expect(measureSkew([single])).toHaveLength(1);
});
