import { expect, test } from 'vitest';
import { formatAgo, formatInstant, formatOffset, formatTime } from '../../src/format/time.ts';

const NOW = Date.UTC(2026, 10, 23, 14, 32, 7);
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

test('within a day: the clock and the age; before that: the date', () => {
  expect(formatTime(NOW - 3 * MINUTE, NOW, 'utc')).toBe('14:29 · 3 min ago');
  expect(formatTime(NOW - 2 * DAY, NOW, 'utc')).toBe('21 Nov 14:32');
  expect(formatTime(NOW - 365 * DAY, NOW, 'utc')).toBe('23 Nov 2025 14:32');
});

test('an age is never counted backwards: another clock may be an hour ahead', () => {
  expect(formatAgo(0)).toBe('now');
  expect(formatAgo(-4000)).toBe('now');
  expect(formatAgo(-60 * MINUTE)).toBe('in 1 h');
  expect(formatAgo(42_000)).toBe('42 s ago');
  expect(formatAgo(90 * MINUTE)).toBe('2 h ago');
});

test('an instant names its zone', () => {
  expect(formatInstant(NOW, 'utc')).toBe('2026-11-23 14:32:07 UTC');
  expect(formatOffset(330)).toBe('+05:30');
  expect(formatOffset(-480)).toBe('−08:00');
});
