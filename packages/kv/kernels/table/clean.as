/**
 * The cleaner: records of the segment with most dead bytes that are alive move to the end of another, and it is
 * free. It goes on a part at each write, in step with what is written, so that no write waits for long.
 */
import {
  AGE,
  CLEANING,
  CLEAN_FROM,
  CLOSED,
  DEAD,
  DEAD_BYTES,
  IS_ORDERED,
  MOVES,
  NONE,
  PARTIAL,
  PARTIAL_COUNT,
  SEGMENT_BYTES,
  SEGMENT_COUNT,
  SEGMENT_COUNT_MAX,
  STATE,
  SURVIVOR_HEAD,
  USED,
  VICTIM,
  VICTIM_AT,
  VICTIM_DEAD,
} from './layout.as';
import { allocateIn, hashRecord, liveBytes, markDead } from './entries.as';
import { findAddress, setFound } from './index.as';
import { reorder } from './order.as';
import { recordBytes } from './record.as';
import { available, fieldsOf, giveBack, segmentOf, startOf } from './segments.as';

/** A segment with less that is dead is not worth moving the rest, until nothing else gives room. */
export const DEAD_WORTH: u32 = SEGMENT_BYTES >> 5;
/** Cleaning begins when fewer segments can be taken, or this part of the whole: 1 in 2^shift. */
const LOW_SEGMENTS: u32 = 8;
const LOW_SHIFT: u32 = 6;
/** Or when a fifth of the records' bytes is dead. */
const DEAD_PART: u64 = 5;
const EFFORT_MOST: u32 = 64;
/** Records that one write may have the cleaner look at. */
const SLICE_BYTES_MAX: u32 = 512 * 1024;

export function isCleaningDue(): bool {
  const dead = load<u64>(DEAD_BYTES);
  if (dead < 2 * SEGMENT_BYTES || dead < load<u64>(CLEAN_FROM)) return false;
  const low = max(LOW_SEGMENTS, load<u32>(SEGMENT_COUNT_MAX) >> LOW_SHIFT);
  return dead * (DEAD_PART - 1) > liveBytes() || available() < low;
}

/** Called with what a write is going to take. */
export function cleanAlong(bytes: u32): void {
  if (!isCleaningDue()) return;
  const victim = load<u32>(VICTIM);
  let effort: u32 = 2;
  // A segment of which one part in n is dead gives one byte for n that are looked at.
  if (victim != NONE) effort = min(load<u32>(fieldsOf(victim), USED) / load<u32>(VICTIM_DEAD) + 2, EFFORT_MOST);
  clean(min(bytes * effort, SLICE_BYTES_MAX), DEAD_WORTH);
}

/** Looks at records of about so many bytes; false when no segment has this much that is dead. */
export function clean(most: u32, least: u32): bool {
  let left = most;
  while (left != 0) {
    if (load<u32>(VICTIM) == NONE && !chooseVictim(least)) return false;
    const victim = load<u32>(VICTIM);
    const fields = fieldsOf(victim);
    const used = load<u32>(fields, USED);
    let at = load<u32>(VICTIM_AT);
    while (at < used && left != 0) {
      const record = startOf(victim) + at;
      const hash = hashRecord(record);
      const bytes = recordBytes;
      if (findAddress(hash, record)) {
        const target = allocateIn(SURVIVOR_HEAD, bytes, 0);
        if (target == 0) {
          store<u32>(VICTIM_AT, at);
          return false;
        }
        // As old as what it holds: a young segment of survivors would outlive entries that came after them.
        if (target == startOf(segmentOf(target))) store<u32>(fieldsOf(segmentOf(target)), load<u32>(fields, AGE), AGE);
        memory.copy(target, record, bytes);
        setFound(target);
        if (load<u32>(IS_ORDERED) != 0) reorder(target);
        markDead(record, bytes);
        store<u32>(MOVES, load<u32>(MOVES) + 1);
      }
      at += bytes;
      left -= min(bytes, left);
    }
    store<u32>(VICTIM_AT, at);
    if (at < used) return true;
    store<u64>(DEAD_BYTES, load<u64>(DEAD_BYTES) - load<u32>(fields, DEAD));
    giveBack(victim);
    store<u32>(VICTIM, NONE);
  }
  return true;
}

function chooseVictim(least: u32): bool {
  if (available() == 0) return false;
  const count = load<u32>(SEGMENT_COUNT);
  let victim = NONE;
  let dead = least - 1;
  for (let segment: u32 = 0; segment < count; ++segment) {
    const fields = fieldsOf(segment);
    const state = load<u8>(fields, STATE);
    if (state != CLOSED && state != PARTIAL) continue;
    if (load<u32>(fields, DEAD) <= dead) continue;
    dead = load<u32>(fields, DEAD);
    victim = segment;
  }
  // Looking at all segments at each write would cost more than the write: not before more has died.
  store<u64>(CLEAN_FROM, victim == NONE ? load<u64>(DEAD_BYTES) + SEGMENT_BYTES : 0);
  if (victim == NONE) return false;
  const fields = fieldsOf(victim);
  if (load<u8>(fields, STATE) == PARTIAL) store<u32>(PARTIAL_COUNT, load<u32>(PARTIAL_COUNT) - 1);
  store<u8>(fields, CLEANING, STATE);
  store<u32>(VICTIM, victim);
  store<u32>(VICTIM_AT, 0);
  store<u32>(VICTIM_DEAD, dead);
  return true;
}
