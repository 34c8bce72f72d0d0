import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createObjects } from '@oremill/runtime/objects';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { loadTable } from '../../src/load/load-table.ts';
import { saveTsv } from '../../src/load/save-tsv.ts';
import { Table } from '../../src/table/table.ts';
import { useScratch } from '../scratch.ts';
import { pairsOf, sorted } from './naive-reader.ts';

const newFolder = useScratch();
const objects = createObjects();

function tableOf(...pairs: readonly (readonly [string | Uint8Array, string | Uint8Array])[]): Table {
  const table = Table.open();
  for (const [key, value] of pairs) table.set(Buffer.from(key), Buffer.from(value));
  return table;
}

test('any bytes that are saved escaped come back', async () => {
  const bytes = fc.uint8Array({ maxLength: 30 });
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(bytes, bytes), { maxLength: 20 }), async (pairs) => {
      const table = tableOf(...pairs);
      const path = join(newFolder(), 'saved.tsv');
      const { pairs: saved } = await saveTsv(table, path, { encoding: 'tsv-escaped', objects });
      expect(saved).toBe(table.count);
      const back = await loadTable({ sources: [path], encoding: 'tsv-escaped', workers: 0 });
      expect(sorted(pairsOf(back.table))).toEqual(sorted(pairsOf(table)));
    }),
    { numRuns: 20 },
  );
});

test('a plain line is key, tab, value; a tab in the value is part of it', async () => {
  const path = join(newFolder(), 'saved.tsv');
  const report = await saveTsv(tableOf(['a\r', '1\t2\r']), path, { objects });
  expect(readFileSync(path, 'utf8')).toBe('a\r\t1\t2\r\n');
  expect(report).toEqual({ pairs: 1, bytes: 8 });
});

test('what a plain line cannot hold is refused by its key, and the file that was there stays', async () => {
  const folder = newFolder();
  const path = join(folder, 'saved.tsv');
  writeFileSync(path, 'before');
  for (const [key, value, reason] of [
    ['a\tb', '', '"a\\tb" cannot be written as plain TSV: it has a tab in it'],
    ['a\nb', '', '"a\\nb" cannot be written as plain TSV: it has a newline in it'],
    ['a', '\n', '"a" cannot be written as plain TSV: its value has a newline in it'],
  ] as const) {
    await expect(saveTsv(tableOf([key, value]), path, { objects })).rejects.toMatchObject({
      code: 'ENTRY_UNWRITABLE',
      message: `the key ${reason}`,
    });
  }
  expect(readFileSync(path, 'utf8')).toBe('before');
  expect(readdirSync(folder)).toEqual(['saved.tsv']);
});

test('many entries are written in pieces, each once, with values as they are read', async () => {
  const path = join(newFolder(), 'saved.tsv');
  const table = tableOf(
    ...Array.from({ length: 30_000 }, (_, index): [string, string] => [`key ${index}`, `${index}`]),
  );
  const readValue = ({ value }: { value: Buffer }) => Buffer.from(`<${value.toString()}>`);
  const { bytes } = await saveTsv(table, path, { objects, readValue });
  const lines = readFileSync(path, 'utf8').trimEnd().split('\n');
  const expected = Array.from({ length: 30_000 }, (_, index) => `key ${index}\t<${index}>`);
  expect(lines.sort()).toEqual(expected.sort());
  expect(bytes).toBe(expected.join('\n').length + 1);
});

test('an empty table is an empty file, in a folder that may have to be made', async () => {
  const path = join(newFolder(), 'new', 'saved.tsv');
  expect(await saveTsv(Table.open(), path, { objects })).toEqual({ pairs: 0, bytes: 0 });
  expect(existsSync(path) && readFileSync(path).length).toBe(0);
});
