import type { Dataset, OrderedPage, PrefixOptions, ValueOptions } from '../../src/dataset/dataset.ts';
import { encodeSet, operationBytesMax } from '../../src/log/operations.ts';
import type { EntryPage, TableMemory, WritableTable } from '../../src/table/entries.ts';
import type { Journal, RequestTable } from '../../src/table/request-table.ts';

/** A table as a dataset, without a log; its kernel answers requests where `isDirect`. */
export class TableDataset implements Dataset {
  readonly name: string;
  readonly kind = 'live';
  readonly version = undefined;
  readonly table: WritableTable;
  readonly requests: RequestTable | undefined;
  readonly journal: Journal | undefined;
  /** What a log would have. */
  readonly operations: Buffer[] = [];
  /** Of these, what the kernel wrote by itself. */
  directCount = 0;

  constructor(name: string, table: WritableTable, isDirect: boolean) {
    this.name = name;
    this.table = table;
    this.requests = isDirect ? table.requests : undefined;
    this.journal = {
      isOpen: true,
      add: (operations, count) => {
        this.operations.push(Buffer.from(operations));
        this.directCount += count;
      },
    };
  }

  get isOrdered(): boolean {
    return this.table.isOrdered;
  }

  get count(): number {
    return this.table.count;
  }

  get(key: Uint8Array): Buffer | undefined {
    const entry = this.table.find(key);
    // Stands for decompressing: what is marked as compressed is sent with a mark.
    return entry?.isCompressed ? Buffer.concat([Buffer.from('unpacked '), entry.value]) : entry?.value;
  }

  getMany(keys: readonly Uint8Array[]): (Buffer | undefined)[] {
    return keys.map((key) => this.get(key)).map((value) => value && Buffer.from(value));
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
    return this.table.prefix(options);
  }

  randomKey(): Buffer | undefined {
    return this.table.randomKey();
  }

  memory(): TableMemory {
    return this.table.memory();
  }

  set(key: Uint8Array, value: Uint8Array, options: ValueOptions = {}): void {
    this.table.set(key, value, options);
    const operation = Buffer.alloc(operationBytesMax(key.length, value.length));
    this.operations.push(operation.subarray(0, encodeSet(operation, 0, key, value, options)));
  }

  delete(key: Uint8Array): boolean {
    return this.table.delete(key);
  }

  setExpiry(key: Uint8Array, expiresAtMs: number): boolean {
    return this.table.setExpiry(key, expiresAtMs);
  }

  clear(): void {
    this.table.clear();
  }

  settled(): undefined {
    return undefined;
  }
}
