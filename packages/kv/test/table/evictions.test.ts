import { seededRandom } from '@oremill/runtime';
import { describe, expect, test } from 'vitest';
import { doOperations } from '../../src/log/operations.ts';
import { Table } from '../../src/table/table.ts';
import type { EvictionPolicy } from '../../src/table/table-options.ts';

const MIB = 1024 * 1024;

/** A table that keeps to its limit, the names of what was set and has not been told of as evicted, and how often it was told. */
function observe(policy: EvictionPolicy, maxBytes: number) {
  const table = Table.open({ maxBytes, policy, limitsLater: true });
  const names = new Set<string>();
  const other = () => expect.fail('an eviction is told as a deletion');
  const told = { calls: 0, keys: 0 };
  table.startLimits((operations, count) => {
    told.calls += 1;
    told.keys += count;
    let keys = 0;
    doOperations(operations, {
      set: other,
      setExpiry: other,
      clear: other,
      delete: (key) => {
        keys += 1;
        expect(names.delete(nameOf(key)), 'a key is told of once').toBe(true);
      },
    });
    expect(keys).toBe(count);
  });
  const set = (name: string, valueBytes: number, expiresAtMs = 0) => {
    table.set(Buffer.from(name), Buffer.alloc(valueBytes, name), { expiresAtMs });
    names.add(name);
  };
  return { table, names, told, set };
}

function nameOf(key: Uint8Array): string {
  return Buffer.from(key).toString('latin1');
}

function namesIn(table: Table): Set<string> {
  const names = new Set<string>();
  for (let from: number | undefined = 0; from !== undefined; ) {
    const page = table.page(from, 1000);
    for (const { key } of page.entries) names.add(nameOf(key));
    from = page.next;
  }
  return names;
}

describe('a table tells each key that it evicts, once, before the write is done that it makes room for', () => {
  test('of small entries, a large share of a segment at once', () => {
    const { table, names, told, set } = observe('evict-oldest', 16 * MIB);
    for (let index = 0; index < 60_000; index++) set(`key ${index}`, 400);
    expect(table.evicted).toBeGreaterThan(20_000);
    expect([told.keys, names.size]).toEqual([table.evicted, table.count]);
    expect(namesIn(table)).toEqual(names);
    expect(told.keys / told.calls).toBeGreaterThan(1000);
  });

  test('of keys without values, whose deletions take more than what they are handed over in', () => {
    const { table, names, told, set } = observe('evict-oldest', 16 * MIB);
    for (let index = 0; index < 40_000; index++) set(`${index} `.padEnd(500, 'k'), 0);
    expect(table.evicted).toBeGreaterThan(10_000);
    expect([told.keys, names.size]).toEqual([table.evicted, table.count]);
    expect(namesIn(table)).toEqual(names);
  });

  test('of keys as long as may be, and of values that take several segments', () => {
    const { table, names, told, set } = observe('evict-oldest', 32 * MIB);
    const random = seededRandom(5);
    for (let index = 0; index < 1500; index++) {
      const name = `${index} `.padEnd(random() < 0.5 ? 64 * 1024 : 20, 'k');
      set(name, Math.floor(random() ** 4 * 4 * MIB));
    }
    expect(table.evicted).toBeGreaterThan(1000);
    expect([told.keys, names.size]).toEqual([table.evicted, table.count]);
    expect(namesIn(table)).toEqual(names);
  });

  test('of those that expire alone, also when the write is refused in the end', () => {
    const { table, names, told, set } = observe('evict-expiring', 16 * MIB);
    for (let index = 0; index < 5000; index++) set(`stays ${index}`, 1000);
    for (let index = 0; index < 15_000; index++) set(`goes ${index}`, 1000, 2e12);
    expect(table.evicted).toBeGreaterThan(5000);
    const add = () => {
      for (let index = 0; ; index++) set(`more ${index}`, 1000);
    };
    expect(add).toThrow('no room for more');
    expect(namesIn(table)).toEqual(names);
    expect(told.keys).toBe(table.evicted);
    expect([...names].filter((name) => name.startsWith('goes'))).toEqual([]);
  });

  test('of an entry that was to get an expiry, for which there was no room: it is missing then', () => {
    const { table, names, set } = observe('evict-oldest', 16 * MIB);
    for (let index = 0; index < 60_000; index++) {
      set(`key ${index}`, 400);
      const oldest = index - table.count + 1;
      const name = `key ${oldest}`;
      expect(table.setExpiry(Buffer.from(name), 2e12)).toBe(names.has(name));
    }
    expect(table.evicted).toBeGreaterThan(20_000);
    expect(namesIn(table)).toEqual(names);
  });
});

test('what was loaded beyond the limit is brought below it, and told of as evicted', () => {
  const maxBytes = 24 * MIB;
  const table = Table.open({ maxBytes, policy: 'evict-oldest', limitsLater: true });
  for (let index = 0; index < 60_000; index++)
    table.set(Buffer.from(`key ${index}`), Buffer.alloc(700, index));
  expect(table.shared.bytes.length).toBeGreaterThan(maxBytes);
  const names = namesIn(table);
  expect(names.size).toBe(60_000);
  table.startLimits((operations) => {
    const other = () => expect.fail('an eviction is told as a deletion');
    const target = { set: other, setExpiry: other, clear: other };
    doOperations(operations, { ...target, delete: (key) => expect(names.delete(nameOf(key))).toBe(true) });
  });
  expect(table.shared.bytes.length).toBeLessThanOrEqual(maxBytes);
  expect(namesIn(table)).toEqual(names);
  expect(names.size).toBeGreaterThan(20_000);
  for (const name of names) {
    const index = Number(name.slice(4));
    expect(table.find(Buffer.from(name))?.value).toEqual(Buffer.alloc(700, index));
  }
});

test('what was loaded beyond the limit and may not be evicted is kept, and nothing is added', () => {
  const maxBytes = 24 * MIB;
  const table = Table.open({ maxBytes, policy: 'refuse', limitsLater: true });
  for (let index = 0; index < 60_000; index++)
    table.set(Buffer.from(`key ${index}`), Buffer.alloc(700, index));
  table.startLimits(() => expect.fail('nothing may be evicted'));
  expect(namesIn(table).size).toBe(60_000);
  expect(() => table.set(Buffer.from('more'), Buffer.alloc(2 * MIB))).toThrow('no room for more');
  expect(table.find(Buffer.from('key 59999'))?.value).toEqual(Buffer.alloc(700, 59_999));
});
