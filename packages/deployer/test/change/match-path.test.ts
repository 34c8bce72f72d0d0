import { expect, test } from 'vitest';
import { matchesPath } from '../../src/change/match-path.ts';

test.each([
  ['a/b.py', 'a/b.py', true],
  ['a/b.py', 'a/bxpy', false],
  ['a/*.py', 'a/b.py', true],
  ['a/*.py', 'a/c/b.py', false],
  ['a/*.py', 'a/.py', true],
  ['*', '.hidden', true],
  ['**', 'a/.b/c', true],
  ['**/b', 'b', true],
  ['**/b', 'a/a/b', true],
  ['a/**/b', 'a/b', true],
  ['a/**/b/*.c', 'a/b/x/b/y.c', true],
  ['a/**/b/*.c', 'a/b/x/c/y.c', false],
  ['a?c', 'abc', true],
  ['a?c', 'a/c', false],
  ['?', 'ä', true],
  ['', 'a', true],
  ['a', 'a/b/c', true],
  ['./a/', 'a/b', true],
  ['a', 'ab', false],
  ['a/*', 'a/b/c', true],
  ['{a,b}', 'a', false],
  ['[ab]', 'a', false],
  ['"a"', 'a', false],
  ['!a', 'b', false],
  ['a*', 'a\nb', true],
])('%j on %j: %j', (glob, file, expected) => {
  expect(matchesPath(glob, file)).toBe(expected);
});

test('hostile globs take no time to speak of', () => {
  expect(matchesPath(`${'**/a/'.repeat(199)}c`, `${'a/'.repeat(2000)}b`)).toBe(false);
  expect(matchesPath('a*'.repeat(499), `${'a'.repeat(4000)}`)).toBe(true);
  expect(matchesPath(`${'a*'.repeat(499)}b`, 'a'.repeat(4000))).toBe(false);
});
