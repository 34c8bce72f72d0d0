/** Writes of one entry. Keys come in IO; the caller puts a value where `set` says, before the next call. */
import {
  COMPRESSED,
  COUNT,
  DIRECTORIES,
  EXPIRES,
  IO,
  IS_MOVING,
  IS_ORDERED,
  MOVES,
  NONE,
  PART,
  PARTS,
  POLICY,
  RUN,
  SEED,
  SEGMENT_BYTES,
  SEGMENT_COUNT,
  SEGMENT_COUNT_MAX,
  SMALL_HEAD,
  VICTIM,
} from './layout.as';
import { cleanAlong } from './clean.as';
import { allocate, countRecord, markDead } from './entries.as';
import { beginEvicting, endEvicting, isEvictionLeft, makeRoom } from './evict.as';
import { advanceIndex, hasRoomInIndex, moveGroups, startIndex } from './growth.as';
import { findRecord, indexOf, insertInto, removeFound, setFound } from './index.as';
import { disorder, order, reorder } from './order.as';
import { prepareNodes } from './order/nodes.as';
import { hashOf } from './part.as';
import { bytesOfRecord, expiresAt, flags, keyAt, readRecord, recordBytes, valueAt, valueBytes, writeExpiry, writeHead } from './record.as';
import { fieldsOf, giveBack } from './segments.as';

const GROUPS_AT_FIRST: u32 = 8;

/** Prepares a memory, new or with a table in it, for an empty table; false without a segment for its index. */
export function openTable(seed: u64, segmentsMax: u32, policy: u32, isOrdered: bool, part: u32, parts: u32): bool {
  const segments = load<u32>(SEGMENT_COUNT);
  memory.fill(SEED, 0, DIRECTORIES - SEED);
  store<u64>(SEED, seed);
  store<u32>(SEGMENT_COUNT_MAX, segmentsMax);
  store<u32>(POLICY, policy);
  store<u32>(IS_ORDERED, isOrdered);
  store<u32>(PART, part);
  store<u32>(PARTS, parts);
  for (let head = SMALL_HEAD; head <= VICTIM; head += 4) store<u32>(head, NONE);
  store<u32>(SEGMENT_COUNT, segments);
  for (let segment: u32 = 0; segment < segments; ++segment) {
    store<u16>(fieldsOf(segment), 1, RUN);
    giveBack(segment);
  }
  return startIndex(GROUPS_AT_FIRST);
}

/** Where the caller is to put the value; 0: the memory is full. `flags`: COMPRESSED or 0; expiry 0: never. See evict.as. */
export function set(bytesOfKey: u32, bytesOfValue: u32, newFlags: u32, newExpiry: f64): usize {
  beginEvicting();
  const at = setInRoom(bytesOfKey, bytesOfValue, newFlags, newExpiry);
  endEvicting();
  return at;
}

/** As `set`, but evicts nothing, so it may be that `set` has room where this has none. */
export function setInRoom(bytesOfKey: u32, bytesOfValue: u32, newFlags: u32, newExpiry: f64): usize {
  const expiry = newExpiry as u64;
  const bytes = bytesOfRecord(bytesOfKey, bytesOfValue, expiry != 0);
  advance(bytes);
  const hash = hashOf(IO, bytesOfKey);
  const moves = load<u32>(MOVES);
  let old = findRecord(hash, IO, bytesOfKey);
  if (old != 0) {
    readRecord(old);
    // As long as before: in its place.
    if (valueBytes == bytesOfValue && (expiresAt != 0) == (expiry != 0)) {
      writeHead(old, bytesOfKey, bytesOfValue, newFlags, expiry);
      return valueAt;
    }
  } else if (!prepareIndex()) return 0;
  let record = allocate(bytes);
  while (record == 0) {
    if (!makeRoom((bytes - 1) / SEGMENT_BYTES + 1)) return 0;
    record = allocate(bytes);
  }
  if (old != 0 && load<u32>(MOVES) != moves) {
    old = findRecord(hash, IO, bytesOfKey);
    // Evicted to make room for its new value: the index has the room that it left.
  }
  if (old != 0) {
    readRecord(old);
    countRecord(-1);
    setFound(record);
    markDead(old, recordBytes);
  } else {
    if (!insertInto(indexOf(hash), hash, record)) {
      markDead(record, bytes);
      return 0;
    }
    store<u32>(COUNT, load<u32>(COUNT) + 1);
  }
  const key = writeHead(record, bytesOfKey, bytesOfValue, newFlags, expiry);
  memory.copy(key, IO, bytesOfKey);
  if (load<u32>(IS_ORDERED) != 0) {
    if (old != 0) reorder(record);
    else order(record);
  }
  readRecord(record);
  countRecord(1);
  return valueAt;
}

/** Makes the index ready for a new entry; false when it has no room for one. */
export function prepareIndex(): bool {
  if (!advanceIndex()) {
    if (makeRoom(1)) advanceIndex();
    else if (isEvictionLeft()) return false;
  }
  if (load<u32>(IS_ORDERED) != 0 && !prepareNodes() && !(makeRoom(1) && prepareNodes())) return false;
  return hasRoomInIndex();
}

/** What stood there: 0 nothing, 1 an entry, 2 one that has expired. */
export function remove(bytesOfKey: u32, now: f64): u32 {
  advance(0);
  const hash = hashOf(IO, bytesOfKey);
  const record = findRecord(hash, IO, bytesOfKey);
  if (record == 0) return 0;
  readRecord(record);
  return removeRead(record, now as u64);
}

/** Removes the entry that was found and read last. */
export function removeRead(record: usize, now: u64): u32 {
  const hasExpired = (flags & EXPIRES) != 0 && expiresAt <= now;
  countRecord(-1);
  removeFound();
  if (load<u32>(IS_ORDERED) != 0) disorder(record);
  markDead(record, recordBytes);
  return hasExpired ? 2 : 1;
}

// How `setExpiry` ended.
const MISSING: u32 = 0;
const DONE: u32 = 1;
const FULL: u32 = 2;

/** An entry that has expired at `now` is missing, and is left as it is. */
export function setExpiry(bytesOfKey: u32, newExpiry: f64, now: f64): u32 {
  beginEvicting();
  const outcome = changeExpiry(bytesOfKey, newExpiry, now);
  endEvicting();
  return outcome;
}

function changeExpiry(bytesOfKey: u32, newExpiry: f64, now: f64): u32 {
  advance(0);
  const hash = hashOf(IO, bytesOfKey);
  let old = findRecord(hash, IO, bytesOfKey);
  if (old == 0) return MISSING;
  readRecord(old);
  const expires = newExpiry != 0;
  if ((flags & EXPIRES) != 0) {
    if (expiresAt <= (now as u64)) return MISSING;
    if (expires) {
      writeExpiry(keyAt, newExpiry as u64);
      return DONE;
    }
  } else if (!expires) return DONE;
  const bytes = bytesOfRecord(bytesOfKey, valueBytes, expires);
  let record = allocate(bytes);
  while (record == 0) {
    if (!makeRoom((bytes - 1) / SEGMENT_BYTES + 1)) return FULL;
    record = allocate(bytes);
  }
  // It may have moved, or have gone, to make room.
  old = findRecord(hash, IO, bytesOfKey);
  if (old == 0) {
    markDead(record, bytes);
    return FULL;
  }
  readRecord(old);
  countRecord(-1);
  const key = writeHead(record, bytesOfKey, valueBytes, flags & COMPRESSED, newExpiry as u64);
  memory.copy(key, keyAt, bytesOfKey + valueBytes);
  setFound(record);
  if (load<u32>(IS_ORDERED) != 0) reorder(record);
  markDead(old, recordBytes);
  readRecord(record);
  countRecord(1);
  return DONE;
}

/** What each write does for the table: some moving to a larger index, some cleaning. */
function advance(bytes: u32): void {
  if (load<u32>(IS_MOVING) != 0) moveGroups(1);
  cleanAlong(bytes);
}
