/** What this thread has loaded, counted apart from other threads until it is done. */
import {
  CLOSED,
  COUNT,
  DEAD,
  DEAD_BYTES,
  HEAD_BYTES,
  KEY_BYTES,
  LARGE,
  PARTIAL,
  PARTIAL_COUNT,
  SEGMENT_COUNT,
  STATE,
  USED,
  VALUE_BYTES,
} from '../layout.as';
import { headBytes, keyAt, keyBytes, readRecord, recordBytes, valueBytes } from '../record.as';
import { fieldsOf, giveBack, segmentOf } from '../segments.as';
import { lock, unlock } from './claim.as';

let count: u32 = 0;
let keyBytesInAll: u64 = 0;
let valueBytesInAll: u64 = 0;
let headBytesInAll: u64 = 0;
let deadBytes: u64 = 0;

// @ts-ignore: decorator
@inline
export function tallyRecord(key: u32, value: u32, head: u32): void {
  ++count;
  keyBytesInAll += key;
  valueBytesInAll += value;
  headBytesInAll += head;
}

/** The record was counted, by whichever thread, and another of its key counts instead. */
export function tallyDead(record: usize): void {
  readRecord(record);
  --count;
  keyBytesInAll -= keyBytes;
  valueBytesInAll -= valueBytes;
  headBytesInAll -= headBytes;
  deadBytes += recordBytes;
  atomic.add<u32>(fieldsOf(segmentOf(record)) + DEAD, recordBytes);
}

/** Adds what this thread counted to the table's counters. */
export function handInTally(): void {
  lock();
  store<u32>(COUNT, load<u32>(COUNT) + count);
  store<u64>(KEY_BYTES, load<u64>(KEY_BYTES) + keyBytesInAll);
  store<u64>(VALUE_BYTES, load<u64>(VALUE_BYTES) + valueBytesInAll);
  store<u64>(HEAD_BYTES, load<u64>(HEAD_BYTES) + headBytesInAll);
  store<u64>(DEAD_BYTES, load<u64>(DEAD_BYTES) + deadBytes);
  unlock();
  count = 0;
  keyBytesInAll = 0;
  valueBytesInAll = 0;
  headBytesInAll = 0;
  deadBytes = 0;
}

/** Gives back the segments in which nothing is alive, when all threads are done. */
export function freeDeadSegments(): void {
  const segments = load<u32>(SEGMENT_COUNT);
  for (let segment: u32 = 0; segment < segments; ++segment) {
    const fields = fieldsOf(segment);
    const state = load<u8>(fields, STATE);
    if (state != CLOSED && state != PARTIAL && state != LARGE) continue;
    const dead = load<u32>(fields, DEAD);
    if (dead == 0 || dead != load<u32>(fields, USED)) continue;
    if (state == PARTIAL) store<u32>(PARTIAL_COUNT, load<u32>(PARTIAL_COUNT) - 1);
    store<u64>(DEAD_BYTES, load<u64>(DEAD_BYTES) - dead);
    giveBack(segment);
  }
}

/** The key of a record: where it is. */
export function keyOf(record: usize): usize {
  readRecord(record);
  return keyAt;
}

export function keyBytesOf(record: usize): u32 {
  readRecord(record);
  return keyBytes;
}
