import { expect, test } from 'vitest';
import { describeConnection } from '../../src/frame/describe-connection.ts';

const SINCE = Date.UTC(2026, 10, 23, 14, 31, 0);

test('the pill says live, reconnecting and then stale with the time of the last word', () => {
  const word = (kind: 'live' | 'reconnecting' | 'connecting', ageMs: number) =>
    describeConnection({ kind, sinceMs: SINCE }, SINCE + ageMs, 'utc').word;
  expect(word('live', 3_600_000)).toBe('live');
  expect(word('connecting', 0)).toBe('connecting');
  expect(word('reconnecting', 9_999)).toBe('reconnecting');
  expect(word('reconnecting', 10_000)).toBe('stale since 14:31');
});
