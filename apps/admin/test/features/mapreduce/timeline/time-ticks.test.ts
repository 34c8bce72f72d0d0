import { expect, test } from 'vitest';
import { axisSpanMs, formatTick, timeTicks } from '../../../../src/features/mapreduce/timeline/time-ticks.ts';

test('marks are round, evenly apart and not too many', () => {
  expect(timeTicks(5_300, 6)).toEqual([0, 1000, 2000, 3000, 4000, 5000]);
  expect(timeTicks(790, 4)).toEqual([0, 200, 400, 600]);
  expect(timeTicks(3 * 3_600_000, 4)).toEqual([0, 3_600_000, 7_200_000, 10_800_000]);
  expect(timeTicks(0, 4)).toEqual([0]);
  for (const spanMs of [1, 77, 999, 61_000, 7_000_000, 900_000_000, 9e10]) {
    expect(timeTicks(spanMs, 8).length).toBeLessThanOrEqual(9);
  }
});

test('a mark says its time shortly', () => {
  expect([0, 200, 1500, 60_000, 90_000, 5_400_000].map(formatTick)).toEqual([
    '0',
    '200 ms',
    '1.5 s',
    '1m',
    '1m 30s',
    '1h 30m',
  ]);
});

test('while time goes on the axis grows in steps and is always longer than it', () => {
  const spans = new Set<number>();
  for (let elapsedMs = 4000; elapsedMs < 8000; elapsedMs += 100) {
    const spanMs = axisSpanMs(elapsedMs, true);
    expect(spanMs).toBeGreaterThan(elapsedMs);
    expect(spanMs).toBeLessThanOrEqual(elapsedMs * 1.125);
    spans.add(spanMs);
  }
  expect(spans.size).toBeLessThanOrEqual(9);
  expect(axisSpanMs(4321, false)).toBe(4321);
  expect(axisSpanMs(0, false)).toBe(1);
});
