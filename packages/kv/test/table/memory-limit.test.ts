import assert from 'node:assert/strict';
import { manualClock, seededRandom } from '@oremill/runtime';
import { expect, test } from 'vitest';
import { Table } from '../../src/table/table.ts';
import { sumOf } from './table-model.ts';

const MIB = 1024 * 1024;
const keyOf = (index: number) => Buffer.from(`key ${index}`);

/** Sets entries until one is refused; how many there were. */
function fill(table: Table, valueBytes: number): number {
  for (let index = 0; ; index++) {
    try {
      table.set(keyOf(index), Buffer.alloc(valueBytes, index));
    } catch (error) {
      expect(error).toMatchObject({ code: 'MEMORY_FULL' });
      return index;
    }
  }
}

test.for([300, 1000, 60_000, 70_000, 300_000, 2_500_000])(
  'a full table refuses, keeps what it has, and takes more when something was deleted: values of %i bytes',
  (valueBytes) => {
    const table = Table.open({ maxBytes: 48 * MIB });
    const count = fill(table, valueBytes);
    expect(table.shared.bytes.length).toBeLessThanOrEqual(48 * MIB);
    expect(table.count).toBe(count);
    for (let index = 0; index < count; index++)
      expect(table.find(keyOf(index))?.value.equals(Buffer.alloc(valueBytes, index))).toBe(true);
    for (let index = 0; index < count; index += 2) expect(table.delete(keyOf(index))).toBe(true);
    for (let index = 0; index < count * 0.9; index += 2)
      table.set(keyOf(index), Buffer.alloc(valueBytes, index + 1));
    for (let index = 0; index < count * 0.9; index++)
      expect(table.find(keyOf(index))?.value[0]).toBe((index % 2 ? index : index + 1) & 255);
    expect(sumOf(table.memory())).toBe(table.shared.bytes.length);
  },
);

test('nine tenths of the memory can be overwritten without end', () => {
  const random = seededRandom(6);
  const table = Table.open({ maxBytes: 100 * MIB });
  const count = 85_000;
  const lengths = Array.from({ length: count }, () => 0);
  const write = (index: number) => {
    lengths[index] = Math.floor(500 + random() * 1000);
    table.set(keyOf(index), Buffer.alloc(lengths[index] ?? 0, index));
  };
  for (let index = 0; index < count; index++) write(index);
  for (let step = 0; step < 3 * count; step++) write(Math.floor(random() * count));
  const { keyBytes, valueBytes, headerBytes } = table.memory();
  expect((keyBytes + valueBytes + headerBytes) / (100 * MIB)).toBeGreaterThan(0.82);
  for (const [index, length] of lengths.entries())
    assert(table.find(keyOf(index))?.value.equals(Buffer.alloc(length, index)), `entry ${index}`);
});

test('a value that is a view into the table is copied before room is made', () => {
  const table = Table.open({ maxBytes: 32 * MIB, policy: 'evict-oldest' });
  for (let index = 0; index < 100_000; index++) {
    table.set(keyOf(index), Buffer.alloc(700 + (index % 90), index));
    const value = table.find(keyOf(index - 9000))?.value;
    if (value !== undefined && index % 10 === 0) {
      const expected = Buffer.from(value);
      table.set(Buffer.from('copy'), value);
      expect(table.find(Buffer.from('copy'))?.value).toEqual(expected);
    }
  }
});

test('evict-oldest lets those go that were written first', () => {
  const table = Table.open({ maxBytes: 32 * MIB, policy: 'evict-oldest' });
  for (let index = 0; index < 60_000; index++) table.set(keyOf(index), Buffer.alloc(1000, index));
  expect(table.count + table.evicted).toBe(60_000);
  expect(table.count).toBeGreaterThan(22_000);
  for (let index = 60_000 - table.count; index < 60_000; index++)
    expect(table.find(keyOf(index))?.value[0]).toBe(index & 255);
  expect(sumOf(table.memory())).toBe(table.shared.bytes.length);
});

test('evict-oldest makes room for a long value, and refuses one that is longer than the memory', () => {
  const table = Table.open({ maxBytes: 32 * MIB, policy: 'evict-oldest' });
  for (let index = 0; index < 40_000; index++) table.set(keyOf(index), Buffer.alloc(1000, index));
  table.set(Buffer.from('long'), Buffer.alloc(10 * MIB, 1));
  expect(table.find(Buffer.from('long'))?.value.equals(Buffer.alloc(10 * MIB, 1))).toBe(true);
  const { count } = table;
  expect(() => table.set(keyOf(1), Buffer.alloc(40 * MIB))).toThrow('no room for more');
  expect(table.count).toBe(count);
  expect(sumOf(table.memory())).toBe(table.shared.bytes.length);
});

test('evict-expiring lets only those go that expire, then refuses', () => {
  const clock = manualClock(1000);
  const table = Table.open({ maxBytes: 32 * MIB, policy: 'evict-expiring', clock });
  for (let index = 0; index < 10_000; index++) table.set(keyOf(index), Buffer.alloc(1000, index));
  for (let index = 10_000; index < 50_000; index++)
    table.set(keyOf(index), Buffer.alloc(1000, index), { expiresAtMs: 5000 });
  expect(table.evicted).toBeGreaterThan(20_000);
  for (let index = 0; index < 10_000; index++) expect(table.has(keyOf(index))).toBe(true);
  const added = () => {
    for (let index = 50_000; ; index++) table.set(keyOf(index), Buffer.alloc(1000, index));
  };
  expect(added).toThrow('no room for more');
  for (let index = 10_000; index < 50_000; index++) assert(!table.has(keyOf(index)), `entry ${index}`);
  for (let index = 0; index < 10_000; index++) expect(table.has(keyOf(index))).toBe(true);
});

test('memory of which little is left for the index still takes a few more entries, then refuses', () => {
  const table = Table.open({ maxBytes: 16 * MIB });
  const count = fill(table, 0);
  expect(count).toBeGreaterThan(500_000);
  for (let index = 0; index < count; index++) assert(table.has(keyOf(index)), `entry ${index}`);
  expect(table.has(keyOf(count))).toBe(false);
});

test('less than a table can live in is refused', () => {
  expect(() => Table.open({ maxBytes: MIB })).toThrow('a table cannot live in 1048576 bytes');
});
