import { readFileSync } from 'node:fs';
import { seededRandom } from '@oremill/runtime';
import { expect, test } from 'vitest';
import { openImage } from '../../src/image/open-image.ts';
import { writeOrder } from '../../src/image/write-order.ts';
import { useScratch } from '../scratch.ts';
import { writePairs } from './test-image.ts';

const scratch = useScratch();

test('keys that are too many to be sorted at once are sorted range by range, into the same order', async () => {
  const random = seededRandom(9);
  const pairs = Array.from({ length: 4000 }, (_, index) => ({
    key: Buffer.from(`${Math.floor(random() * 50)}:${index}`),
    value: Buffer.alloc(index % 7),
  }));
  const { path, description } = await writePairs(scratch(), pairs, { isOrdered: true });
  const order = readFileSync(path).subarray(description.orderAt, description.checksumsAt);
  for (const sortedMax of [7, 64, 3999, 4000]) {
    const pieces = [...orderOf(sortedMax)];
    expect(Buffer.concat(pieces).equals(order)).toBe(true);
    expect(pieces.length > 1).toBe(sortedMax < 4000);
  }

  function* orderOf(sortedMax: number): Generator<Buffer> {
    // A piece lies in the sorter's memory until the next one.
    for (const piece of writeOrder(path, description, description, sortedMax)) yield Buffer.from(piece);
  }
});

test('keys are sorted by all of their bytes', async () => {
  const keys = [
    [],
    [0],
    [0, 0],
    [0, 1],
    [1],
    [127],
    [128],
    [255],
    [255, 0],
    [255, 255],
    [255, 255, 255, 255, 255, 255, 255],
    [255, 255, 255, 255, 255, 255, 255, 0],
    [255, 255, 255, 255, 255, 255, 255, 255],
  ].map((bytes) => Buffer.from(bytes));
  const pairs = keys.map((key, index) => ({ key, value: Buffer.alloc(1, index) }));
  const { path, description } = await writePairs(scratch(), pairs, { isOrdered: true });
  const table = await openImage(path);
  expect(description.entries).toBe(keys.length);
  const { items } = table.prefix({ prefix: Buffer.alloc(0), limit: 100 });
  expect(items.map(({ value }) => value[0])).toEqual(keys.map((_, index) => index));
  expect(table.prefix({ prefix: Buffer.from([255, 255]), limit: 100 }).items.length).toBe(4);
  expect(table.prefix({ prefix: Buffer.from([0]), after: Buffer.from([0]), limit: 1 })).toMatchObject({
    hasMore: true,
    items: [{ key: Buffer.from([0, 0]) }],
  });
});
