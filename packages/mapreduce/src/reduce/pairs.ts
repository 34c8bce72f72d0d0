/** A pair as it stands in a buffer: key `[keyStart, keyEnd)`, value `[keyEnd, valueEnd)`. */
export interface Pair {
  readonly buffer: Buffer;
  readonly keyStart: number;
  readonly keyEnd: number;
  readonly valueEnd: number;
  /** The key is the one of the pair before it. */
  readonly isSameKey: boolean;
}

/** The sorted pairs of a partition; each is valid until the next. */
export interface Pairs {
  next(): Pair | undefined;
  /** Writes up to `pairsMax` pairs as rows: key, tab, value, newline; or key, newline. False after the last pair. */
  copyRows(pairsMax: number, keyOnly: boolean, write: (bytes: Buffer, rows: number) => void): boolean;
}
