import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { seededRandom } from '@oremill/runtime';
import { expect, test } from 'vitest';
import { diskFiles } from '../../src/files/disk-files.ts';
import { openImage } from '../../src/image/open-image.ts';
import { writeImage } from '../../src/image/write-image.ts';
import { Table } from '../../src/table/table.ts';
import { useScratch } from '../scratch.ts';
import type { Pair } from './records.ts';
import { overheadBytes, SEED, writePairs } from './test-image.ts';

const scratch = useScratch();

test('a million entries go from a table into an image, and from there into a table', async () => {
  const count = 1_000_000;
  const table = Table.open({ seed: SEED });
  table.reserve(count);
  const keyOf = (index: number) => Buffer.from(`key ${index * 7919}`);
  const wordOf = (index: number) => Buffer.from(`value ${index}`);
  for (let index = 0; index < count; index += 1) table.set(keyOf(index), wordOf(index));
  const path = join(scratch(), 'table.image');
  const written = await writeImage(table, { files: diskFiles, path, seed: SEED, count, isOrdered: true });
  expect(written.entries).toBe(count);
  expect(overheadBytes(written)).toBeLessThan(7);
  const sealed = await openImage(path);
  const random = seededRandom(6);
  for (let round = 0; round < 100; round += 1) {
    const asked = Array.from({ length: 200 }, () => Math.floor(random() * count * 1.1));
    expect(sealed.findMany(asked.map(keyOf)).map((entry) => entry?.value.toString())).toEqual(
      asked.map((index) => (index < count ? `value ${index}` : undefined)),
    );
  }
  let before: Buffer = Buffer.alloc(0);
  let ordered = 0;
  for (let hasMore = true; hasMore; ) {
    const page = sealed.prefix({ prefix: Buffer.from('key'), after: before, limit: 10_000 });
    for (const { key } of page.items) {
      if (key.compare(before) > 0) ordered += 1;
      before = key;
    }
    hasMore = page.hasMore;
  }
  expect(ordered).toBe(count);
  const back = Table.open({ seed: SEED });
  const slice = Buffer.alloc(1 << 20);
  for (let from: number | undefined = 0; from !== undefined; ) {
    const copy = sealed.copyOrdered(from, slice);
    back.appendOrdered(slice.subarray(0, copy.bytes));
    from = copy.next;
  }
  expect(back.count).toBe(count);
  for (let index = 0; index < count; index += 997)
    expect(back.find(keyOf(index))?.value).toEqual(wordOf(index));
});

const random = seededRandom(21);
const mixed: readonly Pair[] = Array.from({ length: 120 }, (_, index) => ({
  key: Buffer.from(`key ${index}`),
  // Some are larger than a slice, and than what a thread's desk holds.
  value: Buffer.alloc(index % 6 === 0 ? Math.floor(random() * 3_000_000) : index, index),
  expiresAtMs: index % 4 === 0 ? 2 ** 46 + index : 0,
  isCompressed: index % 3 === 0,
}));

test('an image of an image is the same image, records larger than any buffer included', async () => {
  const { path, description } = await writePairs(scratch(), mixed);
  const source = await openImage(path);
  const target = join(scratch(), 'copy.image');
  const progress: number[] = [];
  const copy = await writeImage(source, {
    files: diskFiles,
    path: target,
    seed: SEED,
    count: source.count,
    onProgress: ({ entries }) => progress.push(entries),
  });
  expect(copy).toEqual(description);
  expect(progress.at(-1)).toBe(120);
  expect(progress).toEqual(progress.toSorted((a, b) => a - b));
});

test('copies that begin anywhere end with the same records', async () => {
  const { path } = await writePairs(scratch(), mixed.slice(1, 6).concat(mixed.slice(7, 12)));
  const table = await openImage(path);
  const whole = Buffer.alloc(10_000);
  const { bytes, count, next } = table.copyOrdered(0, whole);
  expect([count, next]).toEqual([10, undefined]);
  for (const room of [200, 300, 1000]) {
    const pieces: Buffer[] = [];
    for (let from: number | undefined = 0; from !== undefined; ) {
      const piece = Buffer.alloc(room);
      const copy = table.copyOrdered(from, piece);
      expect(copy.count > 0 || copy.next === undefined).toBe(true);
      pieces.push(piece.subarray(0, copy.bytes));
      from = copy.next;
    }
    expect(Buffer.concat(pieces).equals(whole.subarray(0, bytes))).toBe(true);
  }
  expect(table.copyOrdered(0, Buffer.alloc(5))).toMatchObject({ bytes: 0, count: 0 });
});

test('a bucket may be as full as it gets: a count that was far too low costs speed alone', async () => {
  const full: readonly Pair[] = Array.from({ length: 1400 }, (_, index) => ({
    key: Buffer.from(`key ${index}`),
    // More of them than one listing gives, and records that no desk has room for, far behind in the bucket too.
    value: Buffer.alloc(index % 200 === 0 ? 1_300_000 : index % 50, index),
  }));
  const { path, description } = await writePairs(scratch(), full, { count: 1, isOrdered: true });
  expect(description).toMatchObject({ buckets: 1, mostInBucket: 1400, entries: 1400 });
  const table = await openImage(path);
  expect(table.findMany(full.map(({ key }) => key)).map((entry) => entry?.value.length)).toEqual(
    full.map(({ value }) => value.length),
  );
  expect(table.page(0, 10).entries.length).toBe(1400);
  expect(table.prefix({ prefix: Buffer.from('key'), limit: 2000 }).items.length).toBe(1400);
  const copy = await writeImage(table, {
    files: diskFiles,
    path: join(scratch(), 'copy.image'),
    seed: SEED,
    count: 1,
    isOrdered: true,
  });
  expect(copy).toEqual(description);
});

test('others have their turns while an image is written', async () => {
  const source = await openImage((await writePairs(scratch(), mixed)).path);
  let turns = 0;
  let isWriting = true;
  const count = (): void => {
    turns += 1;
    if (isWriting) setImmediate(count);
  };
  setImmediate(count);
  const { fileBytes } = await writeImage(source, {
    files: diskFiles,
    path: join(scratch(), 'copy.image'),
    seed: SEED,
    count: 120,
  });
  isWriting = false;
  expect(turns).toBeGreaterThan(fileBytes / 2 ** 20);
});

test('one who is told to stop leaves nothing', async () => {
  const source = await openImage((await writePairs(scratch(), mixed)).path);
  const folder = scratch();
  const stop = new AbortController();
  const writing = writeImage(source, {
    files: diskFiles,
    path: join(folder, 'copy.image'),
    seed: SEED,
    count: 120,
    signal: stop.signal,
    onProgress: () => stop.abort(new Error('told to stop')),
  });
  await expect(writing).rejects.toThrow('told to stop');
  expect(readdirSync(folder)).toEqual([]);
});
