import type { OrderedCopy } from './ordered-records.ts';
import { DESK_ROOM_BYTES, RESULT_WORDS, RESULTS_MAX, type SealedDesk } from './sealed-desk.ts';

/** There are more records. */
const MORE = 1;
const EXPIRES = 1;
const EXPIRY_BYTES = 6;
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
  const { kernel, words, description } = desk;
  const bucket = kernel.bucketOf(from) >>> 0;
  const found = kernel.listBucket(bucket, 0, RESULTS_MAX, from, desk.at);
  let whole = { bytes: 0, count: 0, next: from };
  let bytes = 0;
  for (let index = 0; index < found; index += 1) {
    desk.isFound(index);
    const at = index * RESULT_WORDS;
    const [keyAt, keyBytes, valueAt, valueBytes, compressed] = words.subarray(
      at + 2,
      at + 7,
    ) as unknown as Words;
    const prefix = kernel.prefixOf(keyAt, keyBytes, description.seed) >>> 0;
    // Entries of one prefix are not parted.
    if (prefix !== whole.next) whole = { bytes, count: index, next: prefix };
    const expires = desk.expiresAtMs(index) === 0 ? 0 : EXPIRES;
    const bodyAt = keyAt - expires * EXPIRY_BYTES;
    const bodyEnd = valueAt + valueBytes;
    if (bytes + HEAD_BYTES_MAX + bodyEnd - bodyAt > target.length) return whole;
    bytes = writeLength(target, bytes, keyBytes * 4 + compressed + expires);
    bytes = writeLength(target, bytes, valueBytes);
    bytes += desk.bytes.copy(target, bytes, bodyAt, bodyEnd);
  }
  const next = kernel.firstPrefixOf(bucket + 1);
  return { bytes, count: found, next: next === 2 ** 32 ? undefined : next };
}

type Words = [keyAt: number, keyBytes: number, valueAt: number, valueBytes: number, compressed: number];

/** LEB128; where the next byte goes. */
function writeLength(target: Buffer, at: number, length: number): number {
  let to = at;
  let rest = length;
  for (; rest >= 0x80; rest = Math.floor(rest / 0x80)) target[to++] = (rest & 0x7f) | 0x80;
  target[to++] = rest;
  return to;
}
