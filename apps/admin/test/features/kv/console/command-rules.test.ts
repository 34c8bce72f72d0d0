import { expect, test } from 'vitest';
import {
  describeLoss,
  isDestructive,
  isSecret,
  selectedBy,
} from '../../../../src/features/kv/console/command-rules.ts';
import { datasetOf } from '../../../fixtures/dataset.ts';

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

test('what is lost is said, and the word to type is the dataset where it is one', () => {
  const dataset = datasetOf({ name: 'sessions', entries: 1342 });
  expect([
    describeLoss(['flushdb'], dataset),
    describeLoss(['FLUSHDB'], datasetOf({ name: 'sessions', entries: 1 })),
    describeLoss(['FLUSHALL'], dataset),
    describeLoss(['kv.remove', 'other'], dataset),
  ]).toEqual([
    { consequence: 'Deletes the 1,342 entries of sessions.', word: 'sessions' },
    { consequence: 'Deletes the one entry of sessions.', word: 'sessions' },
    { consequence: 'Deletes the entries of every live dataset.', word: 'FLUSHALL' },
    { consequence: 'Removes other with all that is in it.', word: 'other' },
  ]);
});

test('SELECT with a name changes the dataset, and nothing else does', () => {
  expect(
    [['SELECT', 'a'], ['select', 'b'], ['SELECT'], ['SELECT', { base64: '/w==' }], ['GET', 'a']].map(
      selectedBy,
    ),
  ).toEqual(['a', 'b', undefined, undefined, undefined]);
});
