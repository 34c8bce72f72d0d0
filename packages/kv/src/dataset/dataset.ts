import type { EntryPage, TableMemory } from '../table/entries.ts';
import type { Journal, RequestTable } from '../table/request-table.ts';

export interface ValueOptions {
  /** Milliseconds since 1970; absent or 0: never. */
  readonly expiresAtMs?: number;
}

export interface KeyValue {
  readonly key: Buffer;
  readonly value: Buffer;
}

/** Keys in bytewise order. */
export interface OrderedPage {
  readonly items: readonly KeyValue[];
  /** There are more behind the last of these. */
  readonly hasMore: boolean;
}

export interface PrefixOptions {
  readonly prefix: Uint8Array;
  /** Only keys behind this one. */
  readonly after?: Uint8Array;
  readonly limit: number;
}

/**
 * What commands may do with a dataset. Everything is in memory, so everything but `settled` is synchronous, and a
 * command that reads and then writes is atomic. Buffers that are returned are views: they hold until the next write.
 */
export interface Dataset {
  readonly name: string;
  readonly kind: 'published' | 'live';
  /** Of the version that is read; undefined for a live dataset. */
  readonly version: number | undefined;
  readonly count: number;
  /** Keys are kept in order, which `prefix` needs. */
  readonly isOrdered: boolean;
  get(key: Uint8Array): Buffer | undefined;
  getMany(keys: readonly Uint8Array[]): (Buffer | undefined)[];
  has(key: Uint8Array): boolean;
  /** 0: never; undefined: no such key. */
  expiresAtMs(key: Uint8Array): number | undefined;
  /** In the order of hashes, values as they are stored; see `ReadableTable.page`. */
  page(from: number, count: number): EntryPage;
  /** In key order. Throws NOT_ORDERED when the dataset keeps none. */
  prefix(options: PrefixOptions): OrderedPage;
  randomKey(): Buffer | undefined;
  memory(): TableMemory;

  /** These throw READONLY on a published dataset, MEMORY_FULL, KEY_TOO_LARGE, VALUE_TOO_LARGE. */
  set(key: Uint8Array, value: Uint8Array, options?: ValueOptions): void;
  delete(key: Uint8Array): boolean;
  setExpiry(key: Uint8Array, expiresAtMs: number): boolean;
  clear(): void;

  /** Where the table answers requests by itself, which this server asks first. */
  readonly requests?: RequestTable | undefined;
  /** Is told what it writes then; without one it writes nothing. */
  readonly journal?: Journal | undefined;

  /** Resolves once all writes so far are as safe as the dataset promises; undefined when they are already. Rejects when the log cannot be written. */
  settled(): Promise<void> | undefined;
}
