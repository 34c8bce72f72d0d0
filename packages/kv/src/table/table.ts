import { randomBytes } from 'node:crypto';
import { type Random, systemClock, systemRandom } from '@oremill/runtime';
import type { SharedMemory } from '../kernel/shared-memory.ts';
import type { Entry, EntryPage, SetOptions, TableMemory, WritableTable } from './entries.ts';
import { findMany } from './find-many.ts';
import { listPage, listPrefix, notOrdered, type PrefixPage, type PrefixQuery } from './list-entries.ts';
import { moveEntries } from './move-entries.ts';
import { orderSome } from './order-some.ts';
import { appendOrdered, copyOrdered, type OrderedCopy } from './ordered-records.ts';
import { type Part, WHOLE } from './part.ts';
import type { RequestTable } from './request-table.ts';
import { TableDesk } from './table-desk.ts';
import { EVICTED, POLICY, SEGMENT_COUNT_MAX } from './table-layout.ts';
import { tableMemory } from './table-memory.ts';
import {
  type EvictionListener,
  KEY_BYTES_MAX,
  limitsOf,
  STRETCH,
  type TableLimits,
  type TableOptions,
} from './table-options.ts';
import { tendTable } from './tend-table.ts';
import { memoryFull, removeEntry, setEntry, setEntryExpiry } from './write-entry.ts';

export type { EvictionListener, EvictionPolicy, TableOptions } from './table-options.ts';

/** Keys and values in one shared memory outside the JavaScript heap: an index of 5 bytes a slot over records in segments. */
export class Table implements WritableTable {
  readonly seed: bigint;
  /** Keys are kept in order too, and `prefix` finds them. */
  readonly isOrdered: boolean;
  /** What it has of a dataset; its places are those of this part. */
  part: Part;
  readonly #random: Random;
  readonly #limits: TableLimits;
  #areLimitsOn: boolean;
  #desk: TableDesk;

  private constructor(options: TableOptions) {
    this.#limits = limitsOf(options);
    this.#areLimitsOn = options.limitsLater !== true;
    this.seed = options.seed ?? randomBytes(8).readBigUInt64LE();
    this.isOrdered = options.ordered ?? false;
    this.part = options.part ?? WHOLE;
    this.#random = options.random ?? systemRandom;
    this.#desk = new TableDesk(options.clock ?? systemClock);
    this.clear();
  }

  static open(options: TableOptions = {}): Table {
    return new Table(options);
  }

  /** Entries, also those that have expired and have not been met since. */
  get count(): number {
    return this.#desk.count;
  }

  /** Entries that gave room to others, so far. */
  get evicted(): number {
    return this.#desk.words[EVICTED / 4] as number;
  }

  get requests(): RequestTable {
    return this.#desk.requests;
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

  set(key: Uint8Array, value: Uint8Array, options: SetOptions = {}): void {
    setEntry(this.#desk, key, value, options);
  }

  delete(key: Uint8Array): boolean {
    return key.length <= KEY_BYTES_MAX && removeEntry(this.#desk, key);
  }

  setExpiry(key: Uint8Array, expiresAtMs: number): boolean {
    if (key.length <= KEY_BYTES_MAX && setEntryExpiry(this.#desk, key, expiresAtMs)) return true;
    // Missing, or expired: then this removes it, and tells.
    this.has(key);
    return false;
  }

  /** Of a table that was opened with `limitsLater`. From now on, and by this already, `onEvicted` hears of evictions. */
  startLimits(onEvicted?: EvictionListener): void {
    const { segmentsMax, policy } = this.#limits;
    const before = this.#desk;
    this.#areLimitsOn = true;
    if (before.segments > segmentsMax) {
      // To a new memory, as none can be given back in part.
      this.#desk = new TableDesk(before.clock);
      this.clear();
    }
    this.#desk.onEvicted = onEvicted;
    if (this.#desk !== before) moveEntries(before, this.#desk);
    this.#desk.words[SEGMENT_COUNT_MAX / 4] = Math.max(segmentsMax, this.#desk.segments);
    this.#desk.words[POLICY / 4] = policy;
  }

  clear(): void {
    const { segmentsMax, policy } = this.#limits;
    this.#desk.open(this, { segmentsMax, policy: this.#areLimitsOn ? policy : STRETCH });
  }

  /** Empties the table, for the keys of another part: the memory that it has is used again. */
  reopen(part: Part): void {
    this.part = part;
    this.clear();
  }

  /** Makes the index as large as so many entries more need: at once, so before they come. */
  reserve(count: number): void {
    if (this.#desk.kernel.reserveIndex(count) === 0) throw memoryFull(this.#desk);
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
    while (!this.orderSome());
  }

  deferOrder(): void {
    if (this.isOrdered) this.#desk.kernel.deferOrder();
  }

  orderSome(): boolean {
    return !this.isOrdered || orderSome(this.#desk);
  }

  keepExpired(isKept: boolean): void {
    this.#desk.keepsExpired = isKept;
  }

  randomKey(): Buffer | undefined {
    let tries = this.#desk.triesMax;
    while (this.count > 0 && tries-- > 0) {
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
    if (!appendOrdered(this.#desk.kernel, this.#desk.shared, records)) throw memoryFull(this.#desk);
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
}
