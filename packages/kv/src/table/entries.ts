import type { RequestTable } from './request-table.ts';

/** An entry as it is stored. Both byte strings are views into the table: they hold until its next write. */
export interface Entry {
  readonly key: Buffer;
  readonly value: Buffer;
  /** The value is compressed with the dataset's codec. */
  readonly isCompressed: boolean;
  /** Milliseconds since 1970; 0: never. */
  readonly expiresAtMs: number;
}

/** A part of all entries, in the order of their hashes: an entry that is there all the time comes in exactly one page. */
export interface EntryPage {
  readonly entries: readonly Entry[];
  /** Where the next page begins: a hash's upper 32 bits; undefined behind the last. */
  readonly next: number | undefined;
}

/** Bytes, to the byte: their sum is what the table took from the system. */
export interface TableMemory {
  readonly keyBytes: number;
  readonly valueBytes: number;
  readonly expiryBytes: number;
  /** Lengths and flags before each record. */
  readonly headerBytes: number;
  readonly indexBytes: number;
  /** The index in key order; 0 without one. */
  readonly orderBytes: number;
  /** Records that were overwritten, deleted or have expired and are not yet cleaned away. */
  readonly deadBytes: number;
  /** Taken and not used yet. */
  readonly freeBytes: number;
  /** Input, output, and tables of segments: the same whatever is stored. */
  readonly fixedBytes: number;
}

/** Keys and values outside the JavaScript heap. Not for several threads, unless it says so. */
export interface ReadableTable {
  readonly count: number;
  /** An entry that has expired is missing. */
  find(key: Uint8Array): Entry | undefined;
  /** Faster than one by one: the misses of memory overlap. */
  findMany(keys: readonly Uint8Array[]): (Entry | undefined)[];
  has(key: Uint8Array): boolean;
  /** From a page's `next`, or 0; about `count` entries. */
  page(from: number, count: number): EntryPage;
  memory(): TableMemory;
  close(): void;
}

/** A table that may keep its keys in order too. */
export interface OrderedTable extends ReadableTable {
  /** Its kernel, where that answers requests by itself. */
  readonly requests?: RequestTable | undefined;
  readonly isOrdered: boolean;
  /** The tables that it consists of, where they are several; entries are divided by their hashes. */
  readonly parts?: readonly ReadableTable[];
  /** Entries whose keys begin so, in bytewise order, behind `after`. Only where `isOrdered`. */
  prefix(options: { prefix: Uint8Array; after?: Uint8Array; limit: number }): {
    readonly items: readonly Entry[];
    readonly hasMore: boolean;
  };
  /** Any key, each about as likely; undefined when there is none. */
  randomKey(): Buffer | undefined;
}

export interface SetOptions {
  readonly isCompressed?: boolean;
  /** Milliseconds since 1970; absent or 0: never. */
  readonly expiresAtMs?: number;
}

export interface WritableTable extends OrderedTable {
  /** Throws MEMORY_FULL when `maxBytes` is reached and nothing may be evicted. */
  set(key: Uint8Array, value: Uint8Array, options?: SetOptions): void;
  delete(key: Uint8Array): boolean;
  /** 0: never. False when the key is missing. */
  setExpiry(key: Uint8Array, expiresAtMs: number): boolean;
  clear(): void;
  /** Removes expired entries, cleans segments, moves entries to a larger index: a slice of at most so long. Returns the keys it removed. */
  tend(budgetMs: number): readonly Buffer[];
}
