import { RecordDivider } from '../table/divide-records.ts';
import type { SetOptions } from '../table/entries.ts';
import { PartedTable } from '../table/parted-table.ts';
import { type EvictionListener, Table, type TableOptions } from '../table/table.ts';
import type { LiveTable } from './live-table.ts';

export interface LivePartsOptions extends TableOptions {
  readonly seed: bigint;
  readonly parts: number;
}

/** As many tables as a live dataset is to have; what it may take is divided among them, as the hash divides its entries. */
export function openLiveParts({ parts, maxBytes, ...options }: LivePartsOptions): LiveTable {
  if (parts === 1) return Table.open({ ...options, maxBytes });
  const each = maxBytes === undefined ? undefined : Math.floor(maxBytes / parts);
  const tables = Array.from({ length: parts }, (_, part) =>
    Table.open({ ...options, maxBytes: each, part: { part, parts } }),
  );
  return new LiveParts(tables, options);
}

/** Tables that can be written, each with a range of the hashes, as one. */
class LiveParts extends PartedTable<Table> implements LiveTable {
  readonly #divider: RecordDivider;
  #partsInOrder = 0;

  constructor(tables: readonly Table[], { seed, random }: Omit<LivePartsOptions, 'parts'>) {
    super(tables, random);
    this.#divider = new RecordDivider(seed, tables.length);
  }

  set(key: Uint8Array, value: Uint8Array, options?: SetOptions): void {
    this.partOf(key).set(key, value, options);
  }

  delete(key: Uint8Array): boolean {
    return this.partOf(key).delete(key);
  }

  setExpiry(key: Uint8Array, expiresAtMs: number): boolean {
    return this.partOf(key).setExpiry(key, expiresAtMs);
  }

  clear(): void {
    for (const part of this.parts) part.clear();
  }

  tend(budgetMs: number): readonly Buffer[] {
    return this.parts.flatMap((part) => part.tend(budgetMs / this.parts.length));
  }

  appendOrdered(records: Buffer): void {
    this.#divider.divide(records, (part, run) => this.parts[part]?.appendOrdered(run));
  }

  deferOrder(): void {
    for (const part of this.parts) part.deferOrder();
  }

  orderSome(): boolean {
    if (this.parts[this.#partsInOrder]?.orderSome() === true) this.#partsInOrder += 1;
    return this.#partsInOrder === this.parts.length;
  }

  keepExpired(isKept: boolean): void {
    for (const part of this.parts) part.keepExpired(isKept);
  }

  startLimits(onEvicted?: EvictionListener): void {
    for (const part of this.parts) part.startLimits(onEvicted);
  }
}
