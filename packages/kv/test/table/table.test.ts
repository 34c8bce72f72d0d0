import { manualClock } from '@oremill/runtime';
import { expect, test } from 'vitest';
import { Table } from '../../src/table/table.ts';
import { sumOf } from './table-model.ts';

const key = Buffer.from('key');

test.for([
  0,
  1,
  31,
  32,
  127,
  128,
  16_383,
  16_384,
  65_535,
  65_536,
  2 ** 20 - 8,
  2 ** 20 - 1,
  2 ** 20,
  2 ** 20 + 1,
  5_000_000,
])('a value of %i bytes is found as it was set, before and after others', (length) => {
  const table = Table.open();
  const value = Buffer.alloc(length, 'abcdefg');
  table.set(Buffer.from('before'), Buffer.from('1'));
  table.set(key, value);
  table.set(Buffer.from('after'), Buffer.from('2'));
  expect(table.find(key)?.value.equals(value)).toBe(true);
  expect(table.find(Buffer.from('before'))?.value.toString()).toBe('1');
  expect(table.find(Buffer.from('after'))?.value.toString()).toBe('2');
  const memory = table.memory();
  expect(memory.valueBytes).toBe(length + 2);
  expect(sumOf(memory)).toBe(table.shared.bytes.length);
});

test.for([0, 1, 7, 8, 9, 15, 16, 31, 32, 33, 4095, 4096, 65_536])(
  'a key of %i bytes is told from those that differ in its last',
  (length) => {
    const table = Table.open();
    const one = Buffer.alloc(length, 1);
    table.set(one, Buffer.from('one'));
    const keys = [one, Buffer.alloc(length + 1, 1)];
    if (length > 0) {
      const other = Buffer.from(one);
      other[length - 1] = 2;
      keys.push(other, one.subarray(1));
    }
    expect(keys.map((candidate) => table.find(candidate)?.value.toString())).toEqual([
      'one',
      ...keys.slice(1).map(() => undefined),
    ]);
    expect(table.findMany(keys).map((entry) => entry?.value.toString())).toEqual([
      'one',
      ...keys.slice(1).map(() => undefined),
    ]);
    expect(table.find(one)?.key.equals(one)).toBe(true);
  },
);

test('a key that is too long is refused, and is nowhere', () => {
  const table = Table.open();
  const long = Buffer.alloc(65_537);
  expect(() => table.set(long, key)).toThrow('a key of 65537 bytes is too long');
  expect([table.has(long), table.find(long), table.delete(long), table.setExpiry(long, 5)]).toEqual([
    false,
    undefined,
    false,
    false,
  ]);
  expect(table.findMany([long, key, long])).toEqual([undefined, undefined, undefined]);
  expect(table.count).toBe(0);
});

test('more keys than fit at once are found together', () => {
  const table = Table.open();
  const keys = Array.from({ length: 20_000 }, (_, index) =>
    Buffer.from(`${'k'.repeat(index % 300)}${index}`),
  );
  for (const each of keys.filter((_, index) => index % 2)) table.set(each, each);
  expect(table.findMany(keys).map((entry) => entry?.value.toString())).toEqual(
    keys.map((each, index) => (index % 2 ? each.toString() : undefined)),
  );
  expect(table.findMany([])).toEqual([]);
});

test('an entry is missing from the millisecond on at which it expires', () => {
  const clock = manualClock(1000);
  const table = Table.open({ clock });
  table.set(key, key, { expiresAtMs: 1500 });
  table.set(Buffer.from('other'), key);
  clock.advance(499);
  expect(table.find(key)?.expiresAtMs).toBe(1500);
  clock.advance(1);
  expect(table.findMany([key, Buffer.from('other')]).map((entry) => entry?.key.toString())).toEqual([
    undefined,
    'other',
  ]);
  expect([table.find(key), table.has(key), table.delete(key), table.setExpiry(key, 9000)]).toEqual([
    undefined,
    false,
    false,
    false,
  ]);
  expect(table.page(0, 10).entries.map((entry) => entry.key.toString())).toEqual(['other']);
  expect(table.tend(1).map(String)).toEqual(['key']);
  expect(table.tend(1)).toEqual([]);
  expect(table.count).toBe(1);
});

test('tend removes what nobody asks for, and does not tell of a key that is there again', () => {
  const clock = manualClock(1000);
  const table = Table.open({ clock });
  for (let index = 0; index < 5000; index++)
    table.set(Buffer.from(`${index}`), key, { expiresAtMs: index % 2 ? 2000 : 3000 });
  clock.advance(1000);
  expect(table.has(Buffer.from('1'))).toBe(false);
  table.set(Buffer.from('1'), key);
  const removed = table.tend(1).map(Number);
  expect(removed.toSorted((left, right) => left - right)).toEqual(
    Array.from({ length: 2499 }, (_, i) => 2 * i + 3),
  );
  expect(table.count).toBe(2501);
  clock.advance(1000);
  expect(table.tend(1).length).toBe(2500);
  expect(table.memory().expiryBytes).toBe(0);
});

test('an expiry is set, moved and taken away', () => {
  const clock = manualClock(1000);
  const table = Table.open({ clock });
  table.set(key, Buffer.from('value'), { isCompressed: true });
  for (const expiresAtMs of [2000, 2 ** 47, 0, 0, 3000]) {
    expect(table.setExpiry(key, expiresAtMs)).toBe(true);
    const entry = table.find(key);
    expect([entry?.expiresAtMs, entry?.value.toString(), entry?.isCompressed]).toEqual([
      expiresAtMs,
      'value',
      true,
    ]);
    expect(table.memory().expiryBytes).toBe(expiresAtMs === 0 ? 0 : 6);
  }
  expect(table.setExpiry(Buffer.from('other'), 2000)).toBe(false);
});

test('clear forgets all, and the memory is used again', () => {
  const table = Table.open();
  const fill = () => {
    for (let index = 0; index < 100_000; index++) table.set(Buffer.from(`${index}`), Buffer.alloc(100));
  };
  fill();
  const taken = table.shared.bytes.length;
  table.clear();
  expect([table.count, table.find(Buffer.from('5')), table.memory().keyBytes]).toEqual([0, undefined, 0]);
  expect(sumOf(table.memory())).toBe(taken);
  fill();
  expect(table.shared.bytes.length).toBe(taken);
});

test('the index shrinks when most entries are gone', () => {
  const table = Table.open();
  for (let index = 0; index < 200_000; index++) table.set(Buffer.from(`${index}`), key);
  const before = table.memory().indexBytes;
  for (let index = 0; index < 199_000; index++) table.delete(Buffer.from(`${index}`));
  table.tend(1000);
  expect(table.memory().indexBytes).toBeLessThan(before / 50);
  for (let index = 199_000; index < 200_000; index++) expect(table.has(Buffer.from(`${index}`))).toBe(true);
});

test('writing and deleting the same number of entries for long takes no more memory', () => {
  const table = Table.open();
  let taken = 0;
  for (let index = 0; index < 600_000; index++) {
    table.set(Buffer.from(`${index}`), Buffer.alloc(index % 200));
    if (index >= 20_000) table.delete(Buffer.from(`${index - 20_000}`));
    if (index === 100_000) taken = table.shared.bytes.length;
  }
  expect(table.count).toBe(20_000);
  expect(table.shared.bytes.length).toBeLessThanOrEqual(taken + 2 ** 20);
});

test('reserve makes room in the index at once', () => {
  const table = Table.open();
  table.set(key, key);
  table.reserve(1_000_000);
  const { indexBytes } = table.memory();
  for (let index = 0; index < 1_000_000; index += 1000) table.set(Buffer.from(`${index}`), key);
  expect(table.memory().indexBytes).toBe(indexBytes);
  expect(indexBytes / 1_000_000).toBeLessThan(5 / 0.84);
  expect(table.find(key)?.value).toEqual(key);
});
