import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '@oremill/types';
import { expect, test } from 'vitest';
import { describeImage } from '../../src/image/describe-image.ts';
import { decodeHeader, encodeHeader } from '../../src/image/image-format.ts';
import { joinParts, openParts } from '../../src/image/open-parts.ts';
import { partPaths } from '../../src/image/part-paths.ts';
import { useScratch } from '../scratch.ts';
import { readNaively } from './naive-reader.ts';
import type { Pair } from './records.ts';
import { SEED, writePairs, writeParts } from './test-image.ts';

const scratch = useScratch();

const pairs: readonly Pair[] = Array.from({ length: 1000 }, (_, index) => ({
  key: Buffer.from(`key ${index}`),
  value: Buffer.from(`value ${index}`),
}));

async function refusalOf(paths: readonly string[]): Promise<string> {
  const error = await openParts(paths).catch((thrown: unknown) => thrown);
  if (!(error instanceof AppError)) throw new Error(`opened, or ${String(error)}`);
  expect(error.code).toBe('IMAGE_CORRUPT');
  return error.message;
}

test('a whole image has zeros where a part says which it is, and what it says is checked', () => {
  const header = {
    seed: 5n,
    part: 0,
    parts: 1,
    buckets: 3,
    codec: 'none',
    dictionaryId: 0,
    dictionaryBytes: 0,
  };
  expect(encodeHeader(header).subarray(48, 60)).toEqual(Buffer.alloc(12));
  expect(decodeHeader(encodeHeader(header))).toEqual(header);
  const third = { ...header, part: 2, parts: 3 };
  expect(encodeHeader(third).subarray(48, 60)).toEqual(Buffer.from([2, 0, 0, 0, 3, 0, 0, 0, 0, 0, 0, 0]));
  expect(decodeHeader(encodeHeader(third))).toEqual(third);
  expect(decodeHeader(encodeHeader({ ...header, part: 3, parts: 3 }))).toEqual({
    fault: 'it says that it is part 3 of 3',
    at: 48,
  });
});

test('parts are as the reference says, and hold all pairs in the order of hashes', async () => {
  const paths = await writeParts(scratch(), pairs, 3, { isOrdered: true });
  const read = paths.map((path) => readNaively(readFileSync(path)));
  expect(read.flatMap((part) => part.pairs.map(({ key }) => String(key))).toSorted()).toEqual(
    pairs.map(({ key }) => String(key)).toSorted(),
  );
  // A part fills its buckets as a whole does.
  for (const [index, path] of paths.entries()) {
    const { buckets, entries, mostInBucket, part, parts } = describeImage(path);
    expect([part, parts, Math.ceil(entries / 14)]).toEqual([index, 3, buckets]);
    expect(mostInBucket).toBeLessThan(40);
  }
  const whole = readNaively(readFileSync((await writePairs(scratch(), pairs)).path));
  expect(read.flatMap((part) => part.pairs)).toEqual(whole.pairs);
});

test('a record of another part is refused', async () => {
  const wrong = writePairs(scratch(), pairs, { part: { part: 1, parts: 3 } });
  await expect(wrong).rejects.toThrow('records are of this part');
});

test('parts are opened in any order, and walked as one table', async () => {
  const paths = await writeParts(scratch(), pairs, 5);
  const table = joinParts(await openParts(paths.toReversed()), {});
  expect(table.count).toBe(1000);
  const keys = pairs.map(({ key }) => key);
  expect(table.findMany(keys).map((entry) => String(entry?.value))).toEqual(
    pairs.map(({ value }) => String(value)),
  );
  expect(table.find(Buffer.alloc(2_000_000))).toBeUndefined();
  table.close();
});

test('a flipped bit in any byte of a part is found, and its file named', async () => {
  const paths = await writeParts(scratch(), pairs.slice(0, 24), 3, { isOrdered: true });
  const [, second = ''] = paths;
  const bytes = readFileSync(second);
  for (const index of bytes.keys()) {
    const flipped = Buffer.from(bytes);
    flipped[index] = (bytes[index] as number) ^ (1 << (index % 8));
    writeFileSync(second, flipped);
    expect(await refusalOf(paths)).toContain(second);
    if (index % 5 > 0) continue;
    writeFileSync(second, bytes.subarray(0, index));
    expect(await refusalOf(paths)).toContain(second);
  }
});

test('what does not belong together is refused, and the file named', async () => {
  const folder = scratch();
  const paths = await writeParts(join(folder, 'one'), pairs, 3);
  const [first = '', second = '', third = ''] = paths;
  expect(await refusalOf([first, third])).toContain(
    `${first} does not make a dataset with what is beside it: it is one of 3 parts`,
  );
  expect(await refusalOf([second])).toContain(second);
  const copy = join(folder, 'copy.image');
  copyFileSync(second, copy);
  expect(await refusalOf([first, second, copy])).toContain(
    `${copy} does not make a dataset with what is beside it: it is part 1`,
  );
  const others = [
    ['parts', await writeParts(join(folder, 'two'), pairs, 2), 'it is part of 2'],
    ['seed', await writeParts(join(folder, 'seed'), pairs, 3, { seed: SEED + 1n }), 'another seed'],
    ['codec', await writeParts(join(folder, 'codec'), pairs, 3, { codec: 'zstd' }), 'compressed otherwise'],
    ['order', await writeParts(join(folder, 'order'), pairs, 3, { isOrdered: true }), 'in order'],
  ] as const;
  for (const [, [, other = ''], fault] of others) {
    const message = await refusalOf([first, other, third]);
    expect(message).toContain(other);
    expect(message).toContain(fault);
  }
  const dictionary = { id: 7, bytes: Buffer.from('a dictionary') };
  const [, other = ''] = await writeParts(join(folder, 'dictionary'), pairs, 3, { dictionary });
  expect(await refusalOf([first, other, third])).toContain('compressed otherwise');
});

test('names of parts stand beside that of the whole', () => {
  expect(partPaths('/a/b.c/table.image', 1)).toEqual(['/a/b.c/table.image']);
  expect(partPaths('/a/b.c/table.image', 2)).toEqual(['/a/b.c/table-00.image', '/a/b.c/table-01.image']);
  expect(partPaths('/a/b.c/tags', 2)).toEqual(['/a/b.c/tags-00', '/a/b.c/tags-01']);
});
