/** What entries are counted as, and where the room of their records comes from and goes. */
import {
  AGE,
  CLOSED,
  COUNT,
  DEAD,
  DEAD_BYTES,
  EXPIRES,
  EXPIRING,
  EXPIRY_BYTES,
  HEAD_BYTES,
  KEY_BYTES,
  LARGE,
  MEDIUM_HEAD,
  NONE,
  OPEN,
  PARTIAL,
  PARTIAL_COUNT,
  SEGMENT_BYTES,
  SEGMENT_COUNT,
  SMALL_HEAD,
  STATE,
  USED,
  VALUE_BYTES,
} from './layout.as';
import { hashOf } from './part.as';
import { flags, headBytes, keyAt, keyBytes, readRecord, valueBytes } from './record.as';
import { fieldsOf, giveBack, segmentOf, startOf, takeSegments } from './segments.as';

/** Larger records have an open segment of their own: what they leave at its end is given to small ones. */
export const SMALL_BYTES_MAX: u32 = 64 * 1024;
/** What writers leave: one segment to the cleaner, three to the index, which moves to one of its size with so many. */
export const SPARE_OF_WRITES: u32 = 4;

/** Leaves what `readRecord` found. */
export function hashRecord(record: usize): u64 {
  readRecord(record);
  return hashOf(keyAt, keyBytes);
}

/** Of the record read last; `sign` is 1 or -1. */
export function countRecord(sign: i64): void {
  store<u64>(KEY_BYTES, load<u64>(KEY_BYTES) + sign * (keyBytes as i64));
  store<u64>(VALUE_BYTES, load<u64>(VALUE_BYTES) + sign * (valueBytes as i64));
  store<u64>(HEAD_BYTES, load<u64>(HEAD_BYTES) + sign * (headBytes as i64));
  if (flags & EXPIRES) store<u32>(EXPIRING, load<u32>(EXPIRING) + (sign as u32));
}

/** Bytes of records that are alive. */
export function liveBytes(): u64 {
  return load<u64>(KEY_BYTES) + load<u64>(VALUE_BYTES) + load<u64>(HEAD_BYTES) + load<u32>(EXPIRING) * EXPIRY_BYTES;
}

/** Room for a record; 0: there is none that writers may take. */
export function allocate(bytes: u32): usize {
  if (bytes <= SMALL_BYTES_MAX) return allocateIn(SMALL_HEAD, bytes, SPARE_OF_WRITES);
  if (bytes <= SEGMENT_BYTES) return allocateIn(MEDIUM_HEAD, bytes, SPARE_OF_WRITES);
  const run = (bytes - 1) / SEGMENT_BYTES + 1;
  const segment = takeSegments(run, LARGE, SPARE_OF_WRITES);
  if (segment == NONE) return 0;
  store<u32>(fieldsOf(segment), bytes, USED);
  return startOf(segment);
}

/** Room at the end of the open segment whose number is at `head`, or of another one. */
export function allocateIn(head: usize, bytes: u32, spare: u32): usize {
  let segment = load<u32>(head);
  if (segment == NONE || load<u32>(fieldsOf(segment), USED) + bytes > SEGMENT_BYTES) {
    const next = bytes <= SMALL_BYTES_MAX ? openSegment(bytes, spare) : takeSegments(1, OPEN, spare);
    if (next == NONE) return 0;
    if (segment != NONE) closeSegment(segment);
    segment = next;
    store<u32>(head, segment);
  }
  const fields = fieldsOf(segment);
  const used = load<u32>(fields, USED);
  store<u32>(fields, used + bytes, USED);
  return startOf(segment) + used;
}

/** One that was closed with room left, or a free one. */
function openSegment(bytes: u32, spare: u32): u32 {
  if (load<u32>(PARTIAL_COUNT) != 0) {
    const count = load<u32>(SEGMENT_COUNT);
    for (let segment: u32 = 0; segment < count; ++segment) {
      const fields = fieldsOf(segment);
      if (load<u8>(fields, STATE) != PARTIAL || load<u32>(fields, USED) + bytes > SEGMENT_BYTES) continue;
      store<u32>(PARTIAL_COUNT, load<u32>(PARTIAL_COUNT) - 1);
      store<u8>(fields, OPEN, STATE);
      return segment;
    }
  }
  return takeSegments(1, OPEN, spare);
}

export function closeSegment(segment: u32): void {
  const fields = fieldsOf(segment);
  const used = load<u32>(fields, USED);
  if (load<u32>(fields, DEAD) == used) freeDead(segment);
  else if (SEGMENT_BYTES - used >= SMALL_BYTES_MAX) {
    store<u8>(fields, PARTIAL, STATE);
    store<u32>(PARTIAL_COUNT, load<u32>(PARTIAL_COUNT) + 1);
  } else store<u8>(fields, CLOSED, STATE);
}

/** A record of so many bytes is needed no more; where it was the last of its segment, the segment is free. */
export function markDead(record: usize, bytes: u32): void {
  const segment = segmentOf(record);
  const fields = fieldsOf(segment);
  const dead = load<u32>(fields, DEAD) + bytes;
  store<u32>(fields, dead, DEAD);
  store<u64>(DEAD_BYTES, load<u64>(DEAD_BYTES) + bytes);
  if (dead != load<u32>(fields, USED)) return;
  const state = load<u8>(fields, STATE);
  if (state == PARTIAL) store<u32>(PARTIAL_COUNT, load<u32>(PARTIAL_COUNT) - 1);
  if (state == CLOSED || state == PARTIAL || state == LARGE) freeDead(segment);
  else if (state == OPEN) {
    store<u64>(DEAD_BYTES, load<u64>(DEAD_BYTES) - dead);
    store<u32>(fields, 0, USED);
    store<u32>(fields, 0, DEAD);
  }
}

function freeDead(segment: u32): void {
  store<u64>(DEAD_BYTES, load<u64>(DEAD_BYTES) - load<u32>(fieldsOf(segment), DEAD));
  giveBack(segment);
}
