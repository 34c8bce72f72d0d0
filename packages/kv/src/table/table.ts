import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { type Random, systemClock, systemRandom } from '@oremill/runtime';
import { kvError } from '@oremill/types';
import type { SharedMemory } from '../kernel/shared-memory.ts';
import type { Entry, EntryPage, SetOptions, TableMemory, WritableTable } from './entries.ts';
import { findMany } from './find-many.ts';
import { listPage, listPrefix, notOrdered, type PrefixPage, type PrefixQuery } from './list-entries.ts';
import { appendOrdered, copyOrdered, type OrderedCopy } from './ordered-records.ts';
import type { RequestTable } from './request-table.ts';
import { TableDesk } from './table-desk.ts';
import {
  COMPRESSED,
  EXPIRY_MEMORY_FULL,
  EXPIRY_SET,
  REMOVED_ALIVE,
  REMOVED_EXPIRED,
} from './table-kernel.ts';
import { COUNT, EVICTED, IO, POLICY, SEGMENT_COUNT, SEGMENT_COUNT_MAX } from './table-layout.ts';
import { tableMemory } from './table-memory.ts';
import {
  checkLengths,
  KEY_BYTES_MAX,
  limitsOf,
  NO_LIMITS,
  type TableLimits,
  type TableOptions,
} from './table-options.ts';
import { tendTable } from './tend-table.ts';

export type { EvictionPolicy, TableOptions } from './table-options.ts';

/** Keys and values in one shared memory outside the JavaScript heap: an index of 5 bytes a slot over records in segments. */
export class Table implements WritableTable {
  readonly seed: bigint;
  /** Keys are kept in order too, and `prefix` finds them. */
  readonly isOrdered: boolean;
  readonly requests: RequestTable;
  readonly #desk: TableDesk;
  readonly #random: Random;
  readonly #limits: TableLimits;
  #areLimitsOn: boolean;

  private constructor(options: TableOptions) {
    this.#limits = limitsOf(options);
    this.#areLimitsOn = options.limitsLater !== true;
    this.seed = options.seed ?? randomBytes(8).readBigUInt64LE();
    this.isOrdered = options.ordered ?? false;
    this.#random = options.random ?? systemRandom;
    this.#desk = new TableDesk(options.clock ?? systemClock);
    const { shared, kernel } = this.#desk;
    this.requests = { shared, region: IO, serveRequests: kernel.serveRequests };
    this.clear();
  }

  static open(options: TableOptions = {}): Table {
    return new Table(options);
  }

  /** Entries, also those that have expired and have not been met since. */
  get count(): number {
    return this.#desk.words[COUNT / 4] as number;
  }

  /** Entries that gave room to others, so far. */
  get evicted(): number {
    return this.#desk.words[EVICTED / 4] as number;
  }

  /** For kernels of other threads; see kernels/table/load. */
  get shared(): SharedMemory {
    return this.#desk.shared;
  }

  find(key: Uint8Array): Entry | undefined {
    return this.#isFound(key) ? this.#desk.found(key) : undefined;
  }

  has(key: Uint8Array): boolean {
    return this.#isFound(key) && this.#desk.found(key) !== undefined;
  }

  #isFound(key: Uint8Array): boolean {
    if (key.length > KEY_BYTES_MAX) return false;
    this.#desk.put(key);
    return this.#desk.kernel.find(key.length) !== 0;
  }

  findMany(keys: readonly Uint8Array[]): (Entry | undefined)[] {
    return findMany(this.#desk, keys);
  }

  set(key: Uint8Array, value: Uint8Array, { isCompressed = false, expiresAtMs = 0 }: SetOptions = {}): void {
    checkLengths(key, value);
    // A value read from this very table may move when room is made for it.
    const source = value.buffer instanceof SharedArrayBuffer ? Uint8Array.from(value) : value;
    this.#desk.put(key);
    const flags = isCompressed ? COMPRESSED : 0;
    const at = this.#desk.kernel.set(key.length, source.length, flags, expiresAtMs) >>> 0;
    if (at === 0) throw this.#memoryFull();
    this.#desk.reaching(at + source.length).set(source, at);
  }

  delete(key: Uint8Array): boolean {
    if (key.length > KEY_BYTES_MAX) return false;
    this.#desk.put(key);
    const removed = this.#desk.kernel.remove(key.length, this.#desk.clock.nowMs());
    if (removed === REMOVED_EXPIRED) this.#desk.expired.push(Buffer.from(key));
    return removed === REMOVED_ALIVE;
  }

  setExpiry(key: Uint8Array, expiresAtMs: number): boolean {
    if (key.length > KEY_BYTES_MAX) return false;
    this.#desk.put(key);
    const outcome = this.#desk.kernel.setExpiry(key.length, expiresAtMs, this.#desk.clock.nowMs());
    if (outcome === EXPIRY_MEMORY_FULL) throw this.#memoryFull();
    // Missing, or expired: then this removes it, and tells.
    if (outcome !== EXPIRY_SET) this.has(key);
    return outcome === EXPIRY_SET;
  }

  /** Of a table that was opened with `limitsLater`. Memory that was taken before stays its own. */
  startLimits(): void {
    this.#areLimitsOn = true;
    const { words } = this.#desk;
    words[SEGMENT_COUNT_MAX / 4] = Math.max(this.#limits.segmentsMax, words[SEGMENT_COUNT / 4] as number);
    words[POLICY / 4] = this.#limits.policy;
  }

  clear(): void {
    const { segmentsMax, policy } = this.#areLimitsOn ? this.#limits : NO_LIMITS;
    const seed = BigInt.asIntN(64, this.seed);
    assert.equal(this.#desk.kernel.openTable(seed, segmentsMax, policy, this.isOrdered ? 1 : 0), 1);
    this.#desk.expired = [];
  }

  /** Makes the index as large as so many entries more need: at once, so before they come. */
  reserve(count: number): void {
    if (this.#desk.kernel.reserveIndex(count) === 0) throw this.#memoryFull();
  }

  page(from: number, count: number): EntryPage {
    return listPage(this.#desk, from, count);
  }

  prefix(query: PrefixQuery): PrefixPage {
    if (!this.isOrdered) throw notOrdered();
    return listPrefix(this.#desk, query);
  }

  /** Puts all keys in order: after a load by several threads, which leaves that out. */
  buildOrder(): void {
    if (this.isOrdered && this.#desk.kernel.buildOrder() === 0) throw this.#memoryFull();
  }

  randomKey(): Buffer | undefined {
    while (this.count > 0) {
      this.#desk.kernel.findNear(Math.floor(this.#random() * 2 ** 32), this.#random());
      const key = Buffer.from(this.#desk.near().key);
      if (this.has(key)) return key;
    }
    return undefined;
  }

  /** Copies records as they are stored, in the order of hashes, as many as fit; no bytes and a `next`: the target is too small. */
  copyOrdered(from: number, target: Buffer): OrderedCopy {
    return copyOrdered(this.#desk.kernel, this.#desk.shared, from, target);
  }

  /** Takes in records of such a copy. Fastest in order and under the same seed: then the index is filled from end to end. */
  appendOrdered(records: Buffer): void {
    if (!appendOrdered(this.#desk.kernel, this.#desk.shared, records)) throw this.#memoryFull();
  }

  memory(): TableMemory {
    return tableMemory(this.shared.bytes);
  }

  tend(budgetMs: number): readonly Buffer[] {
    const met = this.#desk.expired;
    this.#desk.expired = [];
    // What was set again since is there.
    const removed = met.filter((key) => !this.has(key));
    tendTable(this.#desk, budgetMs, removed);
    return removed;
  }

  /** The memory is given back when nothing refers to the table and to entries of it. */
  close(): void {
    this.#desk.expired = [];
  }

  #memoryFull(): Error {
    return kvError('MEMORY_FULL', `the table has ${this.count} entries and no room for more`, {
      hint: 'delete entries, raise the memory limit, or let entries be evicted',
    });
  }
}
