import assert from 'node:assert/strict';
import { seededRandom } from '@oremill/runtime';
import { AppError } from '@oremill/types';
import { expect, test } from 'vitest';
import { Table } from '../../src/table/table.ts';

const MIB = 1024 * 1024;
const empty = Buffer.alloc(0);

/** All records of a table, in pieces. */
function* copies(table: Table): Generator<Buffer, void> {
  const target = Buffer.alloc(MIB);
  for (let from: number | undefined = 0; from !== undefined; ) {
    const { bytes, next } = table.copyOrdered(from, target);
    yield target.subarray(0, bytes);
    from = next;
  }
}

/** The same entries in another table, whose order is made at the end. */
function copyOf(table: Table, options: { maxBytes?: number; limitsLater?: boolean } = {}): Table {
  const copy = Table.open({ ordered: true, seed: table.seed, ...options });
  copy.deferOrder();
  for (const records of copies(table)) copy.appendOrdered(records);
  copy.buildOrder();
  return copy;
}

function keysOf(table: Table): string[] {
  const { items } = table.prefix({ prefix: empty, limit: table.count + 1 });
  return items.map(({ key }) => key.toString('latin1'));
}

/** Compared one by one: a message with all of them helps nobody. */
function expectKeys(table: Table, keys: Iterable<string>): void {
  const expected = [...keys].sort();
  const found = keysOf(table);
  expect(found.length).toBe(expected.length);
  for (const [place, key] of expected.entries()) assert.equal(found[place], key);
}

const random = seededRandom(11);
const bytes = (count: number, values: number) =>
  String.fromCharCode(...Array.from({ length: count }, () => Math.floor(random() * values)));
const shapes: readonly [string, number, () => string][] = [
  ['any bytes', 40_000, () => bytes(Math.floor(random() * 40), 256)],
  ['few bytes, which are all alike', 40_000, () => bytes(Math.floor(random() ** 3 * 300), 2)],
  ['a long beginning that all share', 60_000, () => `${'user:'.repeat(10)}${bytes(6, 16)}`],
  ['a beginning that all but some share', 60_000, () => `${random() < 0.001 ? '' : 'user:'}${bytes(9, 10)}`],
  ['long ones', 20_000, () => `${'x'.repeat(Math.floor(random() * 3))}${bytes(4, 9).repeat(600)}`],
];

test.each(shapes)('keys of %s are in order, and stay so', (_, count, keyOf) => {
  const table = Table.open({ seed: 7n });
  const keys = new Set(Array.from({ length: count }, keyOf));
  for (const key of keys) table.set(Buffer.from(key, 'latin1'), empty);
  const copy = copyOf(table);
  expectKeys(copy, keys);
  for (const key of [...keys].slice(0, 10_000)) {
    copy.delete(Buffer.from(key, 'latin1'));
    keys.delete(key);
    const other = keyOf();
    copy.set(Buffer.from(other, 'latin1'), empty);
    keys.add(other);
  }
  expectKeys(copy, keys);
});

test.each([0, 1, 16_383, 16_384, 16_385])('%i entries', (count) => {
  const table = Table.open({ seed: 7n });
  const keys = Array.from({ length: count }, (_, index) => `${(index * 7919) % 1_000_003}`);
  for (const key of keys) table.set(Buffer.from(key), empty);
  expectKeys(copyOf(table), keys);
});

test('with little memory left the order is made more slowly, or refused', () => {
  const table = Table.open({ seed: 7n });
  const keys = Array.from({ length: 50_000 }, (_, index) => `key ${(index * 7919) % 1_000_003}`);
  for (const key of keys) table.set(Buffer.from(key), Buffer.alloc(500));
  const outcomes = Array.from({ length: 12 }, (_, step) => {
    try {
      expectKeys(copyOf(table, { maxBytes: (24 + step) * MIB }), keys);
      return 'made';
    } catch (error) {
      if (error instanceof AppError) return error.code;
      throw error;
    }
  });
  const refused = outcomes.lastIndexOf('MEMORY_FULL') + 1;
  expect(refused).toBeGreaterThan(0);
  expect(outcomes.slice(0, refused).every((outcome) => outcome === 'MEMORY_FULL')).toBe(true);
  expect(outcomes.slice(refused)).toEqual(Array.from({ length: 12 - refused }, () => 'made'));
  expect(outcomes).toContain('made');
});

test('a limit that holds later gives way to the order as well', () => {
  const table = Table.open({ seed: 7n });
  const keys = Array.from({ length: 700_000 }, (_, index) => `key ${(index * 7919) % 1_000_003}`);
  for (const key of keys) table.set(Buffer.from(key), empty);
  const copy = copyOf(table, { maxBytes: 16 * MIB, limitsLater: true });
  expectKeys(copy, keys);
  copy.startLimits();
  expect(copy.count).toBe(keys.length);
});
