import { expect, test } from 'vitest';
import { keptRecords, MONTH_DAYS, meanKeptRecords } from '../../src/size/kept-records.ts';
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

test('in the mean over a month there is half of what comes in it, and of the first what is not yet dropped', () => {
  expect(meanKeptRecords(1, { ...steady, first: 10 }, always)).toBeCloseTo(10 + 50 * MONTH_DAYS, 9);
  const kept = { retention: days(MONTH_DAYS / 2), seasonality: [1] };
  expect(meanKeptRecords(1, { first: 10, rate: 0, growth: 0 }, kept)).toBeCloseTo(5, 9);
  // It fills for half a month, and then stays full.
  expect(meanKeptRecords(1, steady, kept)).toBeCloseTo(37.5 * MONTH_DAYS, 9);
  expect(meanKeptRecords(2, steady, kept)).toBeCloseTo(50 * MONTH_DAYS, 9);
});

test('the mean over a month is that of many moments in it', () => {
  const course = { first: 900, rate: 100, growth: 0.2 };
  const rules = { retention: days(1.7 * MONTH_DAYS), seasonality: [1, 3, 0.5] };
  const moments = Array.from({ length: 1000 }, (_, index) => (index + 0.5) / 1000);
  for (const month of [1, 2, 3, 6]) {
    const mean = moments.reduce((sum, part) => sum + keptRecords(month - 1 + part, course, rules), 0) / 1000;
    expect(meanKeptRecords(month, course, rules)).toBeCloseTo(mean, 0);
  }
});
