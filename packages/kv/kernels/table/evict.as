/**
 * What is done when memory is full: cleaning, else eviction. What is evicted is told, as operations of the log on the
 * stage: when there is no room for more, a write ends as if memory were full, and is called again when they were taken.
 */
import {
  AGE,
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
  POLICY,
  RESULT,
  SEGMENTS_MOST,
  SEGMENT_BYTES,
  SEGMENT_COUNT,
  SEGMENT_COUNT_MAX,
  STAGE,
  STAGE_BYTES,
  STATE,
  STRETCH,
  USED,
} from './layout.as';
import { clean } from './clean.as';
import { SPARE_OF_WRITES, countRecord, hashRecord, markDead } from './entries.as';
import { findAddress, removeFound } from './index.as';
import { disorder } from './order.as';
import { flags, keyAt, keyBytes, recordBytes, writeInteger } from './record.as';
import { available, fieldsOf, startOf } from './segments.as';

/** A segment with less that is dead is not cleaned for want of memory. Where the limit gives way, time is worth more. */
const DEAD_LEAST: u32 = 4096;
const DEAD_LEAST_OF_STRETCH: u32 = SEGMENT_BYTES >> 2;

/** Operations on the stage: their bytes, and how many. */
const TOLD_BYTES: usize = RESULT + 64;
const TOLD_COUNT: usize = RESULT + 68;
/** An operation of the log (src/log/operations.ts): which key is deleted. */
const LOG_DELETE: u8 = 2;
const OPERATION_HEAD_BYTES_MAX: u32 = 6;

let mayEvict: bool = false;
let isStageFull: bool = false;

/** From here on eviction is allowed, until `endEvicting`. */
export function beginEvicting(): void {
  mayEvict = true;
  isStageFull = false;
  store<u32>(TOLD_BYTES, 0);
  store<u32>(TOLD_COUNT, 0);
}

export function endEvicting(): void {
  mayEvict = false;
}

/** Room could be made by somebody who may evict. */
export function isEvictionLeft(): bool {
  const policy = load<u32>(POLICY);
  return !mayEvict && (policy == EVICT_OLDEST || policy == EVICT_EXPIRING);
}

/** Tries to make writers find `segments` more segments; false when nothing more can be cleaned or evicted. */
export function makeRoom(segments: u32): bool {
  const policy = load<u32>(POLICY);
  // Nothing is moved or evicted for a record that may not find so many free segments side by side even then.
  if (policy != STRETCH && segments > load<u32>(SEGMENT_COUNT_MAX) >> 1) return false;
  // What is dead in all is worth less than a segment: cleaning it would move everything for nothing.
  const least = policy == STRETCH ? DEAD_LEAST_OF_STRETCH : DEAD_LEAST;
  if (load<u64>(DEAD_BYTES) >= segments * SEGMENT_BYTES && clean(SEGMENT_BYTES, least)) return true;
  if (policy == STRETCH) return stretch(segments);
  if (!mayEvict || isStageFull) return false;
  store<u32>(MOVES, load<u32>(MOVES) + 1);
  if (policy == EVICT_OLDEST) {
    const isScattered = segments > 1 && available() >= segments + SPARE_OF_WRITES;
    return isScattered ? evictSideBySide(segments) : evict(0, false);
  }
  if (policy != EVICT_EXPIRING || load<u32>(EXPIRING) == 0) return false;
  return evict(load<u32>(EVICT_AGE), true) || evict(0, true);
}

/** The same without moving a record: only a limit that gives way does. */
export function giveWay(segments: u32): bool {
  return load<u32>(POLICY) == STRETCH && stretch(segments);
}

function stretch(segments: u32): bool {
  const most = load<u32>(SEGMENT_COUNT_MAX);
  store<u32>(SEGMENT_COUNT_MAX, min(most + segments, SEGMENTS_MOST));
  return most < SEGMENTS_MOST;
}

/** Evicts what may go of the oldest segment that is at least this old; false when none has any of it. */
function evict(from: u32, isExpiringOnly: bool): bool {
  let segment = oldestFrom(from);
  while (segment != NONE) {
    const age = load<u32>(fieldsOf(segment), AGE);
    const isAny = evictFrom(segment, isExpiringOnly);
    store<u32>(EVICT_AGE, isStageFull ? age : age + 1);
    if (isAny) return true;
    segment = oldestFrom(age + 1);
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
  for (let segment = first; segment < first + run && !isStageFull; ++segment) {
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
    if (!tell()) {
      isStageFull = true;
      break;
    }
    countRecord(-1);
    removeFound();
    if (load<u32>(IS_ORDERED) != 0) disorder(record);
    markDead(record, bytes);
    ++evicted;
  }
  store<u32>(EVICTED, load<u32>(EVICTED) + evicted);
  return evicted != 0;
}

/** Puts the key of the record read last on the stage; false without room for it. */
function tell(): bool {
  const told = load<u32>(TOLD_BYTES);
  if (told + OPERATION_HEAD_BYTES_MAX + keyBytes > STAGE_BYTES) return false;
  const start = STAGE + told;
  store<u8>(start, LOG_DELETE);
  const key = writeInteger(start + 1, keyBytes);
  memory.copy(key, keyAt, keyBytes);
  store<u32>(TOLD_BYTES, (key - STAGE) as u32 + keyBytes);
  store<u32>(TOLD_COUNT, load<u32>(TOLD_COUNT) + 1);
  return true;
}
