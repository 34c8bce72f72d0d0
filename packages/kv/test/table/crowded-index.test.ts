import { expect, test } from 'vitest';
import { Table } from '../../src/table/table.ts';

const COUNT = 60_000;
const SLOT_BYTES = 5;

/** Keys of the upper half of all hashes, in no order of these. */
function upperKeys(seed: bigint): Buffer[] {
  const all = Table.open({ seed });
  for (let index = 0; index < 2 * COUNT; index++) all.set(Buffer.from(`key ${index}`), Buffer.alloc(0));
  const keys: Buffer[] = [];
  for (let from: number | undefined = 2 ** 31; from !== undefined; ) {
    const page = all.page(from, 1000);
    for (const { key } of page.entries) keys.push(Buffer.from(key));
    from = page.next;
  }
  return keys.sort((left, right) => Buffer.compare(left, right));
}

test('entries that crowd one half of the index make it larger, and each is found', () => {
  const seed = 77n;
  const keys = upperKeys(seed);
  expect(keys.length / COUNT).toBeCloseTo(1, 1);
  const table = Table.open({ seed });
  for (const [index, key] of keys.entries()) table.set(key, Buffer.from([index & 255]));
  // Filled to 0.85, as any index is, this half would have room for six tenths of them.
  expect(table.memory().indexBytes).toBeGreaterThan(2 * keys.length * SLOT_BYTES);
  expect(table.memory().indexBytes).toBeLessThan(6 * keys.length * SLOT_BYTES);
  for (const [index, key] of keys.entries()) expect(table.find(key)?.value[0]).toBe(index & 255);
});
