import type { Codec } from '../compress/codec.ts';
import type { SealedTable } from '../table/sealed-table.ts';
import { Table } from '../table/table.ts';
import { decompressRecords } from './compress-records.ts';

const COPY_BYTES = 4 * 1024 * 1024;
const PAGE_ENTRIES = 1024;

/**
 * A table with the entries of `base`, over which those of `delta` are put. Values of the base stay compressed as they are
 * unless a codec to read them is given: then they are as they were.
 */
export function putOver(base: SealedTable, delta: Table, codec: Codec | undefined): Table {
  const table = Table.open({ seed: base.description.seed });
  table.reserve(base.count + delta.count);
  const { longestKeyBytes, longestValueBytes } = base.description;
  let buffer = Buffer.allocUnsafe(COPY_BYTES + longestKeyBytes + longestValueBytes);
  for (let from: number | undefined = 0; from !== undefined; ) {
    const { bytes, next } = base.copyOrdered(from, buffer);
    if (bytes === 0 && next !== undefined) {
      // Entries that no place can tell apart are copied together.
      buffer = Buffer.allocUnsafe(buffer.length * 2);
      continue;
    }
    const records = buffer.subarray(0, bytes);
    table.appendOrdered(codec ? decompressRecords(records, codec) : records);
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
