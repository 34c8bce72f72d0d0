import { expect, test } from 'vitest';
import { costAt, intervalsAround } from '../../../../src/features/cost/results/access-cost.ts';

const record = (usdMonth: number, usdRead: number) => ({
  record: { usdMonth: { low: usdMonth, expected: usdMonth, high: usdMonth }, usdRead },
});

test('a month of a record is what it costs to keep and each of its reads', () => {
  expect(costAt(record(3, 0), 60)).toBe(3);
  expect(costAt(record(3, 2), 730 * 3600)).toBe(5);
  expect(costAt(record(3, 2), 365 * 3600)).toBe(7);
});

test('the axis has where the two meet well inside', () => {
  const meeting = { low: 5, expected: 6, high: 7 };
  const times = intervalsAround(meeting);
  expect([times[0], times.at(-1)]).toEqual([0.5, expect.closeTo(365 * 86_400, 3)]);
  const late = intervalsAround({ low: 1e9, expected: 2e9, high: 3e9 });
  expect([late[0], late.at(-1)]).toEqual([60, expect.closeTo(3e10, -2)]);
  expect(intervalsAround(undefined)[0]).toBe(60);
});
