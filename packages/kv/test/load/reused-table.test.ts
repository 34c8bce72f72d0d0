import { expect, test } from 'vitest';
import { loadTable } from '../../src/load/load-table.ts';
import { prefault } from '../../src/load/prefault.ts';
import { Table } from '../../src/table/table.ts';
import { useScratch } from '../scratch.ts';
import { pairsOf, readNaively, sorted } from './naive-reader.ts';
import { writeFiles } from './write-files.ts';

const newFolder = useScratch();
const text = Buffer.from(
  Array.from({ length: 5000 }, (_, index) => `key ${index}\tvalue ${index}\n`).join(''),
);

test('a table is loaded again in the memory that it has, also after a load that failed', async () => {
  const sources = writeFiles(newFolder(), text);
  const table = Table.open({ maxBytes: 32 * 1024 * 1024 });
  await prefault(table, 12 * 1024 * 1024);
  const { length } = table.shared.bytes;
  const large = writeFiles(newFolder(), `key\t${'v'.repeat(40 * 1024 * 1024)}`);
  for (const workers of [0, 2, 0]) {
    const loaded = await loadTable({ sources, reuse: table, workers, inlineBytesMax: 0 });
    expect(loaded.table).toBe(table);
    expect(sorted(pairsOf(table))).toEqual(sorted(readNaively([text])));
    expect(table.shared.bytes.length).toBe(length);
    table.clear();
  }
  await expect(loadTable({ sources: large, reuse: table, workers: 2 })).rejects.toMatchObject({
    code: 'MEMORY_FULL',
  });
  expect(table.count).toBe(0);
  await loadTable({ sources, reuse: table, workers: 2, inlineBytesMax: 0 });
  expect(sorted(pairsOf(table))).toEqual(sorted(readNaively([text])));
});

test('more memory than a table may have cannot be touched before', async () => {
  const table = Table.open({ maxBytes: 32 * 1024 * 1024 });
  await expect(prefault(table, 33 * 1024 * 1024)).rejects.toMatchObject({ code: 'MEMORY_FULL' });
});
