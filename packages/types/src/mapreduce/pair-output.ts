import type { Encoding } from '../manifest.ts';

/**
 * The port between the job engine and whoever reads pairs of a key and a value by key: an output whose parts are not
 * lines. A job names one as its output; the engine calls it, and knows nothing of what it writes.
 */
export interface PairOutput<Row> {
  readonly kind: 'published';
  readonly encoding: Encoding;
  readonly columns: readonly [];
  /** A row as a line, for who tries the job. */
  readonly encodeRow: (row: Row) => string | Uint8Array;
  readonly pairs: PairFormat<Row>;
}

export interface PairFormat<Row> {
  /** What `encodePair` encodes with, where somebody chose it: pairs that travel in that form already are copied. */
  readonly key?: unknown;
  readonly value?: unknown;
  /** Key and value of a row; a string stands for its UTF-8 bytes. Throws a TypeError that says what is refused. */
  readonly encodePair: (row: Row) => readonly [key: string | Uint8Array, value: string | Uint8Array];
  /** What all parts of an execution have in common, chosen when it begins: JSON, which stands in its plan. Throws an AppError for more parts than can be. */
  readonly choosePlan: (partitions: number) => unknown;
  /** Says in which part a key is. It is asked for each pair that a mapper emits. */
  readonly partitionerOf: (plan: unknown) => (key: Uint8Array, partitions: number) => number;
  readonly openPart: (options: PairPartOptions) => Promise<PairPart>;
}

export interface PairPartOptions {
  readonly plan: unknown;
  readonly partition: number;
  readonly partitions: number;
  /** So many will come, or fewer: a reducer may emit less than it is given. */
  readonly pairsExpected: number;
  /** Where the part is to be, and the only way to write it. */
  readonly path: string;
  readonly files: PartFiles;
  /** All that the part may take while it is collected and written. */
  readonly memoryBytes: number;
}

/** Collects a part, which is written when all of it is there. */
export interface PairPart {
  /** Keys that were taken in so far; all of them once the part is written. */
  readonly count: number;
  /** Both are copied; of a key that was there, the value is replaced. Throws MEMORY_FULL when the part becomes too large. */
  set(key: Uint8Array, value: Uint8Array): void;
  /** Resolves when the part is at its path, and a power cut takes it away no more. */
  write(): Promise<void>;
  /** Ends it wherever it is. */
  close(): void;
}

/** Of the file operations of `runtime`, those that write a part. */
export interface PartFiles {
  create(path: string): PartFile;
  rename(source: string, target: string): void;
  removeLater(path: string): Promise<void>;
  syncFolderLater(path: string): Promise<void>;
}

export interface PartFile {
  /** At its end. */
  write(bytes: Uint8Array): void;
  datasync(): Promise<void>;
  close(): void;
}
