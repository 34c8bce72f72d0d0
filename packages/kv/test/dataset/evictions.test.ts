import { cpSync, rmSync } from 'node:fs';
import { type Random, seededRandom, systemClock } from '@oremill/runtime';
import { expect, test } from 'vitest';
import type { LiveDataset } from '../../src/dataset/live-dataset.ts';
import { datasetSourceOf } from '../../src/dataset-source-of.ts';
import { DirectRequests } from '../../src/table/direct-requests.ts';
import { Table } from '../../src/table/table.ts';
import type { EvictionPolicy } from '../../src/table/table-options.ts';
import { encode } from '../connection/raw-client.ts';
import { openStore } from '../open-store.ts';
import { useScratch } from '../scratch.ts';
import { openDataset } from './open-dataset.ts';
import { quickFiles } from './quick-files.ts';

/** Raise it for a long search: `EVICTION_ROUNDS=200 vitest …`. */
const ROUNDS = Number(process.env.EVICTION_ROUNDS ?? 4);
const SEED = Number(process.env.EVICTION_SEED ?? Math.floor(Math.random() * 1e9));
const TIMEOUT_MS = 60_000 + ROUNDS * 20_000;
const MIB = 1024 * 1024;
const MAX_BYTES = 16 * MIB;
const scratch = useScratch();

/** A cache in a folder: it can be opened again as a killed process has left it. */
class Cache {
  readonly #policy: EvictionPolicy;
  readonly #snapshotBytesMin: number;
  table!: Table;
  dataset!: LiveDataset;

  constructor(policy: EvictionPolicy, snapshotBytesMin: number) {
    this.#policy = policy;
    this.#snapshotBytesMin = snapshotBytesMin;
  }

  async open(folder: string): Promise<void> {
    this.dataset = await openDataset({
      folder,
      clock: systemClock,
      files: quickFiles,
      fsync: 'off',
      snapshotBytesMin: this.#snapshotBytesMin,
      openTable: (options) => {
        const policy = this.#policy;
        this.table = Table.open({
          ...options,
          policy,
          maxBytes: MAX_BYTES,
          ordered: policy === 'evict-expiring',
        });
        return this.table;
      },
    });
  }

  content(): Map<string, string> {
    const content = new Map<string, string>();
    for (let from: number | undefined = 0; from !== undefined; ) {
      const page = this.dataset.page(from, 1000);
      for (const { key, value, expiresAtMs } of page.entries)
        content.set(key.toString(), `${value.toString()} ${expiresAtMs}`);
      from = page.next;
    }
    return content;
  }
}

const KEYS = 60_000;
const FAR_MS = 4e12;

function write(dataset: LiveDataset, direct: DirectRequests, random: Random, step: number): void {
  const key = `key ${Math.floor(random() * KEYS)}`;
  // Of a few lengths, so that many are written in the place of the one before.
  const value = `${step} `.padEnd(100 * Math.ceil(random() ** 3 * 8), 'v');
  const chance = random();
  if (chance < 0.6) setByKernel(dataset, direct, [key, value, `${key}+`, value, key, `${value}!`]);
  else if (chance < 0.95)
    dataset.set(Buffer.from(key), Buffer.from(value), random() < 0.5 ? { expiresAtMs: FAR_MS } : {});
  else if (chance < 0.98) dataset.setExpiry(Buffer.from(key), random() < 0.5 ? 0 : FAR_MS);
  else dataset.delete(Buffer.from(key));
}

/** As the server does: what the kernel leaves undone is a write of its own. */
function setByKernel(dataset: LiveDataset, direct: DirectRequests, pairs: string[]): void {
  const requests: Buffer[] = [];
  for (let at = 0; at < pairs.length; at += 2)
    requests.push(encode(['SET', pairs[at], pairs[at + 1]] as string[]));
  const input = Buffer.concat(requests);
  let at = 0;
  let done = 0;
  while (at < input.length) {
    at += direct.serve(input, at, input.length, 2, systemClock.nowMs(), dataset.journal);
    const isLeft = direct.sets === 0;
    done += direct.sets;
    if (!isLeft) continue;
    dataset.set(Buffer.from(pairs[done * 2] as string), Buffer.from(pairs[done * 2 + 1] as string));
    at += (requests[done] as Buffer).length;
    done += 1;
  }
}

test.each<[EvictionPolicy, string, number]>([
  ['evict-oldest', 'with a long log', Number.POSITIVE_INFINITY],
  ['evict-oldest', 'with snapshots while it is written', 8 * MIB],
  ['evict-expiring', 'in key order, with snapshots while it is written', 8 * MIB],
])(
  `a cache that is killed comes back with the entries that it had, within its limit of memory: %s, %s; seed ${SEED}`,
  async (policy, _title, snapshotBytesMin) => {
    const random = seededRandom(SEED);
    const cache = new Cache(policy, snapshotBytesMin);
    let folder = scratch();
    await cache.open(folder);
    let evicted = 0;
    let snapshots = 0;
    for (let round = 0; round < ROUNDS; round += 1) {
      const { dataset, table } = cache;
      const direct = new DirectRequests(table.requests);
      const steps = 30_000 + Math.floor(random() * 30_000);
      for (let step = 0; step < steps; step += 1) {
        try {
          write(dataset, direct, random, step);
        } catch (error) {
          // Where nothing is left that expires.
          expect(error).toMatchObject({ code: 'MEMORY_FULL' });
        }
        if (step % 200 !== 0) continue;
        expect(dataset.settled()).toBeUndefined();
        await new Promise(setImmediate);
      }
      expect(dataset.settled()).toBeUndefined();
      evicted += table.evicted;
      const before = cache.content();
      // All that was written is in the files, as a killed process leaves them.
      const copy = scratch();
      cpSync(folder, copy, { recursive: true });
      await dataset.close();
      rmSync(folder, { recursive: true });
      folder = copy;
      await cache.open(folder);
      if (cache.dataset.recovery.snapshotEntries > 0) snapshots += 1;
      expect(cache.table.shared.bytes.length).toBeLessThanOrEqual(MAX_BYTES);
      const after = cache.content();
      const differing = [...before].filter(([key, value]) => after.get(key) !== value);
      expect({ round, differing: differing.slice(0, 3), count: after.size }).toEqual({
        round,
        differing: [],
        count: before.size,
      });
    }
    await cache.dataset.close();
    expect(evicted).toBeGreaterThan(1000);
    expect(snapshots > 0).toBe(snapshotBytesMin < Number.POSITIVE_INFINITY);
  },
  TIMEOUT_MS,
);

test('listeners hear of evictions: who keeps what they are told of has what the cache has', async () => {
  const cache = new Cache('evict-oldest', Number.POSITIVE_INFINITY);
  await cache.open(scratch());
  const { dataset, table } = cache;
  const heard = new Set<string>();
  let evicted = 0;
  const stop = dataset.onChange((change) => {
    if (change.kind === 'cleared') return heard.clear();
    if (change.kind === 'ended') return;
    // The table is as it was left by the write that evicted it: a listener may ask for anything.
    if (change.how === 'evicted') expect(dataset.has(change.key)).toBe(false);
    if (change.how === 'evicted') evicted += 1;
    if (change.how === 'set') heard.add(change.key.toString());
    else if (change.how !== 'expire') heard.delete(change.key.toString());
  });
  for (let index = 0; index < 50_000; index += 1)
    dataset.set(Buffer.from(`key ${index}`), Buffer.alloc(400, index));
  expect(evicted).toBeGreaterThan(15_000);
  expect(evicted).toBe(table.evicted);
  expect(heard).toEqual(new Set(cache.content().keys()));
  stop();
  await dataset.close();
});

test('a log that ends after evictions and before the write that they made room for is recovered', async () => {
  const cache = new Cache('evict-oldest', Number.POSITIVE_INFINITY);
  const folder = scratch();
  await cache.open(folder);
  const { dataset } = cache;
  let index = 0;
  const value = Buffer.alloc(3 * MIB, 'v');
  const small = Buffer.alloc(400, 's');
  while (cache.table.evicted === 0) dataset.set(Buffer.from(`key ${index++}`), small);
  const before = cache.content();
  // Refused, and yet it has evicted: that is in the log without any write behind it.
  expect(() => dataset.set(Buffer.from('large'), Buffer.concat([value, value, value]))).toThrow(
    expect.objectContaining({ code: 'MEMORY_FULL' }),
  );
  dataset.set(Buffer.from('three'), value);
  const after = cache.content();
  expect(after.size).toBeLessThan(before.size);
  await dataset.close();
  await cache.open(folder);
  expect(cache.content()).toEqual(after);
  await cache.dataset.close();
});

test('what was evicted is counted, for INFO and reports', async () => {
  const store = await openStore(scratch());
  await store.create({ name: 'cache', eviction: 'evict-oldest', maxBytes: MAX_BYTES });
  const cache = store.find('cache');
  const count = 50_000;
  for (let index = 0; index < count; index += 1) cache.set(Buffer.from(`key ${index}`), Buffer.alloc(500));
  const { evicted } = store.report('cache');
  expect(evicted).toBe(count - cache.count);
  expect(evicted).toBeGreaterThan(0);
  expect(datasetSourceOf(store).stats().evictedKeys).toBe(evicted);
});
