/** Segments for loaders: several threads claim them, one after the other. */
import { LARGE, LOCK, NONE, PARTIAL, PARTIAL_COUNT, CLOSED, SCRATCH, SEGMENT_BYTES, STATE, USED } from '../layout.as';
import { SMALL_BYTES_MAX } from '../entries.as';
import { fieldsOf, giveBack, segmentOf, startOf, takeSegments } from '../segments.as';

/** What is left to the cleaner, to the index, and to what is written afterwards. */
const SPARE_OF_LOADS: u32 = 3;
/** A thread that misses the news that the lock is free looks for itself. */
const WAIT_NS: i64 = 1_000_000;

export function lock(): void {
  while (atomic.cmpxchg<i32>(LOCK, 0, 1) != 0) atomic.wait<i32>(LOCK, 1, WAIT_NS);
}

export function unlock(): void {
  atomic.store<i32>(LOCK, 0);
  atomic.notify(LOCK, 1);
}

/** A segment that is closed for all but the thread that claimed it; NONE without memory. */
export function claimSegment(): u32 {
  lock();
  const segment = takeSegments(1, CLOSED, SPARE_OF_LOADS);
  unlock();
  return segment;
}

/** So much of a segment that was claimed is records. */
export function leaveSegment(segment: u32, used: u32): void {
  lock();
  const fields = fieldsOf(segment);
  store<u32>(fields, used, USED);
  if (used == 0) giveBack(segment);
  else if (SEGMENT_BYTES - used >= SMALL_BYTES_MAX) {
    store<u8>(fields, PARTIAL, STATE);
    store<u32>(PARTIAL_COUNT, load<u32>(PARTIAL_COUNT) + 1);
  }
  unlock();
}

/** Where a record that needs segments of its own goes; 0 without memory. */
export function claimLarge(bytes: u32): usize {
  lock();
  const segment = takeSegments((bytes - 1) / SEGMENT_BYTES + 1, LARGE, SPARE_OF_LOADS);
  if (segment != NONE) store<u32>(fieldsOf(segment), bytes, USED);
  unlock();
  return segment == NONE ? 0 : startOf(segment);
}

/** Room for a loader's own use, until `giveBackScratch`; 0 without memory. */
export function claimScratch(bytes: u32): usize {
  lock();
  const segment = takeSegments((bytes - 1) / SEGMENT_BYTES + 1, SCRATCH, SPARE_OF_LOADS);
  unlock();
  return segment == NONE ? 0 : startOf(segment);
}

export function giveBackScratch(start: usize): void {
  lock();
  giveBack(segmentOf(start));
  unlock();
}
