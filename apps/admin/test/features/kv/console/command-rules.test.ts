import { expect, test } from 'vitest';
import { isDestructive, isSecret, selectedBy } from '../../../../src/features/kv/console/command-rules.ts';

test('passwords are known by their commands, in any case', () => {
  expect(
    [
      ['auth', 'x'],
      ['HELLO', '3', 'AUTH', 'a', 'b'],
      ['ACL', 'SETUSER'],
      ['GET', 'auth'],
    ].map(isSecret),
  ).toEqual([true, true, true, false]);
});

test('what cannot be brought back is asked for', () => {
  expect([['flushdb'], ['FLUSHALL', 'ASYNC'], ['DEL', 'k'], [{ base64: '/w==' }]].map(isDestructive)).toEqual(
    [true, true, false, false],
  );
});

test('SELECT with a name changes the dataset, and nothing else does', () => {
  expect(
    [['SELECT', 'a'], ['select', 'b'], ['SELECT'], ['SELECT', { base64: '/w==' }], ['GET', 'a']].map(
      selectedBy,
    ),
  ).toEqual(['a', 'b', undefined, undefined, undefined]);
});
