import { expect, test } from 'vitest';
import { parseRefs } from '../../src/trigger/list-refs.ts';
import { branchOfRef } from '../../src/trigger/push.ts';

test('a branch is known by its name, a tag and a pull request by the whole ref', () => {
  expect(
    ['refs/heads/main', 'refs/heads/feature/x', 'refs/tags/v1', 'refs/pull/7/head'].map(branchOfRef),
  ).toEqual(['main', 'feature/x', 'refs/tags/v1', 'refs/pull/7/head']);
});

test.each([
  'main',
  'refs/heads/',
  'refs/heads/a..b',
  'refs/heads/a b',
  'refs/heads/a\nb',
  'refs/heads/a~1',
  'refs/heads/-x',
  'refs/heads/a.lock',
  'refs/heads/.a',
  'refs/heads/refs/tags/v1',
  `refs/heads/${'x'.repeat(250)}`,
  '--all',
])('%j is taken for no ref', (ref) => {
  expect(branchOfRef(ref)).toBeUndefined();
});

test('of a tag with a message the commit counts, and what is no ref is left out', () => {
  const [tag, commit, other] = ['a'.repeat(40), 'b'.repeat(40), 'c'.repeat(64)];
  const output = [
    `${commit}\trefs/heads/main`,
    `${tag}\trefs/tags/v1`,
    `${commit}\trefs/tags/v1^{}`,
    `${other}\trefs/heads/long`,
    `${'0'.repeat(40)}\trefs/heads/none`,
    `${commit}\trefs/heads/a..b`,
    'warning: something',
    '',
  ].join('\n');
  expect([...parseRefs(output, 'url')]).toEqual([
    ['refs/heads/main', commit],
    ['refs/tags/v1', commit],
    ['refs/heads/long', other],
  ]);
});
