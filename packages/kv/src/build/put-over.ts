import type { SealedTable } from '../table/sealed-table.ts';
import { Table } from '../table/table.ts';

const COPY_BYTES = 4 * 1024 * 1024;
const PAGE_ENTRIES = 1024;

/** A table with the entries of `base`, over which those of `delta` are put. */
export function putOver(base: SealedTable, delta: Table): Table {
  const table = Table.open({ seed: base.description.seed });
  table.reserve(base.count + delta.count);
  const { longestKeyBytes, longestValueBytes } = base.description;
  const buffer = Buffer.allocUnsafe(COPY_BYTES + longestKeyBytes + longestValueBytes);
  for (let from: number | undefined = 0; from !== undefined; ) {
    const { bytes, next } = base.copyOrdered(from, buffer);
    table.appendOrdered(buffer.subarray(0, bytes));
    from = next;
  }
  for (let from: number | undefined = 0; from !== undefined; ) {
    const { entries, next } = delta.page(from, PAGE_ENTRIES);
    for (const { key, value, isCompressed, expiresAtMs } of entries) {
      table.set(key, value, { isCompressed, expiresAtMs });
    }
    from = next;
  }
  return table;
}
