import { expect, test } from 'vitest';
import { keyAndSum, sum, tokens } from '../../src/job/built-ins.ts';

const MAX = Number.MAX_SAFE_INTEGER;

test('sums of integers are exact or refused, also when the end result would fit; sums of others are what they are', () => {
  const emitted: unknown[] = [];
  const task = { emit: (value: unknown) => emitted.push(value) };
  sum('k', [1, 2, -5], task);
  keyAndSum('k', [0.5, 0.25], task);
  keyAndSum('k', [1e300, 1e300], task);
  keyAndSum('k', [], task);
  expect(emitted).toEqual([-2, ['k', 0.75], ['k', 2e300], ['k', 0]]);
  expect(() => sum('k', [MAX, 2, -MAX], task)).toThrow('beyond the integers that are exact');
  expect(() => keyAndSum('k', [-MAX, -2], task)).toThrow(RangeError);
});

test.each(['', '  ', '\n', '\r', 'é', '\0'])('%j is no separator', (separator) => {
  expect(() => tokens(separator)).toThrow('one ASCII character');
});
