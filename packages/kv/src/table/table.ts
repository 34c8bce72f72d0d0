import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { type Clock, type Random, systemClock, systemRandom } from '@oremill/runtime';
import { kvError } from '@oremill/types';
import { loadKernel } from '../kernel/load-kernel.ts';
import { SharedMemory } from '../kernel/shared-memory.ts';
import type { Entry, EntryPage, SetOptions, TableMemory, WritableTable } from './entries.ts';
import { appendOrdered, copyOrdered, type OrderedCopy } from './ordered-records.ts';
import type { RequestTable } from './request-table.ts';
import { StoredEntry } from './stored-entry.ts';
import {
  COMPRESSED,
  EXPIRY_MEMORY_FULL,
  EXPIRY_SET,
  REMOVED_ALIVE,
  type TableKernel,
} from './table-kernel.ts';
import {
  COUNT,
  EVICTED,
  FIXED_BYTES,
  IO,
  NEXT,
  RESULT,
  RESULT_BYTES,
  RESULTS,
  RESULTS_MOST,
  SEGMENT_BYTES,
  SEGMENTS_MOST,
} from './table-layout.ts';
import { tableMemory } from './table-memory.ts';
import { tendTable } from './tend-table.ts';

export type EvictionPolicy = 'refuse' | 'evict-oldest' | 'evict-expiring';

export interface TableOptions {
  /** All memory that the table may take, its index and what is free in it included; 4 GiB at most, as without it. */
  readonly maxBytes?: number | undefined;
  /** What happens when that is reached; `refuse` unless said otherwise. */
  readonly policy?: EvictionPolicy | undefined;
  /** Of the hash: random, unless the order of entries is to be that of an ordered stream. */
  readonly seed?: bigint | undefined;
  readonly clock?: Clock | undefined;
  readonly random?: Random | undefined;
}

const POLICIES: readonly EvictionPolicy[] = ['refuse', 'evict-oldest', 'evict-expiring'];
const MAX_BYTES_LEAST = 16 * 1024 * 1024;
export const TABLE_KEY_BYTES_MAX = 64 * 1024;
const TABLE_VALUE_BYTES_MAX = 1024 * 1024 * 1024;
/** Where the input of `findMany` ends. */
const KEYS_END = RESULTS - TABLE_KEY_BYTES_MAX - 8;

/** Keys and values in one shared memory outside the JavaScript heap: an index of 5 bytes a slot over records in segments. */
export class Table implements WritableTable {
  readonly seed: bigint;
  readonly requests: RequestTable;
  readonly #shared: SharedMemory;
  readonly #kernel: TableKernel;
  readonly #clock: Clock;
  readonly #random: Random;
  readonly #segmentsMax: number;
  readonly #policy: number;
  /** Over the memory as it was when last asked for; what JavaScript shares with the kernel never leaves its beginning. */
  #bytes: Buffer;
  readonly #words: Uint32Array;
  readonly #result: Uint32Array;
  readonly #doubles: Float64Array;
  /** Keys removed by reads that met them expired, until `tend` tells of them. */
  #expired: Buffer[] = [];

  private constructor(options: TableOptions) {
    const { maxBytes = Number.POSITIVE_INFINITY, policy = 'refuse' } = options;
    if (maxBytes < MAX_BYTES_LEAST)
      throw kvError('CONFIG_INVALID', `a table cannot live in ${maxBytes} bytes`, {
        hint: `give it ${MAX_BYTES_LEAST} bytes or more`,
      });
    this.seed = options.seed ?? randomBytes(8).readBigUInt64LE();
    this.#clock = options.clock ?? systemClock;
    this.#random = options.random ?? systemRandom;
    this.#segmentsMax = Math.min(Math.floor((maxBytes - FIXED_BYTES) / SEGMENT_BYTES), SEGMENTS_MOST);
    this.#policy = POLICIES.indexOf(policy);
    this.#shared = SharedMemory.ofBytes(FIXED_BYTES);
    this.#kernel = loadKernel<TableKernel>('table', this.#shared);
    this.requests = {
      shared: this.#shared,
      region: IO,
      serveRequests: this.#kernel.serveRequests,
    };
    this.#bytes = this.#shared.bytes;
    const { buffer } = this.#bytes;
    this.#words = new Uint32Array(buffer, 0, FIXED_BYTES / 4);
    this.#result = new Uint32Array(buffer, RESULT, RESULT_BYTES / 4);
    this.#doubles = new Float64Array(buffer, 0, FIXED_BYTES / 8);
    this.clear();
  }

  static open(options: TableOptions = {}): Table {
    return new Table(options);
  }

  /** Entries, also those that have expired and have not been met since. */
  get count(): number {
    return this.#words[COUNT / 4] as number;
  }

  /** Entries that gave room to others, so far. */
  get evicted(): number {
    return this.#words[EVICTED / 4] as number;
  }

  /** For kernels of other threads; see kernels/table/load-joints.as. */
  get shared(): SharedMemory {
    return this.#shared;
  }

  get kernel(): TableKernel {
    return this.#kernel;
  }

  find(key: Uint8Array): Entry | undefined {
    if (key.length > TABLE_KEY_BYTES_MAX) return undefined;
    this.#bytes.set(key, IO);
    if (this.#kernel.find(key.length) === 0) return undefined;
    const expiresAtMs = this.#doubles[RESULT / 8] as number;
    if (expiresAtMs !== 0 && this.#removeExpired(key, expiresAtMs)) return undefined;
    const end = (this.#result[4] as number) + (this.#result[5] as number);
    return new StoredEntry(this.#reaching(end), this.#result, 0, expiresAtMs);
  }

  has(key: Uint8Array): boolean {
    if (key.length > TABLE_KEY_BYTES_MAX) return false;
    this.#bytes.set(key, IO);
    if (this.#kernel.find(key.length) === 0) return false;
    const expiresAtMs = this.#doubles[RESULT / 8] as number;
    return expiresAtMs === 0 || !this.#removeExpired(key, expiresAtMs);
  }

  findMany(keys: readonly Uint8Array[]): (Entry | undefined)[] {
    const entries: (Entry | undefined)[] = [];
    let at = IO;
    let first = 0;
    for (let index = 0; index < keys.length; index++) {
      if (at > KEYS_END || index - first === RESULTS_MOST) {
        this.#findPart(keys, first, index, entries);
        first = index;
        at = IO;
      }
      const key = keys[index] as Uint8Array;
      // A key of no entry stands for one that no entry can have.
      const length = Math.min(key.length, TABLE_KEY_BYTES_MAX + 1);
      this.#words[at >> 2] = length;
      this.#bytes.set(length === key.length ? key : key.subarray(0, length), at + 4);
      at = (at + 4 + length + 3) & ~3;
    }
    this.#findPart(keys, first, keys.length, entries);
    return entries;
  }

  #findPart(keys: readonly Uint8Array[], first: number, end: number, entries: (Entry | undefined)[]): void {
    this.#kernel.findMany(end - first);
    const words = this.#words;
    const memory = this.#shared.bytes;
    this.#bytes = memory;
    const start = entries.length;
    for (let at = RESULTS; at < RESULTS + (end - first) * RESULT_BYTES; at += RESULT_BYTES) {
      const isMissing = words[(at >> 2) + 4] === 0;
      entries.push(
        isMissing ? undefined : new StoredEntry(memory, words, at >> 2, this.#doubles[at >> 3] as number),
      );
    }
    // Only now: removing needs the input that these results lie behind.
    for (let index = start; index < entries.length; index++) {
      const expiresAtMs = entries[index]?.expiresAtMs ?? 0;
      if (expiresAtMs === 0) continue;
      const key = keys[first + index - start] as Uint8Array;
      this.#bytes.set(key, IO);
      if (this.#removeExpired(key, expiresAtMs)) entries[index] = undefined;
    }
  }

  set(key: Uint8Array, value: Uint8Array, { isCompressed = false, expiresAtMs = 0 }: SetOptions = {}): void {
    if (key.length > TABLE_KEY_BYTES_MAX)
      throw kvError('KEY_TOO_LARGE', `a key of ${key.length} bytes is too long`, {
        hint: `keys have at most ${TABLE_KEY_BYTES_MAX} bytes`,
      });
    if (value.length > TABLE_VALUE_BYTES_MAX)
      throw kvError('VALUE_TOO_LARGE', `a value of ${value.length} bytes is too long`, {
        hint: `values have at most ${TABLE_VALUE_BYTES_MAX} bytes`,
      });
    // A value read from this very table may move when room is made for it.
    const source = value.buffer instanceof SharedArrayBuffer ? Uint8Array.from(value) : value;
    this.#bytes.set(key, IO);
    const at = this.#kernel.set(key.length, source.length, isCompressed ? COMPRESSED : 0, expiresAtMs) >>> 0;
    if (at === 0) throw this.#memoryFull();
    this.#reaching(at + source.length).set(source, at);
  }

  delete(key: Uint8Array): boolean {
    if (key.length > TABLE_KEY_BYTES_MAX) return false;
    this.#bytes.set(key, IO);
    return this.#kernel.remove(key.length, this.#clock.nowMs()) === REMOVED_ALIVE;
  }

  setExpiry(key: Uint8Array, expiresAtMs: number): boolean {
    if (key.length > TABLE_KEY_BYTES_MAX) return false;
    this.#bytes.set(key, IO);
    const outcome = this.#kernel.setExpiry(key.length, expiresAtMs, this.#clock.nowMs());
    if (outcome === EXPIRY_MEMORY_FULL) throw this.#memoryFull();
    return outcome === EXPIRY_SET;
  }

  clear(): void {
    assert.equal(this.#kernel.openTable(BigInt.asIntN(64, this.seed), this.#segmentsMax, this.#policy), 1);
    this.#bytes = this.#shared.bytes;
    this.#expired = [];
  }

  /** Makes the index as large as so many entries more need: at once, so before they come. */
  reserve(count: number): void {
    if (this.#kernel.reserveIndex(count) === 0) throw this.#memoryFull();
  }

  page(from: number, count: number): EntryPage {
    const found = this.#kernel.listPage(from, count);
    const next = this.#doubles[NEXT / 8] as number;
    const nowMs = this.#clock.nowMs();
    const memory = this.#shared.bytes;
    this.#bytes = memory;
    const entries: Entry[] = [];
    for (let at = RESULTS; at < RESULTS + found * RESULT_BYTES; at += RESULT_BYTES) {
      const expiresAtMs = this.#doubles[at >> 3] as number;
      if (expiresAtMs === 0 || expiresAtMs > nowMs)
        entries.push(new StoredEntry(memory, this.#words, at >> 2, expiresAtMs));
    }
    return { entries, next: next < 0 ? undefined : next };
  }

  randomKey(): Buffer | undefined {
    const nowMs = this.#clock.nowMs();
    while (this.count > 0) {
      this.#kernel.findNear(Math.floor(this.#random() * 2 ** 32), this.#random());
      const expiresAtMs = this.#doubles[RESULT / 8] as number;
      const key = Buffer.from(new StoredEntry(this.#shared.bytes, this.#result, 0, expiresAtMs).key);
      if (expiresAtMs === 0 || expiresAtMs > nowMs) return key;
      this.#bytes.set(key, IO);
      this.#removeExpired(key, expiresAtMs);
    }
    return undefined;
  }

  /** Keys are kept in the order of their hashes alone. */
  get isOrdered(): boolean {
    return false;
  }

  prefix(): never {
    throw kvError('NOT_ORDERED', 'the keys of this table are not kept in order', {
      hint: 'publish the dataset with its keys in order',
    });
  }

  /** Copies records as they are stored, in the order of hashes, as many as fit; no bytes and a `next`: the target is too small. */
  copyOrdered(from: number, target: Buffer): OrderedCopy {
    return copyOrdered(this.#kernel, this.#shared, from, target);
  }

  /** Takes in records of such a copy. Fastest in order and under the same seed: then the index is filled from end to end. */
  appendOrdered(records: Buffer): void {
    if (!appendOrdered(this.#kernel, this.#shared, records)) throw this.#memoryFull();
  }

  memory(): TableMemory {
    return tableMemory(this.#shared.bytes);
  }

  tend(budgetMs: number): readonly Buffer[] {
    const met = this.#expired;
    this.#expired = [];
    // What was set again since is there.
    const removed = met.filter((key) => !this.has(key));
    tendTable(this.#kernel, this.#shared, this.#clock, budgetMs, removed);
    return removed;
  }

  /** The memory is given back when nothing refers to the table and to entries of it. */
  close(): void {
    this.#expired = [];
  }

  /** Of the key that is in IO. */
  #removeExpired(key: Uint8Array, expiresAtMs: number): boolean {
    const nowMs = this.#clock.nowMs();
    if (expiresAtMs > nowMs) return false;
    this.#kernel.remove(key.length, nowMs);
    this.#expired.push(Buffer.from(key));
    return true;
  }

  #reaching(end: number): Buffer {
    if (end > this.#bytes.length) this.#bytes = this.#shared.bytes;
    return this.#bytes;
  }

  #memoryFull(): Error {
    return kvError('MEMORY_FULL', `the table has ${this.count} entries and no room for more`, {
      hint: 'delete entries, raise the memory limit, or let entries be evicted',
    });
  }
}
