import { expect, test } from 'vitest';
import { powersOfTen, roundSteps, scaleOf } from '../../../../src/features/cost/charts/scale.ts';

const format = String;

test('a linear axis places values in proportion, and keeps others at its ends', () => {
  const scale = scaleOf({ label: '', domain: [0, 10], format }, [100, 200]);
  expect([0, 5, 10, 20, -3].map(scale)).toEqual([100, 150, 200, 200, 100]);
  expect(scale.ticks).toEqual([0, 2, 4, 6, 8, 10]);
});

test('a logarithmic axis places factors at equal distances', () => {
  const scale = scaleOf({ label: '', domain: [1, 10_000], isLog: true, format }, [0, 400]);
  expect([1, 10, 100, 1000, 10_000, 0].map((value) => Math.round(scale(value)))).toEqual([
    0, 100, 200, 300, 400, 0,
  ]);
  expect(scale.ticks).toEqual([1, 10, 100, 1000, 10_000]);
});

test.each([
  [[5, 5], false],
  [[0, 0], false],
  [[0, 0], true],
  [[7, 7], true],
  [[0, 7], true],
] as const)('a domain of %o, logarithmic: %o, can be drawn', ([low, high], isLog) => {
  const scale = scaleOf({ label: '', domain: [low, high], isLog, format }, [0, 100]);
  for (const value of [low, high]) expect(scale(value)).toSatisfy(Number.isFinite);
});

test('labels are few, however far the ends are apart', () => {
  expect(powersOfTen(1e-9, 1e9).length).toBeLessThanOrEqual(6);
  expect(roundSteps(0, 1.3e-7).length).toBeLessThanOrEqual(7);
  expect(roundSteps(0, 0.0652)).toEqual([0, 0.02, 0.04, 0.06]);
});
