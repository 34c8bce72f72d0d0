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
}
