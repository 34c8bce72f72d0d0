import type { Codec } from '@oremill/zstd';
import { KeyPrefixes } from '../table/key-prefixes.ts';
import { type Part, partOfPlace, placeInAll } from '../table/part.ts';
import { RecordReader } from '../table/record.ts';
import type { SealedTable } from '../table/sealed-table.ts';
import type { Table } from '../table/table.ts';
import { decompressRecords } from './compress-records.ts';

const COPY_BYTES = 4 * 1024 * 1024;
const PAGE_ENTRIES = 1024;

/**
 * Puts the entries of `base` into an empty table, and those of `delta` over them. Base and delta are under the seed of
 * the table; the table may be a part of the base. Values of the base stay compressed as they are unless a codec to read
 * them is given: then they are as they were.
 */
export function putOver(base: SealedTable, delta: Table, codec: Codec | undefined, table: Table): void {
  const shares = table.part.parts / base.description.parts;
  table.reserve(Math.ceil(base.count / shares) + delta.count);
  for (const records of recordsWithin(base, table)) {
    table.appendOrdered(codec ? decompressRecords(records, codec) : records);
  }
  for (let from: number | undefined = 0; from !== undefined; ) {
    const { entries, next } = delta.page(from, PAGE_ENTRIES);
    for (const { key, value, isCompressed, expiresAtMs } of entries) {
      table.set(key, value, { isCompressed, expiresAtMs });
    }
    from = next;
  }
}

/** Records of the base whose keys are those of the table. */
function* recordsWithin(base: SealedTable, { part, seed }: Table): Generator<Buffer> {
  const shares = part.parts / base.description.parts;
  // Of the base, the table is one of so many parts again.
  const own = { part: part.part % shares, parts: shares };
  const { longestKeyBytes, longestValueBytes } = base.description;
  let buffer = Buffer.allocUnsafe(COPY_BYTES + longestKeyBytes + longestValueBytes);
  for (let from: number | undefined = placeInAll(0, own); from !== undefined; ) {
    const { bytes, next } = base.copyOrdered(from, buffer);
    if (bytes === 0 && next !== undefined) {
      // Entries that no place can tell apart are copied together.
      buffer = Buffer.allocUnsafe(buffer.length * 2);
      continue;
    }
    const records = buffer.subarray(0, bytes);
    const isBeyond = next === undefined || partOfPlace(next, shares) > own.part;
    yield isBeyond && shares > 1 ? ownRecords(records, part, new KeyPrefixes(seed)) : records;
    from = isBeyond ? undefined : next;
  }
}

/** Of records in the order of hashes those before the first of another part. */
function ownRecords(records: Buffer, { part, parts }: Part, prefixes: KeyPrefixes): Buffer {
  const reader = new RecordReader(records);
  let end = 0;
  while (!reader.isAtEnd && partOfPlace(prefixes.of(reader.next().key), parts) === part) end = reader.at;
  return records.subarray(0, end);
}
