import type { OrderedCopy } from './ordered-records.ts';
import { EXPIRES, EXPIRY_BYTES, writeLength } from './record.ts';
import { DESK_ROOM_BYTES, RESULT_WORDS, RESULTS_MAX, type SealedDesk } from './sealed-desk.ts';

/** There are more records. */
const MORE = 1;
/** Two lengths. */
const HEAD_BYTES_MAX = 10;

/**
 * Records of the entries from a place on, expired ones too. No bytes, and somewhere to go on: the target is too small
 * for what comes next, which is a record, or those few whose hashes begin with the same 32 bits.
 */
export function copySealed(desk: SealedDesk, from: number, target: Buffer): OrderedCopy {
  const room = Math.min(target.length, DESK_ROOM_BYTES);
  const { bytes, count, state, next } = desk.copyOrdered(from, room);
  if (bytes === 0 && state === MORE && target.length > room) return copyLarge(desk, next, target);
  desk.bytes.copy(target, 0, desk.bytesAt, desk.bytesAt + bytes);
  return { bytes, count, next: state === MORE ? next : undefined };
}

/** Records that the desk has no room for, until the target is full or their bucket ends. */
function copyLarge(desk: SealedDesk, from: number, target: Buffer): OrderedCopy {
  const { kernel, description } = desk;
  const bucket = kernel.bucketOf(from) >>> 0;
  let whole = { bytes: 0, count: 0, next: from };
  let bytes = 0;
  let count = 0;
  for (let place = 0; place < description.mostInBucket; place += RESULTS_MAX) {
    const found = kernel.listBucket(bucket, place, RESULTS_MAX, from, desk.at);
    for (let index = 0; index < found; index += 1) {
      desk.isFound(index);
      const { keyAt, keyBytes } = locate(desk, index);
      const prefix = kernel.prefixIn(keyAt, keyBytes) >>> 0;
      // Entries of one prefix are not parted.
      if (prefix !== whole.next) whole = { bytes, count, next: prefix };
      const end = copyRecord(desk, index, target, bytes);
      if (end === undefined) return whole;
      bytes = end;
      count += 1;
    }
  }
  const next = kernel.firstPrefixOf(bucket + 1);
  return { bytes, count, next: next === 2 ** 32 ? undefined : next };
}

/** Where the record ends; undefined when there is no room for it. */
function copyRecord(desk: SealedDesk, index: number, target: Buffer, start: number): number | undefined {
  const { keyAt, keyBytes, valueAt, valueBytes, compressed } = locate(desk, index);
  const expires = desk.expiresAtMs(index) === 0 ? 0 : EXPIRES;
  const bodyAt = keyAt - expires * EXPIRY_BYTES;
  const bodyEnd = valueAt + valueBytes;
  if (start + HEAD_BYTES_MAX + bodyEnd - bodyAt > target.length) return undefined;
  const lengthAt = writeLength(target, keyBytes * 4 + compressed + expires, start);
  const at = writeLength(target, valueBytes, lengthAt);
  return at + desk.bytes.copy(target, at, bodyAt, bodyEnd);
}

function locate({ words }: SealedDesk, index: number) {
  const word = (offset: number): number => words[index * RESULT_WORDS + offset] as number;
  return {
    keyAt: word(2),
    keyBytes: word(3),
    valueAt: word(4),
    valueBytes: word(5),
    compressed: word(6),
  };
}
