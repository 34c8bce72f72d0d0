import assert from 'node:assert/strict';
import type { SharedMemory } from '../kernel/shared-memory.ts';
import type { TableKernel } from './table-kernel.ts';
import {
  FOUND_COUNT,
  IO,
  IS_FULL,
  LISTED_BYTES,
  LISTED_RECORD,
  LISTED_RECORD_BYTES,
  LONG_AT,
  LONG_COUNT,
  NEXT,
  RESULT,
  ROOM,
  STAGE,
} from './table-layout.ts';

export interface OrderedCopy {
  readonly bytes: number;
  readonly count: number;
  /** Where the next copy begins; undefined behind the last record. */
  readonly next: number | undefined;
}

/** A head of a record is at most two integers of five bytes and an expiry. */
const HEAD_BYTES_MAX = 16;
/** Records are indexed while what was copied is still in the cache. */
const APPEND_BYTES = 128 * 1024;

/**
 * Fills `target` with records in the order of their hashes. No bytes, and somewhere to go on: it has no room for the next
 * one, or for those few whose hashes cannot be told apart.
 */
export function copyOrdered(
  kernel: TableKernel,
  shared: SharedMemory,
  from: number,
  target: Buffer,
): OrderedCopy {
  const { bytes: memory } = shared;
  let next = from;
  let bytes = 0;
  let count = 0;
  for (;;) {
    const staged = kernel.copyRecords(next, target.length - bytes);
    const long = memory.readUInt32LE(LONG_AT);
    const copied = long === 0 ? staged : copyLong(memory, long, target, bytes);
    if (long === 0) memory.copy(target, bytes, STAGE, STAGE + staged);
    else if (copied === 0) break;
    bytes += copied;
    count += memory.readUInt32LE(FOUND_COUNT);
    next = memory.readDoubleLE(NEXT);
    if (next < 0) return { bytes, count, next: undefined };
  }
  return { bytes, count, next };
}

/** Copies the records that the kernel has listed there from where they are; no bytes when the target has no room for all. */
function copyLong(memory: Buffer, listAt: number, target: Buffer, start: number): number {
  const listEnd = listAt + memory.readUInt32LE(LONG_COUNT) * LISTED_BYTES;
  let end = start;
  for (let at = listAt; at < listEnd; at += LISTED_BYTES) {
    const source = memory.readUInt32LE(at + LISTED_RECORD);
    const sourceEnd = source + memory.readUInt32LE(at + LISTED_RECORD_BYTES);
    if (end + sourceEnd - source > target.length) return 0;
    end += memory.copy(target, end, source, sourceEnd);
  }
  return end - start;
}

/** Takes whole records in; false when the memory is full. */
export function appendOrdered(kernel: TableKernel, shared: SharedMemory, records: Buffer): boolean {
  let at = 0;
  while (at < records.length) {
    const target = kernel.roomForRecords() >>> 0;
    const room = Math.min(shared.bytes.readUInt32LE(ROOM), records.length - at, APPEND_BYTES);
    let taken = 0;
    if (target !== 0) {
      records.copy(shared.bytes, target, at, at + room);
      taken = kernel.takeRecords(room);
      if (shared.bytes.readUInt32LE(IS_FULL) !== 0) return false;
    }
    // The next one does not fit at the end of the segment, or is longer than a piece.
    if (taken === 0) taken = appendOne(kernel, shared, records, at);
    if (taken === 0) return false;
    at += taken;
  }
  return true;
}

function appendOne(kernel: TableKernel, shared: SharedMemory, records: Buffer, at: number): number {
  records.copy(shared.bytes, IO, at, at + HEAD_BYTES_MAX);
  const target = kernel.roomForRecord() >>> 0;
  if (target === 0) return 0;
  const bytes = shared.bytes.readUInt32LE(RESULT);
  assert(at + bytes <= records.length, 'a record is cut');
  records.copy(shared.bytes, target, at, at + bytes);
  return kernel.takeRecord(target) === 0 ? 0 : bytes;
}
