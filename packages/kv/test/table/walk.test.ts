import { seededRandom } from '@oremill/runtime';
import { expect, test } from 'vitest';
import { Table } from '../../src/table/table.ts';

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

// A place in a copy is 52 bits of a hash; these keys share them, which was searched for.
test('entries that no place can tell apart are copied together, or not yet', () => {
  const table = Table.open({ seed: 1n });
  const keys = [38_700_421n, 58_027_462n, 1n, 2n].map((number) => {
    const key = Buffer.alloc(8);
    key.writeBigUInt64LE(number);
    return key;
  });
  for (const key of keys) table.set(key, Buffer.alloc(100, 'v'));
  const recordBytes = 110;
  for (let records = 2; records <= 4; records += 1) {
    for (const rest of [0, recordBytes - 1]) {
      const whole = copied(table, records * recordBytes + rest);
      expect(whole.length).toBe(4 * recordBytes);
      for (const key of keys) expect(whole.indexOf(key)).toBe(whole.lastIndexOf(key));
    }
  }
  const small = Buffer.alloc(recordBytes);
  const places: number[] = [];
  for (let from: number | undefined = 0; from !== undefined && !places.includes(from); ) {
    places.push(from);
    from = table.copyOrdered(from, small).next;
  }
  // It stands before the two, until a larger target comes.
  expect(table.copyOrdered(places.at(-1) ?? 0, small)).toMatchObject({ bytes: 0, count: 0 });
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
