import { manualClock, seededRandom } from '@oremill/runtime';
import { expect, test } from 'vitest';
import { openLiveParts } from '../../src/dataset/live-parts.ts';
import type { OpenTableOptions } from '../../src/dataset/live-table.ts';
import { readSnapshot } from '../../src/dataset/snapshot-file.ts';
import { RecordDivider } from '../../src/table/divide-records.ts';
import { encodeRecord, recordBytesMax } from '../../src/table/record.ts';
import { prefixOf } from '../image/records.ts';
import { useScratch } from '../scratch.ts';
import { alikeKeys } from '../table/alike-keys.ts';
import { contentOf, openDataset } from './open-dataset.ts';
import { quickFiles } from './quick-files.ts';

const scratch = useScratch();
const bytes = (text: string) => Buffer.from(text);
const MIB = 1024 * 1024;

function open(
  folder: string,
  parts: number,
  options: { maxBytes?: number; clock?: ReturnType<typeof manualClock> } = {},
) {
  const { maxBytes, clock = manualClock() } = options;
  const policy = maxBytes === undefined ? 'refuse' : 'evict-oldest';
  const openTable = (table: OpenTableOptions) =>
    openLiveParts({ ...table, parts, maxBytes, policy, ordered: true, random: seededRandom(2) });
  return openDataset({ folder, files: quickFiles, fsync: 'off', openTable, clock });
}

test('a dataset has as many parts as it is opened with, whatever it was written with', async () => {
  const folder = scratch();
  const clock = manualClock();
  const first = await open(folder, 1, { clock });
  const write = (dataset: typeof first, from: number) => {
    for (let index = from; index < from + 3000; index += 1) {
      dataset.set(
        bytes(`key ${index}`),
        bytes(`value ${index}`),
        index % 7 === 0 ? { expiresAtMs: 9000 } : {},
      );
    }
    dataset.set(bytes(`large ${from}`), Buffer.alloc(700_000, from % 256));
    dataset.delete(bytes(`key ${from + 5}`));
  };
  write(first, 0);
  const alike = alikeKeys(20, readSnapshot(folder)?.seed ?? 0n);
  for (const [index, key] of alike.entries()) first.set(key, Buffer.alloc(60_000, index));
  await first.snapshot();
  write(first, 2000);
  let content = contentOf(first);
  await first.close();
  for (const parts of [3, 2, 5, 1]) {
    const dataset = await open(folder, parts, { clock });
    expect(contentOf(dataset)).toEqual(content);
    expect(dataset.parts?.map(({ count }) => count > 500) ?? [true]).toEqual(Array(parts).fill(true));
    for (const [index, key] of alike.entries()) expect(dataset.get(key)).toEqual(Buffer.alloc(60_000, index));
    if (parts === 2) await dataset.snapshot();
    write(dataset, parts * 10_000);
    content = contentOf(dataset);
    await dataset.close();
  }
  clock.advance(10_000);
  const last = await open(folder, 3, { clock });
  last.tend(1000);
  expect(last.has(bytes('key 7'))).toBe(false);
  expect(Object.keys(contentOf(last)).length).toBe(last.count);
  last.clear();
  expect([last.count, last.randomKey()]).toEqual([0, undefined]);
  await last.close();
});

test('what it may take is divided among its parts, and what they evict is in the one log', async () => {
  const folder = scratch();
  const first = await open(folder, 3, { maxBytes: 48 * MIB });
  const value = Buffer.alloc(5000, 1);
  for (let index = 0; index < 20_000; index += 1) first.set(bytes(`key ${index}`), value);
  expect(first.count).toBeLessThan(10_000);
  expect(first.count).toBeGreaterThan(3000);
  const total = Object.values(first.memory()).reduce((sum, part) => sum + part, 0);
  expect(total).toBeLessThanOrEqual(48 * MIB);
  const content = contentOf(first);
  await first.close();
  const second = await open(folder, 3, { maxBytes: 48 * MIB });
  expect(Object.keys(contentOf(second))).toEqual(Object.keys(content));
  await second.close();
});

test('a table that is full says that more parts would help', () => {
  const table = openLiveParts({ seed: 5n, parts: 2, maxBytes: 32 * MIB });
  const fill = () => {
    for (let index = 0; ; index += 1) table.set(bytes(`key ${index}`), Buffer.alloc(9000));
  };
  expect(fill).toThrow(
    expect.objectContaining({ code: 'MEMORY_FULL', hint: expect.stringContaining('more parts') }),
  );
});

test('records are divided as their hashes are, whatever their lengths and order', () => {
  const seed = 77n;
  const random = seededRandom(5);
  const lengths = [0, 1, 10, 100, 60_000, 300_000];
  const target = Buffer.alloc(30_000_000);
  let end = 0;
  const expected: string[][] = [[], [], []];
  for (let index = 0; index < 1500; index += 1) {
    const key = Buffer.alloc(index % 500 === 3 ? 65_536 : 3 + (index % 40), index);
    key.writeUInt16LE(index);
    const length = lengths[Math.floor(random() ** 4 * lengths.length)] ?? 0;
    expect(end + recordBytesMax(key.length, length)).toBeLessThan(target.length);
    end = encodeRecord(target, end, key, Buffer.alloc(length), index % 3 === 0 ? { expiresAtMs: 5 } : {});
    expected[Math.floor((prefixOf(key, seed) * 3) / 2 ** 32)]?.push(`${index}`);
  }
  const runs: Buffer[][] = [[], [], []];
  new RecordDivider(seed, 3).divide(target.subarray(0, end), (part, run) => runs[part]?.push(run));
  const tables = runs.map((own) => {
    const table = openLiveParts({ seed, parts: 1 });
    table.appendOrdered(Buffer.concat(own));
    return table;
  });
  expect(tables.map(({ count }) => count)).toEqual(expected.map(({ length }) => length));
  expect(runs.flat().reduce((sum, run) => sum + run.length, 0)).toBe(end);
});
