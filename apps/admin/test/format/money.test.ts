import { expect, test } from 'vitest';
import { formatSpan, formatUsd, formatUsdChange, formatUsdShort } from '../../src/format/money.ts';

test.each([
  [48.1, '$48.10'],
  [1240.118, '$1,240.12'],
  [1_240_118, '$1.24M'],
  [0.0123456, '$0.01235'],
  [4e-9, '$4.000e-9'],
  [-3.5, '−$3.50'],
  [0, '$0'],
])('%d dollars are %s', (usd, text) => {
  expect(formatUsd(usd)).toBe(text);
});

test('a change has its sign', () => {
  expect([4.2, -0.15, 0].map(formatUsdChange)).toEqual(['+$4.20', '−$0.15', '$0']);
});

test('an axis has short dollars', () => {
  expect([0, 0.5, 120_000, 2e-7].map(formatUsdShort)).toEqual(['$0', '$0.5', '$120K', '$2e-7']);
});

test.each([
  [60, '1 min'],
  [90, '1.5 min'],
  [3600, '1 h'],
  [777_600, '9 days'],
  [86_400, '1 day'],
  [365 * 86_400, '1 year'],
  [0.25, '0.25 s'],
])('%d seconds are %s', (seconds, text) => {
  expect(formatSpan(seconds)).toBe(text);
});
