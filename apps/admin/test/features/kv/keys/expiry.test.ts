import { expect, test } from 'vitest';
import { readTtlSeconds } from '../../../../src/features/kv/keys/expiry.ts';

const NOW_MS = Date.parse('2026-11-23T12:00:00.000Z');
const LATER = '2026-11-23T12:01:30.000Z';

test('an end that is kept is counted from now; one that has passed meanwhile comes at once', () => {
  expect(readTtlSeconds('keep', '', LATER, NOW_MS)).toBe(90);
  expect(readTtlSeconds('keep', '', LATER, NOW_MS + 100_000)).toBe(0.001);
  expect(readTtlSeconds('keep', '', undefined, NOW_MS)).toBe('never');
});

test('a time is read with its unit; what is none, or nothing, is refused', () => {
  const read = (typed: string) => readTtlSeconds('after', typed, undefined, NOW_MS);
  expect(['90s', '1.5h', '500ms', '7d'].map(read)).toEqual([90, 5400, 0.5, 604_800]);
  expect(['', '0s', '90', 'soon', '-1s'].map(read)).toEqual(Array(5).fill(undefined));
  expect(readTtlSeconds('never', 'anything', LATER, NOW_MS)).toBe('never');
});
