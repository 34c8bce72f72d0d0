import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { matchFiles } from '../../src/objects/match-files.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'match-files-'));
  mkdirSync(join(folder, 'below'));
  for (const name of ['b.txt', 'a.txt', 'ä.txt', '_SUCCESS', '.hidden', 'odd [1].txt', 'below/c.txt']) {
    writeFileSync(join(folder, name), '');
  }
});
afterAll(() => rmSync(folder, { recursive: true }));

test.each([
  ['', ['a.txt', 'b.txt', 'odd [1].txt', 'ä.txt']],
  ['b.txt', ['b.txt']],
  ['_SUCCESS', ['_SUCCESS']],
  ['odd [1].txt', ['odd [1].txt']],
  ['*', ['a.txt', 'b.txt', 'odd [1].txt', 'ä.txt']],
  ['_*', ['_SUCCESS']],
  ['**/c.txt', ['below/c.txt']],
  ['[bc].txt', ['b.txt']],
  ['missing', []],
  ['a.txt/below', []],
  ['*.md', []],
])('%j stands for %j', async (input, expected) => {
  const found = await matchFiles(join(folder, input));
  expect(found).toEqual(expected.map((name) => join(folder, name)));
});
