import type { Clock } from '@oremill/runtime';
import type { WritableTable } from '../table/entries.ts';
import type { EvictionListener } from '../table/table-options.ts';

/** What a live dataset needs of its table beyond reading and writing: to be copied while it changes. */
export interface LiveTable extends WritableTable {
  readonly seed: bigint;
  /** Whole records in the order of their hashes, as many as fit; `target` has room for the largest. */
  copyOrdered(
    from: number,
    target: Buffer,
  ): { readonly bytes: number; readonly count: number; readonly next: number | undefined };
  /** Takes in records of such a copy, made under the same seed. */
  appendOrdered(records: Buffer): void;
  /** Of an empty table: until `orderSome` has made the order of keys, entries come past it, which is faster for many. */
  deferOrder(): void;
  /** Makes a part of the order, in some milliseconds; true when it is made. Nothing else may be done to the table meanwhile. */
  orderSome(): boolean;
  /** While it does, what has expired is missing to readers and stays: a leader's log says when it goes. */
  keepExpired(isKept: boolean): void;
  /**
   * Of a table that was opened with `limitsLater`: from now on it keeps to its limit of memory, and tells what it evicts
   * for that, before the write is done that it makes room for.
   */
  startLimits(onEvicted: EvictionListener): void;
}

export interface OpenTableOptions {
  readonly seed: bigint;
  readonly clock: Clock;
  /** It holds more than at its end while a log is done over a copy of it, so its limit gives way before `startLimits`. */
  readonly limitsLater: true;
}
