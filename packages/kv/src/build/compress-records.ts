import type { Codec } from '@oremill/zstd';
import { encodeRecord, RecordReader, recordBytesMax } from '../table/record.ts';

/** The same records with their values compressed, where that pays; those that are compressed already stay as they are. */
export function compressRecords(records: Buffer, codec: Codec): Buffer {
  // No record grows: a value that would become longer is kept as it is.
  const target = Buffer.allocUnsafe(records.length + recordBytesMax(0, 0));
  const reader = new RecordReader(records);
  let end = 0;
  while (!reader.isAtEnd) {
    const record = reader.next();
    const value = record.isCompressed ? undefined : codec.compress(record.value);
    end =
      value === undefined
        ? encodeRecord(target, end, record.key, record.value, record)
        : encodeRecord(target, end, record.key, value, { ...record, isCompressed: true });
  }
  return target.subarray(0, end);
}

/** The same records with their values as they were. */
export function decompressRecords(records: Buffer, codec: Codec): Buffer {
  const pieces: Buffer[] = [];
  const reader = new RecordReader(records);
  while (!reader.isAtEnd) {
    const record = reader.next();
    const value = record.isCompressed ? codec.decompress(record.value) : record.value;
    const piece = Buffer.allocUnsafe(recordBytesMax(record.key.length, value.length));
    pieces.push(
      piece.subarray(0, encodeRecord(piece, 0, record.key, value, { ...record, isCompressed: false })),
    );
  }
  return Buffer.concat(pieces);
}
