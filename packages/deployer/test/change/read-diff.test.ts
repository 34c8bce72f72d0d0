import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { beginOf, changeBetween, filesOf } from '../../src/change/ancestry.ts';
import { readDiff } from '../../src/change/read-diff.ts';

const ENVIRONMENT = {
  PATH: process.env.PATH,
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_AUTHOR_NAME: 'a',
  GIT_AUTHOR_EMAIL: 'a@example.com',
  GIT_COMMITTER_NAME: 'a',
  GIT_COMMITTER_EMAIL: 'a@example.com',
};
let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'oremill-deployer-'));
  git('init', '-q', '-b', 'main');
});
afterAll(() => rmSync(folder, { recursive: true }));

function git(...words: string[]): string {
  return execFileSync('git', words, { cwd: folder, env: ENVIRONMENT, encoding: 'utf8' }).trim();
}

/** The whole tree is these files. */
function commit(files: Readonly<Record<string, string>>): string {
  git('rm', '-r', '-q', '-f', '--ignore-unmatch', '.');
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  }
  git('add', '-A', '.');
  git('commit', '-q', '--allow-empty', '-m', 'c');
  return git('rev-parse', 'HEAD');
}

// Lines that look like what a diff says, and names that git has to write in quotes.
const line = fc.constantFrom(
  '',
  'a',
  'b',
  'c',
  '-- x',
  '++ b/other',
  '+++ b/other',
  '@@ -1 +1 @@',
  'diff --git a/x b/x',
  '\\ No newline',
  '\ta\r',
  'ä',
);
const text = fc
  .tuple(fc.array(line, { maxLength: 12 }), fc.boolean())
  .map(([lines, isEnded]) => lines.join('\n') + (isEnded && lines.length > 0 ? '\n' : ''));
const name = fc.constantFrom(
  'a',
  'b c',
  'tab\tname',
  'new\nline',
  'quote"d',
  'back\\slash',
  'ümlaut',
  '-rf',
  '__proto__',
  'dir/b/x',
  ' edge ',
  '\u0001',
  '💥',
);
const tree = fc.dictionary(name, text, { maxKeys: 4 });

const linesOf = (content: string) => (content === '' ? [] : content.replace(/\n$/, '').split('\n'));

/** Whether all of `some` are in `all`, in this order. */
function isWithin(some: readonly string[], all: readonly string[]): boolean {
  let at = 0;
  for (const one of all) if (at < some.length && some[at] === one) at += 1;
  return at === some.length;
}

test('of any two commits, lines that are not told as touched are in the file as it was, in their order', async () => {
  await fc.assert(
    fc.asyncProperty(tree, tree, async (before, after) => {
      const from = commit(before);
      const to = commit(after);
      const { lines, renames } = await changeBetween(folder, from, to);
      expect([...lines.keys()].filter((file) => !Object.hasOwn(after, file))).toEqual([]);
      expect((await filesOf(folder, to)).toSorted()).toEqual(Object.keys(after).toSorted());
      for (const [file, content] of Object.entries(after)) {
        const touched = new Set(
          (lines.get(file) ?? []).flatMap(([first, last]) =>
            Array.from({ length: last - first + 1 }, (_, index) => first + index),
          ),
        );
        const own = linesOf(content);
        expect(Math.max(0, ...touched)).toBeLessThanOrEqual(own.length);
        const source = renames.get(file) ?? file;
        const text = Object.hasOwn(before, source) ? (before[source] ?? '') : '';
        const old = linesOf(text);
        const kept = own.filter((_, index) => !touched.has(index + 1));
        expect(isWithin(kept, old), file).toBe(true);
        if (own.join('\n') === old.join('\n') && content.endsWith('\n') === text.endsWith('\n')) {
          expect(touched.size).toBe(0);
        }
      }
    }),
    { numRuns: 25 },
  );
});

test('a diff is read in pieces of any length', async () => {
  const from = commit({ 'a b': 'one\ntwo\n', gone: 'x\n', moved: '1\n2\n3\n4\n5\n6\n' });
  const to = commit({ 'a b': 'one\n+++ b/x\ntwo', 'ä"': 'new\n', 'to/moved': '1\n2\n3\n4\n5\n6\n7\n' });
  const printed = execFileSync('git', ['diff', '-U0', '-M', '--src-prefix=a/', '--dst-prefix=b/', from, to], {
    cwd: folder,
    env: ENVIRONMENT,
  });
  for (const size of [1, 2, 3, 7, 64, printed.length]) {
    const pieces = Array.from({ length: Math.ceil(printed.length / size) }, (_, index) =>
      printed.subarray(index * size, (index + 1) * size),
    );
    const change = await readDiff(
      (async function* () {
        yield* pieces;
      })(),
    );
    expect(change).toEqual({
      lines: new Map([
        ['a b', [[2, 3]]],
        ['to/moved', [[7, 7]]],
        ['ä"', [[1, 1]]],
      ]),
      renames: new Map([['to/moved', 'moved']]),
    });
  }
});

test('a line of millions of characters is read like any other', async () => {
  const from = commit({ 'long.js': 'a\n' });
  const to = commit({ 'long.js': `${'x'.repeat(3_000_000)}\na\ny\n` });
  expect((await changeBetween(folder, from, to)).lines).toEqual(
    new Map([
      [
        'long.js',
        [
          [1, 1],
          [3, 3],
        ],
      ],
    ]),
  );
});

test('a change begins where its branch has left the target branch, and where there is none, nowhere', async () => {
  const first = commit({ a: '1\n' });
  const second = commit({ a: '2\n' });
  const of = (sha: string, branch: string, targetBranch = 'main') =>
    beginOf(folder, { commit: sha, branch, targetBranch });
  expect(await of(second, 'main')).toEqual({ commit: first, isOfTarget: true });
  git('checkout', '-q', '-b', 'feature');
  const third = commit({ a: '3\n' });
  expect(await of(third, 'feature')).toEqual({ commit: second, isOfTarget: false });
  // A branch of a fork may have the same name.
  expect(await of(third, 'main')).toEqual({ commit: second, isOfTarget: false });
  for (const unknown of ['nowhere', '--all', 'main^{/c}']) {
    expect(await of(third, 'feature', unknown)).toEqual({ isOfTarget: false });
  }
  git('checkout', '-q', '--orphan', 'other');
  const alone = commit({ a: '4\n' });
  expect(await of(alone, 'other')).toEqual({ isOfTarget: false });
  expect(await of(alone, 'other', 'other')).toEqual({ isOfTarget: true });
});
