import { expect, test } from 'vitest';
import { formatFrequency, formatMicroseconds } from '../../src/format/microseconds.ts';

test('a duration keeps three digits and the unit that fits', () => {
  const shown = [0, 1.24, 9.96, 12.6, 999.4, 999.6, 1840, 12_500, 999_600, 3_100_000].map(formatMicroseconds);
  expect(shown).toEqual([
    '0 µs',
    '1.2 µs',
    '10 µs',
    '13 µs',
    '999 µs',
    '1.00 ms',
    '1.84 ms',
    '12.5 ms',
    '1.00 s',
    '3.10 s',
  ]);
});

test('what happens seldom keeps a decimal, what happens often does not', () => {
  expect([0, 0.42, 9.96, 84_120.4].map(formatFrequency)).toEqual(['0 /s', '0.4 /s', '10 /s', '84,120 /s']);
});
