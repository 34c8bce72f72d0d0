import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { digestValues, expectContent } from '../../../bench/harness/content.ts';
import { readPairs } from '../../../bench/harness/pairs-file.ts';
import { contentOf, readKeys } from '../../../bench/harness/table-content.ts';
import { loadTable } from '../../../src/load/load-table.ts';
import { useScratch } from '../../scratch.ts';

const scratch = useScratch();
const lines = Array.from({ length: 3000 }, (_, index) => `key ${index}\tvalue\t${index}`);

function write(all: readonly string[]): { path: string; folder: string } {
  const folder = scratch();
  mkdirSync(folder, { recursive: true });
  const path = join(folder, 'pairs.tsv');
  writeFileSync(path, all.map((line) => `${line}\n`).join(''));
  return { path, folder };
}

/** What a table has that these lines were loaded into, asked for the sample of the lines as they should be. */
async function contentLoaded(all: readonly string[], keysPath: string) {
  const { table } = await loadTable({ sources: [write(all).path], workers: 0 });
  return contentOf(table, (key) => table.find(key)?.value, keysPath);
}

test('the content of a file is that of a table that it was loaded into', async () => {
  const { path, folder } = write(lines);
  const { content, keysPath, keys } = expectContent(path, lines.length, folder);
  const bytes = lines.map((line) => line.length - line.indexOf('\t') - 1);
  expect(content).toMatchObject({ pairs: 3000, valueBytes: bytes.reduce((one, other) => one + other) });
  expect(keys).toHaveLength(1000);
  expect(readKeys(keysPath)).toEqual(keys);
  expect(await contentLoaded(lines, keysPath)).toEqual(content);
});

test('a pair that is missing, and a value that is another, change it', async () => {
  const { path, folder } = write(lines);
  const { content, keysPath } = expectContent(path, lines.length, folder);
  const missing = await contentLoaded(lines.slice(1), keysPath);
  expect(missing.pairs).toBe(2999);
  expect(missing.sample).not.toBe(content.sample);
  const changed = await contentLoaded(lines.with(3, 'key 3\tvalue\t4'), keysPath);
  expect(changed).toEqual({ ...content, sample: changed.sample });
  expect(changed.sample).not.toBe(content.sample);
});

test('values in another order, and one that is empty instead of missing, have another digest', () => {
  const [one, other, none] = ['one', 'other', ''].map((text) => Buffer.from(text));
  expect(digestValues([one, other])).toBe(digestValues([one, other]));
  expect(digestValues([one, other])).not.toBe(digestValues([other, one]));
  expect(digestValues([one, none])).not.toBe(digestValues([one, undefined]));
});

test('pairs are read whatever the length of a line, and a line without an end is refused', () => {
  const long = 'v'.repeat(9 * 1024 * 1024);
  const read: [string, number][] = [];
  readPairs(write(['a\t', `b\t${long}`, `c\t${long}x`, 'd\t1']).path, (key, value) =>
    read.push([key.toString(), value.length]),
  );
  expect(read).toEqual([
    ['a', 0],
    ['b', long.length],
    ['c', long.length + 1],
    ['d', 1],
  ]);
  const cut = join(scratch(), 'cut.tsv');
  writeFileSync(cut, 'a\t1\nb\t2');
  expect(() => readPairs(cut, () => undefined)).toThrow('does not end with a newline');
});
