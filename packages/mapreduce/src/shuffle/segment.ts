/**
 * Sorted pairs of one partition: `[start, end)` of a spill file, and behind them a checksum for each block.
 * A plain value: it crosses threads and is kept in the journal.
 */
export interface Segment {
  readonly path: string;
  readonly start: number;
  readonly end: number;
  readonly pairs: number;
  /** The largest pair, which a reader must hold in one piece. */
  readonly pairBytesMax: number;
  /** How many first bytes all keys share. */
  readonly sharedBytes: number;
  /** What each checksum is for; the last block may be shorter. */
  readonly blockBytes: number;
}

export const CHECKSUM_BYTES = 4;

export function segmentBlocks({ start, end, blockBytes }: Segment): number {
  return Math.ceil((end - start) / blockBytes);
}
