import { seededRandom } from '@oremill/runtime';
import { expect, test } from 'vitest';
import { Table } from '../../src/table/table.ts';
import { hashOf } from '../image/naive-reader.ts';
import { alikeKeys } from './alike-keys.ts';

const keyOf = (index: number) => Buffer.from(`key ${index}`);
const textOf = (index: number) => Buffer.from(`value ${index}`.repeat(1 + (index % 5)));

function filled(entries: number, seed = 7n): Table {
  const table = Table.open({ seed });
  for (let index = 0; index < entries; index++) table.set(keyOf(index), textOf(index));
  return table;
}

/** All records, copied in pieces of so many bytes. */
function copied(table: Table, pieceBytes: number): Buffer {
  const pieces: Buffer[] = [];
  let count = 0;
  for (let from: number | undefined = 0; from !== undefined; ) {
    const target = Buffer.alloc(pieceBytes);
    const piece = table.copyOrdered(from, target);
    pieces.push(target.subarray(0, piece.bytes));
    count += piece.count;
    from = piece.next;
  }
  expect(count).toBe(table.count);
  return Buffer.concat(pieces);
}

test('pages show an entry that stays exactly once, however the table grows, shrinks and is cleaned meanwhile', () => {
  const random = seededRandom(11);
  const table = filled(10_000);
  const seen = new Map<string, number>();
  let others = 10_000;
  for (let from: number | undefined = 0; from !== undefined; ) {
    const page = table.page(from, 20);
    for (const { key } of page.entries) seen.set(key.toString(), (seen.get(key.toString()) ?? 0) + 1);
    from = page.next;
    // Entries from 10,000 on come and go; odd ones below are overwritten, with values of other lengths.
    for (let step = 0; step < 200; step++) {
      if (others < 80_000 && random() < 0.8) table.set(keyOf(others++), textOf(step));
      else if (random() < 0.5) table.delete(keyOf(10_000 + Math.floor(random() * (others - 10_000))));
      else table.set(keyOf(1 + 2 * Math.floor(random() * 5000)), textOf(step));
    }
    if (random() < 0.1) table.tend(1);
  }
  expect(others).toBe(80_000);
  for (let index = 0; index < 10_000; index++) expect(seen.get(`key ${index}`)).toBe(1);
  for (const [key, times] of seen) expect([key, times]).toEqual([key, 1]);
});

test('a copy appended to another table of the seed makes the same copy, in pieces of any size', () => {
  // 200,000 entries have pairs whose hashes agree in the upper 32 bits.
  const table = filled(200_000);
  const whole = copied(table, 20_000_000);
  expect(copied(table, 4000).equals(whole)).toBe(true);
  const other = Table.open({ seed: 7n });
  other.appendOrdered(whole);
  expect(other.count).toBe(table.count);
  expect(copied(other, 300_000).equals(whole)).toBe(true);
  for (let index = 0; index < 200_000; index += 7)
    expect(other.find(keyOf(index))?.value).toEqual(textOf(index));
});

test('a copy goes on through growth, and has each entry that stays once', () => {
  const table = filled(5000);
  const target = Table.open({ seed: 7n });
  let others = 5000;
  let bytes = 0;
  for (let from: number | undefined = 0; from !== undefined; ) {
    const records = Buffer.alloc(3000);
    const piece = table.copyOrdered(from, records);
    target.appendOrdered(records.subarray(0, piece.bytes));
    bytes += piece.bytes;
    from = piece.next;
    for (let step = 0; step < 300; step++) table.set(keyOf(others++), textOf(step));
  }
  expect(bytes).toBeGreaterThan(0);
  expect(target.memory().deadBytes).toBe(0);
  for (let index = 0; index < 5000; index++) expect(target.find(keyOf(index))?.value).toEqual(textOf(index));
});

test('records longer than a segment are copied and appended; of equal keys the last counts', () => {
  const table = Table.open({ seed: 3n });
  for (const [index, length] of [700_000, 1_048_576, 3_000_001, 5, 640_000].entries())
    table.set(keyOf(index), Buffer.alloc(length, index + 1), {
      expiresAtMs: 2 ** 47,
      isCompressed: index === 2,
    });
  const whole = copied(table, 3_100_000);
  const other = Table.open({ seed: 3n });
  other.set(keyOf(3), Buffer.from('before'));
  other.appendOrdered(whole);
  other.appendOrdered(whole);
  expect(other.count).toBe(5);
  expect(copied(other, 4_000_000).equals(whole)).toBe(true);
  const long = other.find(keyOf(2));
  expect(long?.value.equals(Buffer.alloc(3_000_001, 3))).toBe(true);
  expect([long?.isCompressed, long?.expiresAtMs]).toEqual([true, 2 ** 47]);
});

test('a target without room for one record gets none, and is told to come again', () => {
  const table = filled(1);
  expect(table.copyOrdered(0, Buffer.alloc(4))).toEqual({ bytes: 0, count: 0, next: 0 });
});

test('keys for tests of one hash have one', () => {
  expect(new Set(alikeKeys(100, 5n).map((key) => hashOf(key, 5n))).size).toBe(1);
});

test('entries of one hash are copied together, or not yet', () => {
  const table = Table.open({ seed: 1n });
  const keys = [...alikeKeys(3, 1n), keyOf(1), keyOf(2), keyOf(3)];
  for (const key of keys) table.set(key, Buffer.alloc(100, 'v'));
  const recordBytes = 32 + 100 + 3;
  for (let records = 3; records <= 6; records += 1) {
    for (const rest of [0, recordBytes - 1]) {
      const whole = copied(table, records * recordBytes + rest);
      for (const key of keys) {
        expect(whole.indexOf(key)).toBeGreaterThan(0);
        expect(whole.indexOf(key)).toBe(whole.lastIndexOf(key));
      }
    }
  }
  const small = Buffer.alloc(recordBytes * 2);
  const places: number[] = [];
  for (let from: number | undefined = 0; from !== undefined && !places.includes(from); ) {
    places.push(from);
    from = table.copyOrdered(from, small).next;
  }
  // It stands before the three, until a larger target comes.
  expect(table.copyOrdered(places.at(-1) ?? 0, small)).toMatchObject({ bytes: 0, count: 0 });
});

test.for([40, 30_000, 700_000])(
  'entries of one hash, of %s bytes, are copied once, appended again, and found',
  (valueBytes) => {
    const table = Table.open({ seed: 1n });
    const keys = alikeKeys(30, 1n);
    for (let index = 0; index < 1000; index++) table.set(keyOf(index), textOf(index));
    for (const [index, key] of keys.entries()) table.set(key, Buffer.alloc(valueBytes, index));
    const whole = copied(table, 30 * (valueBytes + 40) + 100);
    const other = Table.open({ seed: 1n });
    other.appendOrdered(whole);
    expect(other.count).toBe(1030);
    for (const [index, key] of keys.entries())
      expect(other.find(key)?.value.equals(Buffer.alloc(valueBytes, index))).toBe(true);
  },
);

test('pages give thousands of entries of one hash once', () => {
  const table = Table.open({ seed: 1n });
  const keys = alikeKeys(3000, 1n);
  for (const key of keys) table.set(key, Buffer.alloc(0));
  for (let index = 0; index < 20_000; index++) table.set(keyOf(index), Buffer.alloc(0));
  const seen: string[] = [];
  for (let from: number | undefined = 0; from !== undefined; ) {
    const page = table.page(from, 10);
    for (const { key } of page.entries) seen.push(key.toString('latin1'));
    from = page.next;
  }
  expect([seen.length, new Set(seen).size]).toEqual([23_000, 23_000]);
});

test('an empty table has no pages, no records, and no key', () => {
  const table = Table.open();
  expect(table.page(0, 10)).toEqual({ entries: [], next: undefined });
  expect(table.copyOrdered(0, Buffer.alloc(100))).toEqual({ bytes: 0, count: 0, next: undefined });
  expect(table.randomKey()).toBeUndefined();
});

test('each key is met by chance', () => {
  const table = Table.open({ random: seededRandom(4) });
  for (let index = 0; index < 40; index++) table.set(keyOf(index), textOf(index));
  const met = new Set(Array.from({ length: 2000 }, () => table.randomKey()?.toString()));
  expect(met.size).toBe(40);
});
