/** Sorted pairs of one partition: a range of a spill file. Plain values, which cross threads and are kept in a journal. */
export interface Segment {
  readonly path: string;
  readonly start: number;
  readonly end: number;
  readonly pairs: number;
  /** The largest pair, which a reader must hold in one piece. */
  readonly pairBytesMax: number;
  /** Each block but the last holds this much, and its checksum behind it. */
  readonly blockBytes: number;
}
