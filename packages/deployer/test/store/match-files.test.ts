import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, it, test } from 'vitest';
import { matchFiles, matchPaths } from '../../src/store/match-files.ts';

let root: string;
beforeAll(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'deployer-match-')));
  for (const path of ['a.xml', 'b/a.xml', 'b/c/a.xml', 'b/c/.dot.xml', `d/${'a'.repeat(200)}b`]) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), '');
  }
  symlinkSync('/usr', join(root, 'out'));
  symlinkSync('..', join(root, 'b', 'round'));
});
afterAll(() => rmSync(root, { recursive: true }));

test.each([
  ['*.xml', ['a.xml']],
  ['./b/a.xml', ['b/a.xml']],
  ['b/*.xml', ['b/a.xml']],
  ['**/*.xml', ['a.xml', 'b/a.xml', 'b/c/.dot.xml', 'b/c/a.xml']],
  ['b/**', ['b/a.xml', 'b/c/.dot.xml', 'b/c/a.xml']],
  ['b/c/?.xml', ['b/c/a.xml']],
  ['b/round/a.xml', ['b/round/a.xml']],
  ['b/*/*.xml', ['b/c/.dot.xml', 'b/c/a.xml', 'b/round/a.xml']],
  ['b/none/*', []],
  ['out/*', []],
  ['out/share/../../etc/passwd', []],
])('%s names files', async (glob, files) => {
  expect(await matchFiles(root, [glob])).toEqual(files);
});

it('folders are named too, and what two globs name is there once', async () => {
  expect(await matchPaths(root, ['b', 'b/c', '*/c', 'none'])).toEqual(['b', 'b/c']);
});

it('a glob for which an expression would try ways without end takes no time', async () => {
  expect(await matchPaths(root, [`d/${'*a'.repeat(40)}*c`, `${'**/*/'.repeat(20)}x`])).toEqual([]);
});
