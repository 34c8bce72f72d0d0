import type { Dataset, OrderedPage, PrefixOptions, ValueOptions } from '../../src/dataset/dataset.ts';
import type { EntryPage, TableMemory } from '../../src/table/entries.ts';
import type { Journal, RequestTable } from '../../src/table/request-table.ts';
import { Table, type TableOptions } from '../../src/table/table.ts';

/** A table that is served and keeps no log: no user can have it, it shows what the log costs. */
export class BareDataset implements Dataset {
  readonly name: string;
  readonly kind = 'live';
  readonly version = undefined;
  readonly isOrdered = false;
  readonly #table: Table;
  readonly requests: RequestTable;
  readonly journal: Journal = { isOpen: true, add: () => undefined };

  constructor(name: string, options: TableOptions) {
    this.name = name;
    this.#table = Table.open(options);
    this.requests = this.#table.requests;
  }

  get count(): number {
    return this.#table.count;
  }

  get(key: Uint8Array): Buffer | undefined {
    return this.#table.find(key)?.value;
  }

  getMany(keys: readonly Uint8Array[]): (Buffer | undefined)[] {
    return this.#table.findMany(keys).map((entry) => entry?.value);
  }

  has(key: Uint8Array): boolean {
    return this.#table.has(key);
  }

  expiresAtMs(key: Uint8Array): number | undefined {
    return this.#table.find(key)?.expiresAtMs;
  }

  page(from: number, count: number): EntryPage {
    return this.#table.page(from, count);
  }

  prefix(options: PrefixOptions): OrderedPage {
    return this.#table.prefix(options);
  }

  randomKey(): Buffer | undefined {
    return this.#table.randomKey();
  }

  memory(): TableMemory {
    return this.#table.memory();
  }

  set(key: Uint8Array, value: Uint8Array, options: ValueOptions = {}): void {
    this.#table.set(key, value, options);
  }

  delete(key: Uint8Array): boolean {
    return this.#table.delete(key);
  }

  setExpiry(key: Uint8Array, expiresAtMs: number): boolean {
    return this.#table.setExpiry(key, expiresAtMs);
  }

  clear(): void {
    this.#table.clear();
  }

  settled(): undefined {
    return undefined;
  }
}
