import type { Clock } from '@oremill/runtime';
import type { WritableTable } from '../table/entries.ts';

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
  /** Of a table that was opened with `limitsLater`: from now on it keeps to its limit of memory. */
  startLimits(): void;
}

export interface OpenTableOptions {
  readonly seed: bigint;
  readonly clock: Clock;
  /** It holds more than at its end while a log is done over a copy of it, so there is no limit before `startLimits`. */
  readonly limitsLater: true;
}
