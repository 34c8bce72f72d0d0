import assert from 'node:assert/strict';
import { manualClock, seededRandom } from '@oremill/runtime';
import { expect, test } from 'vitest';
import { Table } from '../../src/table/table.ts';
import { sumOf } from './table-model.ts';

const MIB = 1024 * 1024;
const entries = 60_000;
const keyOf = (index: number) => Buffer.from(`user:${String(index).padStart(7, '0')}`);
const empty = Buffer.alloc(0);

function allKeys(table: Table): string[] {
  return table.prefix({ prefix: empty, limit: table.count + 1 }).items.map(({ key }) => key.toString());
}

function shuffled(count: number): number[] {
  const random = seededRandom(8);
  const order = Array.from({ length: count }, (_, index) => index);
  for (let index = count - 1; index > 0; index--) {
    const other = Math.floor(random() * (index + 1));
    [order[index], order[other]] = [order[other] as number, order[index] as number];
  }
  return order;
}

const sorted = Array.from({ length: entries }, (_, index) => keyOf(index).toString());
const ascending = sorted.map((_, index) => index);

test.for([
  ['from the first to the last', ascending, 5],
  ['from the last to the first', ascending.toReversed(), 9],
  ['in any order', shuffled(entries), 6.5],
] as const)('keys set %s are listed in order, in at most so many bytes each', ([, order, bytesMost]) => {
  const table = Table.open({ ordered: true });
  for (const index of order) table.set(keyOf(index), empty);
  expect(allKeys(table)).toEqual(sorted);
  const { orderBytes } = table.memory();
  expect((orderBytes - MIB) / entries).toBeLessThan(bytesMost);
  for (const index of order) assert(table.delete(keyOf(index)));
  expect(allKeys(table)).toEqual([]);
  for (const index of order.toReversed()) table.set(keyOf(index), empty);
  expect(allKeys(table)).toEqual(sorted);
  expect(table.memory().orderBytes).toBeLessThanOrEqual(orderBytes + MIB);
  expect(sumOf(table.memory())).toBe(table.shared.bytes.length);
});

test('prefixes end where they end: bytes of every value, keys that are prefixes of others, a limit', () => {
  const table = Table.open({ ordered: true });
  const keys = [
    '',
    'a',
    'a\x00',
    'a\x00\x00',
    'a\x01',
    'aa',
    'aaaaaaaa',
    'aaaaaaaaa',
    'aaaaaaaab',
    'a\xff',
    'a\xff\xff',
    'b',
  ];
  for (const key of keys.toReversed()) table.set(Buffer.from(key, 'latin1'), Buffer.from(key, 'latin1'));
  const list = (prefix: string, after?: string, limit = 100) => {
    const { items, hasMore } = table.prefix({
      prefix: Buffer.from(prefix, 'latin1'),
      limit,
      ...(after === undefined ? {} : { after: Buffer.from(after, 'latin1') }),
    });
    return [...items.map(({ value }) => value.toString('latin1')), ...(hasMore ? ['more'] : [])];
  };
  expect(list('')).toEqual(keys);
  expect(list('a')).toEqual(keys.slice(1, -1));
  expect(list('a', 'a')).toEqual(keys.slice(2, -1));
  expect(list('a', '')).toEqual(keys.slice(1, -1));
  expect(list('a', 'a\xff')).toEqual(['a\xff\xff']);
  expect(list('a', 'b')).toEqual([]);
  expect(list('a\x00')).toEqual(['a\x00', 'a\x00\x00']);
  expect(list('aaaaaaaa')).toEqual(['aaaaaaaa', 'aaaaaaaaa', 'aaaaaaaab']);
  expect(list('aaaaaaaa', 'aaaaaaaaZ')).toEqual(['aaaaaaaaa', 'aaaaaaaab']);
  expect(list('a\xff')).toEqual(['a\xff', 'a\xff\xff']);
  expect(list('c')).toEqual([]);
  expect(list('a', undefined, 2)).toEqual(['a', 'a\x00', 'more']);
  expect(list('a\xff', undefined, 2)).toEqual(['a\xff', 'a\xff\xff']);
  expect(table.prefix({ prefix: Buffer.alloc(70_000), limit: 5 })).toEqual({ items: [], hasMore: false });
});

test('entries that have expired are not listed', () => {
  const clock = manualClock(1000);
  const table = Table.open({ ordered: true, clock });
  for (let index = 0; index < 1000; index++)
    table.set(keyOf(index), empty, { expiresAtMs: index % 2 ? 2000 : 0 });
  clock.advance(1000);
  const even = sorted.slice(0, 1000).filter((_, index) => index % 2 === 0);
  expect(allKeys(table)).toEqual(even);
  table.tend(1);
  expect(allKeys(table)).toEqual(even);
});

test('records that are cleaned and evicted are followed', () => {
  const random = seededRandom(2);
  const table = Table.open({ ordered: true, maxBytes: 24 * MIB, policy: 'evict-oldest' });
  for (let step = 0; step < 100_000; step++) {
    const key = keyOf(Math.floor(random() * 20_000));
    table.set(key, Buffer.alloc(Math.floor(random() * 2000)));
  }
  expect(table.evicted).toBeGreaterThan(1000);
  const listed = allKeys(table);
  expect(listed).toEqual(listed.toSorted());
  expect(listed.length).toBe(table.count);
  for (const key of listed) assert(table.has(Buffer.from(key)), key);
});

test('records that are appended are in order; entries that come past it are after buildOrder', () => {
  const table = Table.open({ ordered: true, seed: 1n });
  const target = Buffer.alloc(MIB);
  for (let index = 0; index < 20_000; index++) table.set(keyOf(index), empty);
  const piece = table.copyOrdered(0, target);
  expect(piece.next).toBeUndefined();
  const other = Table.open({ ordered: true, seed: 1n });
  other.appendOrdered(target.subarray(0, piece.bytes));
  expect(allKeys(other)).toEqual(sorted.slice(0, 20_000));
  const { orderBytes } = other.memory();
  other.buildOrder();
  expect(allKeys(other)).toEqual(sorted.slice(0, 20_000));
  expect(other.memory().orderBytes).toBe(orderBytes);
  other.clear();
  expect(allKeys(other)).toEqual([]);
});

test('a table that keeps no order says so', () => {
  const table = Table.open();
  expect(table.isOrdered).toBe(false);
  expect(() => table.prefix({ prefix: empty, limit: 1 })).toThrow('not kept in order');
});
