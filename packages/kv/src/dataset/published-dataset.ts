import { kvError, type ValueCompression } from '@oremill/types';
import type { Codec } from '@oremill/zstd';
import type { EntryPage, OrderedTable, ReadableTable, TableMemory } from '../table/entries.ts';
import type { RequestTable } from '../table/request-table.ts';
import type { Dataset, OrderedPage, PrefixOptions } from './dataset.ts';

export interface PublishedDatasetOptions {
  readonly name: string;
  readonly version: number;
  readonly table: OrderedTable;
  /** How the codec is called. */
  readonly compression: ValueCompression;
  readonly codec: Codec;
}

/** One version of a published dataset, read from its sealed table. It never changes, so nothing is ever unsettled. */
export class PublishedDataset implements Dataset {
  readonly name: string;
  readonly kind = 'published';
  readonly version: number;
  readonly table: OrderedTable;
  readonly compression: ValueCompression;
  readonly #codec: Codec;

  constructor({ name, version, table, compression, codec }: PublishedDatasetOptions) {
    this.name = name;
    this.version = version;
    this.table = table;
    this.compression = compression;
    this.#codec = codec;
  }

  get isOrdered(): boolean {
    return this.table.isOrdered;
  }

  get parts(): readonly ReadableTable[] | undefined {
    return this.table.parts;
  }

  get requests(): RequestTable | undefined {
    return this.table.requests;
  }

  get count(): number {
    return this.table.count;
  }

  get(key: Uint8Array): Buffer | undefined {
    const entry = this.table.find(key);
    return entry && (entry.isCompressed ? this.#codec.decompress(entry.value) : entry.value);
  }

  getMany(keys: readonly Uint8Array[]): (Buffer | undefined)[] {
    return this.table
      .findMany(keys)
      .map((entry) => entry && (entry.isCompressed ? this.#codec.decompress(entry.value) : entry.value));
  }

  has(key: Uint8Array): boolean {
    return this.table.has(key);
  }

  expiresAtMs(key: Uint8Array): number | undefined {
    return this.table.find(key)?.expiresAtMs;
  }

  page(from: number, count: number): EntryPage {
    return this.table.page(from, count);
  }

  prefix(options: PrefixOptions): OrderedPage {
    if (!this.table.isOrdered) {
      throw kvError('NOT_ORDERED', `version ${this.version} of ${this.name} keeps its keys in no order`, {
        hint: 'Publish it with its keys in order (--ordered), or scan all of it.',
      });
    }
    const { items, hasMore } = this.table.prefix(options);
    return {
      hasMore,
      items: items.map(({ key, value, isCompressed }) => ({
        key,
        value: isCompressed ? this.#codec.decompress(value) : value,
      })),
    };
  }

  randomKey(): Buffer | undefined {
    return this.table.randomKey();
  }

  memory(): TableMemory {
    return this.table.memory();
  }

  set(): never {
    throw this.#readOnly();
  }

  delete(): never {
    throw this.#readOnly();
  }

  setExpiry(): never {
    throw this.#readOnly();
  }

  clear(): never {
    throw this.#readOnly();
  }

  settled(): undefined {
    return undefined;
  }

  close(): void {
    this.table.close();
    this.#codec.close();
  }

  #readOnly(): Error {
    return kvError('READONLY', `${this.name} is published: it is changed by publishing a new version`, {
      hint: 'kv publish puts a whole version or a delta in its place; kv create makes a live dataset, which can be written.',
    });
  }
}
