import { expect, test } from 'vitest';
import { keptRecords, MONTH_DAYS } from '../../src/size/kept-records.ts';
import { quantity } from '../../src/units/quantity.ts';

const days = (count: number) => quantity(count, 'day');
const steady = { first: 0, rate: 100, growth: 0 };
const always = { retention: undefined, seasonality: [1] };

test('records add up month after month, and stay when nothing drops them', () => {
  expect(keptRecords(1, steady, always)).toBeCloseTo(100 * MONTH_DAYS, 9);
  expect(keptRecords(12, { ...steady, first: 5000 }, always)).toBeCloseTo(5000 + 1200 * MONTH_DAYS, 6);
});

test('what is older than the retention is gone, also what was there first', () => {
  const kept = { retention: days(45), seasonality: [1] };
  expect(keptRecords(1, { ...steady, first: 7 }, kept)).toBeCloseTo(7 + 100 * MONTH_DAYS, 9);
  expect(keptRecords(12, { ...steady, first: 7 }, kept)).toBeCloseTo(4500, 9);
});

test('the rate grows by the month, and by the season', () => {
  const growing = { first: 0, rate: 100, growth: 0.1 };
  expect(keptRecords(3, growing, always)).toBeCloseTo(100 * MONTH_DAYS * (1 + 1.1 + 1.21), 6);
  const seasonal = { retention: days(MONTH_DAYS), seasonality: [1, 3] };
  expect([1, 2, 3, 4].map((month) => keptRecords(month, steady, seasonal) / MONTH_DAYS)).toEqual([
    expect.closeTo(100, 9),
    expect.closeTo(300, 9),
    expect.closeTo(100, 9),
    expect.closeTo(300, 9),
  ]);
});
