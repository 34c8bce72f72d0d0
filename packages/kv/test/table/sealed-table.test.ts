import { Worker } from 'node:worker_threads';
import { manualClock, seededRandom } from '@oremill/runtime';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { openImage } from '../../src/image/open-image.ts';
import { joinParts, openParts } from '../../src/image/open-parts.ts';
import type { OrderedTable } from '../../src/table/entries.ts';
import { SealedTable } from '../../src/table/sealed-table.ts';
import { type Pair, prefixOf } from '../image/records.ts';
import { SEED, writePairs, writeParts } from '../image/test-image.ts';
import { useScratch } from '../scratch.ts';

const scratch = useScratch();

async function sealed(pairs: readonly Pair[], options = {}): Promise<SealedTable> {
  const { path } = await writePairs(scratch(), pairs, { isOrdered: true });
  return openImage(path, options);
}

async function sealedParts(pairs: readonly Pair[], parts: number, options = {}): Promise<OrderedTable> {
  const paths = await writeParts(scratch(), pairs, parts, { isOrdered: true });
  return joinParts(await openParts(paths, options), options);
}

/** Few letters, so that keys share beginnings, and are each other's. */
const someKey = fc
  .array(fc.constantFrom(0, 1, 97, 98, 255), { maxLength: 24 })
  .map((array) => Buffer.from(array));
const somePairs = fc
  .uniqueArray(someKey, { selector: (key) => key.toString('hex'), maxLength: 200 })
  .map((keys) => keys.map((key, index): Pair => ({ key, value: Buffer.from(`v${index}`) })));

describe.each([1, 3])('of %i parts', (parts) => {
  const ofParts = (pairs: readonly Pair[], options = {}) => sealedParts(pairs, parts, options);

  test('lookups are those of a Map', async () => {
    await fc.assert(
      fc.asyncProperty(somePairs, fc.array(someKey, { maxLength: 30 }), async (pairs, others) => {
        const table = await ofParts(pairs);
        const model = new Map(pairs.map(({ key, value }) => [key.toString('hex'), value.toString()]));
        const keys = [...pairs.map(({ key }) => key), ...others];
        const expected = keys.map((key) => model.get(key.toString('hex')));
        expect(keys.map((key) => table.find(key)?.value.toString())).toEqual(expected);
        expect(table.findMany(keys).map((entry) => entry?.value.toString())).toEqual(expected);
        expect(keys.map((key) => table.has(key))).toEqual(expected.map((value) => value !== undefined));
      }),
      { numRuns: 60 / parts },
    );
  });

  test('prefixes are those of the sorted keys, page by page', async () => {
    await fc.assert(
      fc.asyncProperty(
        somePairs,
        fc.array(someKey, { minLength: 1, maxLength: 12 }),
        async (pairs, asked) => {
          const table = await ofParts(pairs);
          const sorted = pairs.toSorted((a, b) => a.key.compare(b.key));
          for (const [index, key] of asked.entries()) {
            const prefix = key.subarray(0, index % 4);
            const after = index % 3 === 0 ? undefined : (asked[(index + 1) % asked.length] as Buffer);
            const all = sorted.filter(
              (pair) =>
                pair.key.subarray(0, prefix.length).equals(prefix) &&
                (after === undefined || pair.key.compare(after) > 0),
            );
            const limit = 1 + (index % 9);
            const { items, hasMore } = table.prefix({ prefix, limit, ...(after ? { after } : {}) });
            expect(items.map((item) => item.key.toString('hex'))).toEqual(
              all.slice(0, limit).map((pair) => pair.key.toString('hex')),
            );
            expect(hasMore).toBe(all.length > limit);
          }
        },
      ),
      { numRuns: 60 / parts },
    );
  });

  test('keys that share much, end early, or are long come in bytewise order', async () => {
    const long = Buffer.alloc(5000, 'x');
    const nested = Array.from({ length: 400 }, (_, index) => long.subarray(0, index * 12));
    const zeros = Array.from({ length: 40 }, (_, index) =>
      Buffer.concat([Buffer.from('z'), Buffer.alloc(index)]),
    );
    const numbers = Array.from({ length: 3000 }, (_, index) =>
      Buffer.from(`a shared beginning ${index * 7919}`),
    );
    const keys = [...nested, ...zeros, ...numbers];
    const table = await ofParts(keys.map((key) => ({ key, value: Buffer.alloc(0) })));
    const { items, hasMore } = table.prefix({ prefix: Buffer.alloc(0), limit: keys.length });
    const sorted = keys.toSorted((a, b) => a.compare(b));
    expect(hasMore).toBe(false);
    expect(Buffer.concat(items.map(({ key }) => key)).equals(Buffer.concat(sorted))).toBe(true);
  });

  test('pages have each entry once, in the order of hashes, and begin anywhere', async () => {
    const pairs = Array.from({ length: 5000 }, (_, index) => ({
      key: Buffer.from(`key ${index}`),
      value: Buffer.from(String(index)),
    }));
    const table = await ofParts(pairs);
    const prefixes = pairs.map(({ key }) => prefixOf(key, SEED)).toSorted((a, b) => a - b);
    const seen: number[] = [];
    let pages = 0;
    for (let from: number | undefined = 0; from !== undefined; pages += 1) {
      const page = table.page(from, 100);
      for (const { key } of page.entries) seen.push(prefixOf(key, SEED));
      from = page.next;
    }
    expect(seen).toEqual(prefixes);
    expect(pages).toBeGreaterThan(40);
    // Of another table with the same entries, whose pages end elsewhere.
    const random = seededRandom(2);
    for (let round = 0; round < 200; round += 1) {
      const from = Math.floor(random() * 2 ** 32);
      const [first] = table.page(from, 1).entries;
      const least = prefixes.find((prefix) => prefix >= from);
      expect(first && prefixOf(first.key, SEED)).toBe(least);
    }
  });

  test('what has expired is found by nothing', async () => {
    const clock = manualClock(1000);
    const pairs = Array.from({ length: 300 }, (_, index) => ({
      key: Buffer.from(`key ${index}`),
      value: Buffer.from('v'),
      expiresAtMs: index % 3 === 0 ? 0 : 2000 + index,
    }));
    const table = await ofParts(pairs, { clock, random: seededRandom(4) });
    const counts = () => [
      pairs.filter(({ key }) => table.find(key)).length,
      pairs.filter(({ key }) => table.has(key)).length,
      table.findMany(pairs.map(({ key }) => key)).filter((entry) => entry).length,
      table.page(0, 1000).entries.length,
      table.prefix({ prefix: Buffer.from('key'), limit: 1000 }).items.length,
    ];
    expect(counts()).toEqual([300, 300, 300, 300, 300]);
    expect(table.find(Buffer.from('key 4'))?.expiresAtMs).toBe(2004);
    clock.advance(1004);
    expect(table.find(Buffer.from('key 4'))).toBeUndefined();
    expect(table.find(Buffer.from('key 5'))?.expiresAtMs).toBe(2005);
    clock.advance(10_000);
    expect(counts()).toEqual([100, 100, 100, 100, 100]);
    expect(table.prefix({ prefix: Buffer.from('key'), limit: 100 }).hasMore).toBe(false);
    for (let draw = 0; draw < 200; draw += 1) {
      expect(Number(table.randomKey()?.toString().slice(4)) % 3).toBe(0);
    }
    expect(table.count).toBe(300);
  });

  test('a random key is any key, the only one, or none', async () => {
    const pairs = Array.from({ length: 40 }, (_, index) => ({
      key: Buffer.from([index]),
      value: Buffer.alloc(0),
    }));
    const table = await ofParts(pairs, { random: seededRandom(8) });
    const drawn = new Set(Array.from({ length: 1000 }, () => table.randomKey()?.[0]));
    expect([...drawn].toSorted((a, b) => (a as number) - (b as number))).toEqual(
      pairs.map(({ key }) => key[0]),
    );
    const clock = manualClock(10);
    const one = await ofParts(
      Array.from({ length: 500 }, (_, index) => ({
        key: Buffer.from(String(index)),
        value: Buffer.alloc(0),
        ...(index === 77 ? {} : { expiresAtMs: 5 }),
      })),
      { clock, random: seededRandom(8) },
    );
    expect(one.randomKey()?.toString()).toBe('77');
    const none = await ofParts([{ key: Buffer.from('a'), value: Buffer.alloc(0), expiresAtMs: 5 }], {
      clock,
    });
    expect(none.randomKey()).toBeUndefined();
  });
});

test('its memory is accounted for to the byte', async () => {
  const table = await sealed([
    { key: Buffer.from('abc'), value: Buffer.from('de') },
    { key: Buffer.from('f'), value: Buffer.from('ghij'), expiresAtMs: 2 ** 45 },
  ]);
  const memory = table.memory();
  expect(memory).toMatchObject({ keyBytes: 4, valueBytes: 6, expiryBytes: 6, orderBytes: 8, deadBytes: 0 });
  const sum = Object.values(memory).reduce((all, part) => all + part, 0);
  expect(sum).toBe(table.share().memory.buffer.byteLength);
});

test('other threads read the same memory, each at a desk of its own', async () => {
  const count = 30_000;
  const pairs = Array.from({ length: count }, (_, index) => ({
    key: Buffer.from(`key ${index}`),
    value: Buffer.from(`value ${index}`),
  }));
  const table = await sealed(pairs);
  const program = new URL('./read-sealed-thread.ts', import.meta.url);
  const workers = Array.from(
    { length: 3 },
    () => new Worker(program, { workerData: { handle: table.share(), count } }),
  );
  const answers = workers.map((worker) => new Promise((resolve) => worker.once('message', resolve)));
  // This thread reads at the same time.
  expect(pairs.every(({ key, value }) => table.find(key)?.value.equals(value))).toBe(true);
  expect(await Promise.all(answers)).toEqual([count, count, count]);
  await Promise.all(workers.map((worker) => worker.terminate()));
});

test('desks are given back: a thread may come and go any number of times', async () => {
  const table = await sealed([{ key: Buffer.from('a'), value: Buffer.from('b') }]);
  const clock = manualClock();
  for (let round = 0; round < 200; round += 1) {
    const other = SealedTable.attach(table.share(), { clock, random: seededRandom(1) });
    expect(other.find(Buffer.from('a'))?.value.toString()).toBe('b');
    other.close();
    other.close();
  }
  const many = Array.from({ length: 31 }, () =>
    SealedTable.attach(table.share(), { clock, random: seededRandom(1) }),
  );
  expect(many.every((other) => other.has(Buffer.from('a')))).toBe(true);
  expect(() => SealedTable.attach(table.share(), { clock, random: seededRandom(1) })).toThrow(
    'more than 32 threads',
  );
});
