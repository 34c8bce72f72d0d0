import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, test } from 'vitest';
import { jsonPairs } from '../../bench/samples/json-pairs.ts';
import { smallPairs } from '../../bench/samples/small-pairs.ts';
import { writePairs } from '../../bench/samples/write-pairs.ts';
import { loadTable } from '../../src/load/load-table.ts';
import type { Table } from '../../src/table/table.ts';
import { useScratch } from '../scratch.ts';

const newFolder = useScratch();

/** Each line of the file against what the table has; the file has each key once. */
async function expectAll(path: string, table: Table): Promise<number> {
  let compared = 0;
  for await (const line of createInterface({ input: createReadStream(path) })) {
    const tab = line.indexOf('\t');
    const value = table.find(Buffer.from(line.slice(0, tab)))?.value.toString();
    // `expect` would take longer than all the rest.
    if (value !== line.slice(tab + 1)) expect(value).toBe(line.slice(tab + 1));
    compared += 1;
  }
  return compared;
}

test('a million small pairs are all there, whatever the number of workers, in little more than their bytes', async () => {
  const { path, pairs, bytes } = writePairs(join(newFolder(), 'small.tsv'), smallPairs(1_000_000));
  for (const workers of [0, 1, 2, 3]) {
    const { table, report } = await loadTable({ sources: [path], workers });
    expect(report).toMatchObject({ pairs, bytes, duplicates: 0, badLines: 0 });
    expect(await expectAll(path, table)).toBe(pairs);
    const { indexBytes, headerBytes } = table.memory();
    expect((indexBytes + headerBytes) / pairs).toBeLessThan(10);
  }
});

test('large pairs are all there, twice as well, and the last of the two files counts', async () => {
  const folder = newFolder();
  const one = writePairs(join(folder, '1.tsv'), jsonPairs(100_000));
  const lines = Array.from(jsonPairs(50_000), (line) => `${line} again`);
  const two = writePairs(join(folder, '2.tsv'), lines);
  const { table, report } = await loadTable({ sources: [folder], workers: 3 });
  expect(report).toMatchObject({ pairs: 100_000, duplicates: 50_000, bytes: one.bytes + two.bytes });
  expect(await expectAll(two.path, table)).toBe(50_000);
  const first = await loadTable({ sources: [folder], workers: 2, duplicates: 'first' });
  expect(await expectAll(one.path, first.table)).toBe(100_000);
});
