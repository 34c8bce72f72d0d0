import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { diskFiles } from '../../src/files/disk-files.ts';
import { describeParts, openParts } from '../../src/image/open-parts.ts';
import { tableImage } from '../../src/output/table-image.ts';
import { useScratch } from '../scratch.ts';
import { writeJobImages } from './job-images.ts';

const scratch = useScratch();
const pairs = Array.from({ length: 2000 }, (_, index) => [`key ${index}`, `value ${index}`] as const);

test('each key is in the part that the partitioner says, and the parts make one dataset', async () => {
  const { paths, manifest } = await writeJobImages(scratch(), pairs);
  const tables = await openParts(paths);
  expect(tables.map(({ description: { part, parts } }) => [part, parts])).toEqual([
    [0, 3],
    [1, 3],
    [2, 3],
  ]);
  for (const { rows } of manifest.parts) expect(Math.abs(rows - 2000 / 3)).toBeLessThan(100);
  expect(tables.map(({ count }) => count)).toEqual(manifest.parts.map(({ rows }) => rows));
  for (const [key, value] of pairs) {
    const found = tables.flatMap((table) => table.find(Buffer.from(key))?.value.toString() ?? []);
    expect(found).toEqual([value]);
  }
});

test('the last value of a key counts, also of one that is longer than what is taken in at once', async () => {
  const long = 'x'.repeat(300_000);
  const folder = scratch();
  const { paths } = await writeJobImages(
    folder,
    [
      ['a', 'first'],
      ['long', 'short'],
      ['a', 'last'],
      ['long', long],
    ],
    { partitions: 1 },
  );
  const [table] = await openParts(paths);
  expect(table.count).toBe(2);
  expect(table.find(Buffer.from('a'))?.value.toString()).toBe('last');
  expect(table.find(Buffer.from('long'))?.value.toString()).toBe(long);
  expect(table.description).toMatchObject({ part: 0, parts: 1, isOrdered: true, codec: 'none' });
});

test('a part without pairs is an image without entries', async () => {
  const { paths, manifest } = await writeJobImages(scratch(), [['only', 'one']]);
  expect(manifest.parts.filter(({ rows }) => rows === 0)).toHaveLength(2);
  expect(describeParts(paths).map(({ entries }) => entries)).toEqual(manifest.parts.map(({ rows }) => rows));
});

test('keys are in no order, and values compressed, where that is said', async () => {
  const options = { ordered: false, compression: 'zstd:9', partitions: 2 } as const;
  const words = pairs.map(([key, value]) => [key, `${value} `.repeat(20)] as const);
  const { paths } = await writeJobImages(scratch(), words, options);
  for (const { codec, isOrdered, compressed, entries } of describeParts(paths)) {
    expect({ codec, isOrdered, compressed }).toEqual({
      codec: 'zstd',
      isOrdered: false,
      compressed: entries,
    });
  }
});

test('a part that does not fit says of which job options more is needed, and leaves nothing', async () => {
  const folder = scratch();
  const many = Array.from({ length: 200 }, (_, index) => [`key ${index}`, 'x'.repeat(200_000)] as const);
  const writing = writeJobImages(folder, many, { partitions: 2, memoryBytes: 20 * 2 ** 20 });
  await expect(writing).rejects.toMatchObject({
    code: 'MEMORY_FULL',
    message: expect.stringMatching(/^part [01] of 2 has \d+ keys and does not fit into the 16.0 MiB/),
    hint: 'Run the job with more --partitions, or with more --memory.',
  });
  expect(readdirSync(folder)).toEqual([]);
});

test('a row is a line with a tab for who tries the job', () => {
  const number = { encode: (value: number) => `${value}` };
  expect(String(tableImage({ value: number }).encodeRow(['a', 7]))).toBe('a\t7');
});

test('what reducers cannot do is refused where the job is declared', () => {
  // Of a job in JavaScript, which no compiler has seen.
  const dictionary = { compression: 'zstd-dictionary' } as unknown as { compression: 'zstd' };
  expect(() => tableImage(dictionary)).toThrow(
    /^reducers cannot train a dictionary: .* Say zstd, or load a table with kv publish$/,
  );
  expect(() => tableImage({ compression: 'zstd:20' })).toThrow('no compression zstd:20');
  const escaped = { encoding: 'tsv-escaped', encode: (word: string) => word } as const;
  expect(() => tableImage({ value: escaped })).toThrow('a value of a table image is not escaped');
  expect(() => tableImage().pairs.choosePlan(257)).toThrow('a version has 256 parts at most, not 257');
});

test('a part that is closed while it is written ends, and nothing has its name', async () => {
  const folder = scratch();
  const path = join(folder, 'part-00000.image');
  const { choosePlan, openPart } = tableImage().pairs;
  const place = {
    plan: choosePlan(1),
    partition: 0,
    partitions: 1,
    pairsExpected: 0,
    memoryBytes: 64 * 2 ** 20,
  };
  const part = await openPart({ ...place, path, files: diskFiles });
  for (let index = 0; index < 50_000; index += 1) part.set(Buffer.from(`key ${index}`), Buffer.alloc(100));
  const writing = part.write();
  part.close();
  await expect(writing).rejects.toThrow(/abort/);
  expect(readdirSync(folder)).toEqual([]);
});
