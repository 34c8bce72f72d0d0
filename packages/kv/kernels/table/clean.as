/**
 * The cleaner: records of the segment with most dead bytes that are alive move to the end of another, and it is
 * free. It goes on a part at each write, in step with what is written, so that no write waits for long. And eviction.
 */
import {
  AGE,
  CLEANING,
  CLEAN_FROM,
  CLOSED,
  DEAD,
  DEAD_BYTES,
  EVICTED,
  EVICT_AGE,
  EVICT_EXPIRING,
  EVICT_OLDEST,
  EXPIRES,
  EXPIRING,
  FREE,
  IS_ORDERED,
  LARGE,
  LARGE_REST,
  MOVES,
  NONE,
  OPEN,
  PARTIAL,
  PARTIAL_COUNT,
  POLICY,
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
import { SPARE_OF_WRITES, allocateIn, countRecord, hashRecord, liveBytes, markDead } from './entries.as';
import { findAddress, removeFound, setFound } from './index.as';
import { disorder, reorder } from './order.as';
import { flags, recordBytes } from './record.as';
import { available, fieldsOf, giveBack, segmentOf, startOf } from './segments.as';

/** A segment with less that is dead is not worth moving the rest, until nothing else gives room. */
export const DEAD_WORTH: u32 = SEGMENT_BYTES >> 5;
const DEAD_LEAST: u32 = 4096;
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

/** Tries to make writers find `segments` more segments; false when nothing more can be cleaned or evicted. */
export function makeRoom(segments: u32): bool {
  // Nothing is moved or evicted for a record that may not find so many free segments side by side even then.
  if (segments > load<u32>(SEGMENT_COUNT_MAX) >> 1) return false;
  // What is dead in all is worth less than a segment: cleaning it would move everything for nothing.
  if (load<u64>(DEAD_BYTES) >= segments * SEGMENT_BYTES && clean(SEGMENT_BYTES, DEAD_LEAST)) return true;
  const policy = load<u32>(POLICY);
  store<u32>(MOVES, load<u32>(MOVES) + 1);
  if (policy == EVICT_OLDEST) {
    const isScattered = segments > 1 && available() >= segments + SPARE_OF_WRITES;
    return isScattered ? evictSideBySide(segments) : evict(0, false);
  }
  if (policy != EVICT_EXPIRING || load<u32>(EXPIRING) == 0) return false;
  return evict(load<u32>(EVICT_AGE), true) || evict(0, true);
}

/** Evicts what may go of the oldest segment that is at least this old; false when none has any of it. */
function evict(from: u32, isExpiringOnly: bool): bool {
  let segment = oldestFrom(from);
  while (segment != NONE) {
    const age = load<u32>(fieldsOf(segment), AGE) + 1;
    store<u32>(EVICT_AGE, age);
    if (evictFrom(segment, isExpiringOnly)) return true;
    segment = oldestFrom(age);
  }
  return false;
}

/** Enough is free, but not side by side: evicts where the least is alive. */
function evictSideBySide(run: u32): bool {
  const count = load<u32>(SEGMENT_COUNT);
  let best: u64 = u64.MAX_VALUE;
  let first = NONE;
  for (let start: u32 = 0; start + run <= count; ++start) {
    let alive: u64 = 0;
    let segment = start;
    for (; segment < start + run; ++segment) {
      const fields = fieldsOf(segment);
      const state = load<u8>(fields, STATE);
      if (state == LARGE || state == LARGE_REST) alive += SEGMENT_BYTES;
      else if (state == CLOSED || state == PARTIAL) alive += load<u32>(fields, USED) - load<u32>(fields, DEAD);
      else if (state != FREE) break;
    }
    if (segment < start + run || alive >= best) continue;
    best = alive;
    first = start;
  }
  if (first == NONE || best == 0) return false;
  for (let segment = first; segment < first + run; ++segment) {
    let owner = segment;
    while (load<u8>(fieldsOf(owner), STATE) == LARGE_REST) --owner;
    if (load<u8>(fieldsOf(owner), STATE) != FREE) evictFrom(owner, false);
  }
  return true;
}

function oldestFrom(age: u32): u32 {
  const count = load<u32>(SEGMENT_COUNT);
  let oldest = NONE;
  let best = NONE;
  for (let segment: u32 = 0; segment < count; ++segment) {
    const fields = fieldsOf(segment);
    const state = load<u8>(fields, STATE);
    if (state != CLOSED && state != PARTIAL && state != LARGE && state != OPEN) continue;
    const itsAge = load<u32>(fields, AGE);
    if (itsAge < age || itsAge >= best || load<u32>(fields, USED) == 0) continue;
    best = itsAge;
    oldest = segment;
  }
  return oldest;
}

function evictFrom(segment: u32, isExpiringOnly: bool): bool {
  const fields = fieldsOf(segment);
  const used = load<u32>(fields, USED);
  let evicted: u32 = 0;
  let at: u32 = 0;
  while (at < used) {
    const record = startOf(segment) + at;
    const hash = hashRecord(record);
    const bytes = recordBytes;
    at += bytes;
    if ((isExpiringOnly && (flags & EXPIRES) == 0) || !findAddress(hash, record)) continue;
    countRecord(-1);
    removeFound();
    if (load<u32>(IS_ORDERED) != 0) disorder(record);
    markDead(record, bytes);
    ++evicted;
  }
  store<u32>(EVICTED, load<u32>(EVICTED) + evicted);
  return evicted != 0;
}
