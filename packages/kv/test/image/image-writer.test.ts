import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Files, seededRandom } from '@oremill/runtime';
import { kvError } from '@oremill/types';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { diskFiles } from '../../src/files/disk-files.ts';
import { describeImage } from '../../src/image/describe-image.ts';
import { ImageWriter } from '../../src/image/image-writer.ts';
import { openImage } from '../../src/image/open-image.ts';
import { useScratch } from '../scratch.ts';
import { orderedRecords, type Pair } from './records.ts';
import { overheadBytes, SEED, writePairs } from './test-image.ts';

const scratch = useScratch();

const bytes = (maxLength: number) => fc.uint8Array({ maxLength }).map((array) => Buffer.from(array));

const anyPair: fc.Arbitrary<Pair> = fc.record({
  key: fc.oneof(bytes(4), bytes(40), bytes(300)),
  value: fc.oneof(
    { weight: 10, arbitrary: bytes(8) },
    { weight: 10, arbitrary: bytes(400) },
    { weight: 1, arbitrary: fc.nat(1 << 20).map((length) => Buffer.alloc(length, length)) },
  ),
  isCompressed: fc.boolean(),
  // Times that have not come yet, in all their 48 bits.
  expiresAtMs: fc.oneof(fc.constant(0), fc.integer({ min: 2 ** 45, max: 2 ** 48 - 1 })),
});

test('what is written is read: any bytes, of any length, with their flags and expiries', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(anyPair, { selector: ({ key }) => key.toString('hex'), maxLength: 40 }),
      fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }),
      fc.nat(60),
      fc.boolean(),
      async (pairs, seed, more, isOrdered) => {
        const { path } = await writePairs(scratch(), pairs, { seed, count: pairs.length + more, isOrdered });
        const table = await openImage(path);
        expect(table.count).toBe(pairs.length);
        for (const { key, value, isCompressed, expiresAtMs } of pairs) {
          const entry = table.find(key);
          expect(entry?.key.equals(key)).toBe(true);
          expect(entry?.value.equals(value)).toBe(true);
          expect([entry?.isCompressed, entry?.expiresAtMs]).toEqual([isCompressed, expiresAtMs]);
        }
        expect(table.findMany(pairs.map(({ key }) => key)).map((entry) => entry?.value)).toEqual(
          pairs.map(({ value }) => value),
        );
        table.close();
      },
    ),
    { numRuns: 50 },
  );
});

test('an empty image has nothing, and is one', async () => {
  const { path, description } = await writePairs(scratch(), [], { isOrdered: true });
  expect(describeImage(path)).toEqual(description);
  const table = await openImage(path);
  expect(table.count).toBe(0);
  expect(table.find(Buffer.alloc(0))).toBeUndefined();
  expect(table.findMany([Buffer.from('a'), Buffer.alloc(0)])).toEqual([undefined, undefined]);
  expect(table.page(0, 10)).toEqual({ entries: [], next: undefined });
  expect(table.prefix({ prefix: Buffer.alloc(0), limit: 10 })).toEqual({ items: [], hasMore: false });
  expect(table.copyOrdered(0, Buffer.alloc(10))).toEqual({ bytes: 0, count: 0, next: undefined });
  expect(table.randomKey()).toBeUndefined();
});

const random = seededRandom(11);
const between = (least: number, most: number) => least + Math.floor(random() * (most - least + 1));
const pairsOf = (count: number, keyBytes: [number, number], valueBytes: [number, number]) =>
  Array.from({ length: count }, (_, index): Pair => {
    const key = Buffer.alloc(between(...keyBytes), '.');
    key.write(String(index));
    return { key, value: Buffer.alloc(between(...valueBytes), 'v') };
  });

test.for([
  ['16 to 24 and 24 to 40 bytes', 20_000, [16, 24], [24, 40], 2.8],
  ['counters', 20_000, [8, 8], [1, 1], 2.2],
  ['40 to 80 and 300 to 900 bytes', 4000, [40, 80], [300, 900], 4],
  ['18 to 20 and 1500 to 4000 bytes', 4000, [18, 20], [1500, 4000], 4],
  ['10 to 60 and 0 to 100,000 bytes', 1000, [10, 60], [0, 100_000], 5],
] as const)('entries of %s cost few bytes beside keys and values', async ([, count, keys, values, most]) => {
  const pairs = pairsOf(count, [...keys], [...values]);
  const plain = await writePairs(scratch(), pairs);
  expect(overheadBytes(plain.description)).toBeLessThan(most);
  const ordered = await writePairs(scratch(), pairs, { isOrdered: true });
  expect(overheadBytes(ordered.description)).toBeLessThan(most + 4.1);
});

test('the same records make the same bytes, however they are cut into pieces', async () => {
  const pairs = pairsOf(3000, [0, 90], [0, 5000]).filter(({ key }) => key.length > 4);
  const whole = await writePairs(scratch(), pairs);
  const path = join(scratch(), 'table.image');
  const writer = await ImageWriter.create({ files: diskFiles, path, seed: SEED, count: pairs.length });
  for (const record of splitRecords(orderedRecords(pairs, SEED))) await writer.append(record);
  expect(await writer.finish()).toEqual(whole.description);
  expect(readFileSync(path).equals(readFileSync(whole.path))).toBe(true);
});

test('a dictionary and the codec lie in the image', async () => {
  const dictionary = { id: 0xfedc_ba98, bytes: Buffer.alloc(100_001, 'tweet') };
  const { path } = await writePairs(scratch(), pairsOf(100, [5, 9], [5, 9]), { codec: 'zstd', dictionary });
  expect(describeImage(path)).toMatchObject({ codec: 'zstd', dictionaryId: 0xfedc_ba98 });
  const table = await openImage(path);
  expect(table.dictionary?.equals(dictionary.bytes)).toBe(true);
  expect((await openImage((await writePairs(scratch(), [])).path)).dictionary).toBeUndefined();
});

test('a key that is too long is refused, and nothing is left', async () => {
  const folder = scratch();
  const longest = { key: Buffer.alloc(2 ** 20 - 1, 'k'), value: Buffer.from('v') };
  const { path } = await writePairs(folder, [longest]);
  const table = await openImage(path);
  expect(table.find(longest.key)?.value).toEqual(longest.value);
  expect(
    table.findMany([longest.key, longest.key, Buffer.alloc(2 ** 21)]).map((entry) => entry?.value),
  ).toEqual([longest.value, longest.value, undefined]);
  const longer = { key: Buffer.alloc(2 ** 20, 'k'), value: Buffer.from('v') };
  await expect(writePairs(scratch(), [longer])).rejects.toMatchObject({ code: 'KEY_TOO_LARGE' });
  const other = scratch();
  await expect(writePairs(other, [longer])).rejects.toMatchObject({ code: 'KEY_TOO_LARGE' });
  expect(readdirSync(other)).toEqual([]);
});

test('records that are out of order, or cut, are our mistake, and nothing is left', async () => {
  const folder = scratch();
  const path = join(folder, 'table.image');
  const stream = orderedRecords(pairsOf(100, [9, 9], [9, 9]), SEED);
  const create = () => ImageWriter.create({ files: diskFiles, path, seed: SEED, count: 100 });
  const backwards = await create();
  await backwards.append(stream);
  await expect(backwards.append(stream)).rejects.toThrow('in the order of their hashes');
  const cutInHead = await create();
  await expect(cutInHead.append(stream.subarray(0, 1))).rejects.toThrow('ends within a record');
  const cutInValue = await create();
  await cutInValue.append(stream.subarray(0, -1));
  await expect(cutInValue.finish()).rejects.toThrow('ends within a record');
  expect(readdirSync(folder)).toEqual([]);
});

test('a full disk is DISK_FULL at any byte, and what was there before stays', async () => {
  const folder = scratch();
  const pairs = pairsOf(2000, [9, 9], [9, 200]);
  const before = await writePairs(folder, pairs.slice(0, 10), { isOrdered: true });
  const bytesBefore = readFileSync(before.path);
  const { fileBytes } = (await writePairs(scratch(), pairs, { isOrdered: true })).description;
  for (const room of [0, 1, 64, 1000, fileBytes / 2, fileBytes - 72, fileBytes - 1].map(Math.floor)) {
    const writing = writePairs(folder, pairs, { isOrdered: true, files: fullAfter(room) });
    await expect(writing).rejects.toMatchObject({ code: 'DISK_FULL' });
    expect(readdirSync(folder)).toEqual(['table.image']);
  }
  expect(readFileSync(before.path).equals(bytesBefore)).toBe(true);
  await writePairs(folder, pairs, { isOrdered: true, files: fullAfter(fileBytes) });
  expect(describeImage(before.path).entries).toBe(2000);
});

test('a discarded image is gone, a finished one stays', async () => {
  const path = join(scratch(), 'table.image');
  const options = { files: diskFiles, path, seed: SEED, count: 1 };
  const writer = await ImageWriter.create(options);
  await writer.discard();
  expect([existsSync(path), existsSync(`${path}.tmp`)]).toEqual([false, false]);
  const other = await ImageWriter.create(options);
  await other.finish();
  await other.discard();
  expect(existsSync(path)).toBe(true);
});

test('a path that cannot be replaced leaves nothing beside it', async () => {
  const folder = scratch();
  mkdirSync(join(folder, 'table.image', 'something'), { recursive: true });
  await expect(writePairs(folder, pairsOf(5, [4, 4], [4, 4]))).rejects.toThrow('EISDIR');
  expect(readdirSync(folder)).toEqual(['table.image']);
});

test('a disk that fails to sync makes no image', async () => {
  const folder = scratch();
  const failing: Files = {
    ...diskFiles,
    create: (path) => {
      const file = diskFiles.create(path);
      return { ...file, datasync: () => Promise.reject(new Error('the disk is gone')) };
    },
  };
  await expect(writePairs(folder, pairsOf(5, [4, 4], [4, 4]), { files: failing })).rejects.toThrow('is gone');
  // More than waits for the disk at once: the failure of a sync beside the writing is not lost.
  const large = [{ key: Buffer.from('k'), value: Buffer.alloc(80 << 20) }];
  await expect(writePairs(folder, large, { files: failing })).rejects.toThrow('is gone');
  expect(readdirSync(folder)).toEqual([]);
});

/** A disk that has room for so many bytes. */
function fullAfter(room: number): Files {
  return {
    ...diskFiles,
    create(path) {
      const file = diskFiles.create(path);
      const write = (bytes: Uint8Array): void => {
        const left = room - file.bytes;
        file.write(bytes.subarray(0, left));
        if (bytes.length > left) throw kvError('DISK_FULL', `no space left for ${path}`);
      };
      return { ...file, write };
    },
  };
}

function splitRecords(stream: Buffer): Buffer[] {
  const records: Buffer[] = [];
  for (let at = 0; at < stream.length; ) {
    const start = at;
    const length = (): number => {
      let number = 0;
      for (let scale = 1; ; scale *= 0x80) {
        const byte = stream[at++] as number;
        number += (byte & 0x7f) * scale;
        if (byte < 0x80) return number;
      }
    };
    const head = length();
    const valueBytes = length();
    at += Math.floor(head / 4) + valueBytes + (head % 2) * 6;
    records.push(stream.subarray(start, at));
  }
  return records;
}
