import assert from 'node:assert/strict';
import type { Clock } from '@oremill/runtime';
import { loadKernel } from '../kernel/load-kernel.ts';
import { SharedMemory } from '../kernel/shared-memory.ts';
import type { Entry } from './entries.ts';
import type { Part } from './part.ts';
import type { RequestTable } from './request-table.ts';
import { StoredEntry } from './stored-entry.ts';
import type { TableKernel } from './table-kernel.ts';
import {
  COUNT,
  EXPIRING,
  FIXED_BYTES,
  IO,
  RESULT,
  RESULT_BYTES,
  RESULTS,
  SEGMENT_COUNT,
  STAGE,
  TOLD_BYTES,
  TOLD_COUNT,
} from './table-layout.ts';
import type { EvictionListener, TableLimits } from './table-options.ts';

export interface OpenedTable {
  readonly seed: bigint;
  readonly isOrdered: boolean;
  readonly part: Part;
}

/** Where JavaScript and the kernel of a table hand each other keys and results. */
export class TableDesk {
  readonly shared = SharedMemory.ofBytes(FIXED_BYTES);
  readonly kernel = loadKernel<TableKernel>('table', this.shared);
  readonly requests: RequestTable;
  /** The beginning of the memory: it is all that is handed over in, and never moves. */
  readonly words: Uint32Array;
  readonly doubles: Float64Array;
  readonly clock: Clock;
  /** Keys removed by reads that met them expired, until they are told of. */
  expired: Buffer[] = [];
  onEvicted: EvictionListener | undefined;
  /** What has expired is missing to readers, and stays: of a follower, whose leader says when it goes. */
  keepsExpired = false;
  readonly #result: Uint32Array;
  /** Over the memory as it was when last asked for. */
  #bytes = this.shared.bytes;

  constructor(clock: Clock) {
    const { buffer } = this.#bytes;
    this.clock = clock;
    this.requests = { shared: this.shared, region: IO, serveRequests: this.kernel.serveRequests };
    this.words = new Uint32Array(buffer, 0, FIXED_BYTES / 4);
    this.doubles = new Float64Array(buffer, 0, FIXED_BYTES / 8);
    this.#result = new Uint32Array(buffer, RESULT, RESULT_BYTES / 4);
  }

  /** From now on this is an empty table. */
  open({ seed, isOrdered, part: { part, parts } }: OpenedTable, { segmentsMax, policy }: TableLimits): void {
    const ordered = isOrdered ? 1 : 0;
    const isOpen = this.kernel.openTable(BigInt.asIntN(64, seed), segmentsMax, policy, ordered, part, parts);
    assert.equal(isOpen, 1);
    this.expired = [];
  }

  /** Puts bytes where the kernel takes its input. */
  put(bytes: Uint8Array, at = IO): void {
    this.#bytes.set(bytes, at);
  }

  /** The memory at least up to there. */
  reaching(end: number): Buffer {
    if (end > this.#bytes.length) this.#bytes = this.shared.bytes;
    return this.#bytes;
  }

  /** The entry that the kernel has found, expired or not. */
  near(): StoredEntry {
    return new StoredEntry(this.shared.bytes, this.#result, 0, this.doubles[RESULT / 8] as number);
  }

  /** The entry of the key that was put, when the kernel has found it. */
  found(key: Uint8Array): StoredEntry | undefined {
    const expiresAtMs = this.doubles[RESULT / 8] as number;
    if (expiresAtMs !== 0 && this.removeExpired(key, expiresAtMs)) return undefined;
    const end = (this.#result[4] as number) + (this.#result[5] as number);
    return new StoredEntry(this.reaching(end), this.#result, 0, expiresAtMs);
  }

  /** Where what has expired stays, there may be nothing else to be found. */
  get triesMax(): number {
    return this.keepsExpired ? 1000 : Number.POSITIVE_INFINITY;
  }

  /** For operations on an entry that may have expired. */
  get operationMs(): number {
    return this.keepsExpired ? 0 : this.clock.nowMs();
  }

  /** Whether the entry of the key that was put has expired: then it is removed, unless such are kept. */
  removeExpired(key: Uint8Array, expiresAtMs: number): boolean {
    const nowMs = this.clock.nowMs();
    if (expiresAtMs > nowMs) return false;
    if (this.keepsExpired) return true;
    this.kernel.remove(key.length, nowMs);
    this.expired.push(Buffer.from(key));
    return true;
  }

  /** Tells what a write has evicted, whether it was done or not; false when there was nothing. */
  takeEvicted(): boolean {
    const count = this.words[TOLD_COUNT / 4] as number;
    if (count === 0) return false;
    const bytes = this.words[TOLD_BYTES / 4] as number;
    this.onEvicted?.(this.shared.bytes.subarray(STAGE, STAGE + bytes), count);
    return true;
  }

  /** Entries, also those that have expired and have not been met since. */
  get count(): number {
    return this.words[COUNT / 4] as number;
  }

  get segments(): number {
    return this.words[SEGMENT_COUNT / 4] as number;
  }

  /** Entries that expire some day. */
  get expiring(): number {
    return this.words[EXPIRING / 4] as number;
  }

  /** Adds so many results of a call that lists entries; undefined where one holds none. */
  list(count: number, entries: (Entry | undefined)[]): void {
    const memory = this.shared.bytes;
    const { words, doubles } = this;
    for (let at = RESULTS; at < RESULTS + count * RESULT_BYTES; at += RESULT_BYTES) {
      const isMissing = words[(at >> 2) + 4] === 0;
      entries.push(
        isMissing ? undefined : new StoredEntry(memory, words, at >> 2, doubles[at >> 3] as number),
      );
    }
  }
}
