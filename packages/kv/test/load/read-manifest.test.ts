import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { createObjects } from '@oremill/runtime/objects';
import { MANIFEST_FILE, type OutputManifest } from '@oremill/types';
import { afterAll, expect, test } from 'vitest';
import { LoadPool } from '../../src/load/load-pool.ts';
import { type LoadOptions, loadTable } from '../../src/load/load-table.ts';
import { readManifest } from '../../src/load/read-manifest.ts';
import { useScratch } from '../scratch.ts';
import { pairsOf, sorted } from './naive-reader.ts';

const newFolder = useScratch();
const pool = new LoadPool(2);
afterAll(() => pool.close());
const ways: readonly Partial<LoadOptions>[] = [{ workers: 0 }, { pool, inlineBytesMax: 0 }];

function writeOutput(parts: Record<string, Buffer>, change: Partial<OutputManifest> = {}): string {
  const folder = newFolder();
  const manifest = {
    version: 1,
    encoding: 'tsv-raw',
    columns: [
      { name: 'word', type: 'text' },
      { name: 'count', type: 'integer' },
    ],
    parts: Object.entries(parts).map(([path, bytes]) => ({
      path,
      rows: 1,
      bytes: bytes.length,
      sha256: createHash('sha256').update(bytes).digest('hex'),
    })),
    ...change,
  };
  for (const [path, bytes] of Object.entries(parts)) writeFileSync(join(folder, path), bytes);
  writeFileSync(join(folder, MANIFEST_FILE), JSON.stringify(manifest));
  writeFileSync(join(folder, 'stranger.tsv'), 'not\tof the output\n');
  return folder;
}

test('the parts of an output are loaded in their order, compressed or not, and no other file', async () => {
  const parts = { 'b.tsv': Buffer.from('a\t1\nb\t1\n'), 'a.gz': gzipSync('a\t2\n') };
  for (const way of ways) {
    for (const source of [writeOutput(parts), join(writeOutput(parts), MANIFEST_FILE)]) {
      const { table } = await loadTable({ sources: [source], ...way });
      expect(sorted(pairsOf(table))).toEqual([
        ['a', '2'],
        ['b', '1'],
      ]);
    }
  }
});

test('the manifest says how lines are written, and names the columns', async () => {
  const folder = writeOutput({ 'a.tsv': Buffer.from('x\\ty\t7\n') }, { encoding: 'tsv-escaped' });
  const { table } = await loadTable({ sources: [folder] });
  expect(sorted(pairsOf(table))).toEqual([['x\ty', '7']]);
  const byCount = await loadTable({ sources: [folder], keyColumn: 'count' });
  expect(sorted(pairsOf(byCount.table))).toEqual([['7', 'x\ty']]);
  await expect(loadTable({ sources: [folder], keyColumn: 'colour' })).rejects.toMatchObject({
    code: 'SOURCE_INVALID',
    message: expect.stringContaining('has no column colour'),
    hint: 'It has word, count.',
  });
});

test('a part whose bytes are not those of the manifest is refused, unless nobody looks', async () => {
  const folder = writeOutput({ 'a.tsv': Buffer.from('a\t1\n'), 'b.tsv': Buffer.from('b\t2\n') });
  writeFileSync(join(folder, 'b.tsv'), 'b\t3\n');
  for (const way of ways) {
    await expect(loadTable({ sources: [folder], ...way })).rejects.toMatchObject({
      code: 'SOURCE_INVALID',
      message: `${join(folder, 'b.tsv')} is not what its manifest says: its sha256 differs`,
    });
    const { table } = await loadTable({ sources: [folder], isVerified: false, ...way });
    expect(table.find(Buffer.from('b'))?.value.toString()).toBe('3');
  }
  writeFileSync(join(folder, 'b.tsv'), 'b\t30\n');
  await expect(loadTable({ sources: [folder], isVerified: false })).rejects.toMatchObject({
    code: 'SOURCE_INVALID',
    message: `${join(folder, 'b.tsv')} has 5 bytes, its manifest says 4`,
  });
});

test('a part of several pieces is checked to its last byte', async () => {
  const part = Buffer.from(Array.from({ length: 50_000 }, (_, index) => `key ${index}\t${index}\n`).join(''));
  const folder = writeOutput({ 'a.tsv': part });
  for (const way of ways) {
    const { report } = await loadTable({ sources: [folder], ...way });
    expect(report).toMatchObject({ pairs: 50_000, bytes: part.length });
  }
  part.write('8', part.length - 2);
  writeFileSync(join(folder, 'a.tsv'), part);
  for (const way of ways) {
    await expect(loadTable({ sources: [folder], ...way })).rejects.toMatchObject({
      message: expect.stringContaining('its sha256 differs'),
    });
  }
});

test('encodings without a key are refused by name, and so is an output of one column', async () => {
  for (const encoding of ['csv', 'json-lines', 'lines'] as const) {
    const folder = writeOutput({}, { encoding });
    await expect(loadTable({ sources: [folder] })).rejects.toMatchObject({
      code: 'SOURCE_INVALID',
      message: `${join(folder, MANIFEST_FILE)}: lines of encoding ${encoding} have no key`,
    });
  }
  const folder = writeOutput({}, { columns: [{ name: 'word', type: 'text' }] });
  await expect(loadTable({ sources: [folder] })).rejects.toMatchObject({ code: 'SOURCE_INVALID' });
});

test('what is no manifest is said to be none, with the reason', async () => {
  const path = join(newFolder(), MANIFEST_FILE);
  for (const [content, reason] of [
    ['{', 'it is no JSON'],
    ['{"version":2}', 'version: '],
  ] as const) {
    writeFileSync(path, content);
    await expect(readManifest(path, createObjects(), {})).rejects.toMatchObject({
      code: 'SOURCE_INVALID',
      message: expect.stringContaining(`${path} is no manifest of an output: ${reason}`),
    });
  }
});

test('an output without parts is an empty table', async () => {
  const { table, report } = await loadTable({ sources: [writeOutput({})] });
  expect([table.count, report.pairs, report.bytes]).toEqual([0, 0, 0]);
});
