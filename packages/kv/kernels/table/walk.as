/**
 * Walks entries in the order of their hashes, through growth and cleaning: where a walk stands is a hash, and each
 * step lists all entries of the next few hashes anew.
 */
import {
  COUNT,
  DIRECTORY,
  EXPIRES,
  EXPIRING,
  GROUPS,
  IO,
  IO_BYTES,
  IS_MOVING,
  MOVED,
  OLD,
  RESULT,
  STAGE,
  STAGE_BYTES,
  SWEPT,
  YOUNG,
} from './layout.as';
import { hashRecord } from './entries.as';
import { firstOf, groupOf } from './hash.as';
import { findAddress, groupAt, hasEmpty, indexOf, recordIn, touchRecords } from './index.as';
import { writeResult, RESULTS, RESULT_BYTES } from './read.as';
import { expiresAt, flags, keyAt, keyBytes, readRecord, recordBytes } from './record.as';
import { removeRead } from './write.as';

/** The list of a step, at the start of IO: hash (u64), address (u32) each. */
const LISTED_BYTES: usize = 16;
const LISTED_MOST: u32 = 8192;
/** A number holds so many bits of a hash less than all. */
const LOST_BITS: u64 = 12;

/** Where the walk goes on (f64): the upper half of a hash, and more of it where entries share that; -1 behind the last. */
const NEXT: usize = RESULT + 32;
const FOUND_COUNT: usize = RESULT + 40;
/** Entries of one place that the stage has no room for, in the list (0: none), and how many. */
const LONG_AT: usize = RESULT + 44;
const LONG_COUNT: usize = RESULT + 48;
/** Field of the list: bytes of the record, of those entries only. */
const LISTED_RECORD_BYTES: usize = 12;

export let listed: u32 = 0;

// @ts-ignore: decorator
@inline
function hashIn(item: u32): u64 {
  return load<u64>(IO + (item as usize) * LISTED_BYTES);
}

// @ts-ignore: decorator
@inline
export function addressIn(item: u32): usize {
  return load<u32>(IO + (item as usize) * LISTED_BYTES, 8) as usize;
}

/** Lists the entries of the hashes from `from` to the end of its group, in order. Where the next begins; 0 at the end. */
export function listFrom(from: u64): u64 {
  let index = YOUNG;
  let end: u64 = 0x1_0000_0000;
  if (load<u32>(IS_MOVING) != 0) {
    const groups = load<u32>(OLD, GROUPS);
    const boundary = firstOf(load<u32>(MOVED), groups);
    if (from >> 32 >= boundary) index = OLD;
    else end = boundary;
  }
  const groups = load<u32>(index, GROUPS);
  const group = groupOf(from, groups);
  // Of 2^32 the shift leaves 0, and 0 - 1 is the last hash.
  let last = (min(end, firstOf(group + 1, groups)) << 32) - 1;
  while (!listGroup(index, group, from, last)) {
    // More of one place than the list holds: nobody who does not know the seed makes them.
    if (isSamePlace(from, last)) unreachable();
    last = (from + ((last - from) >> 1)) | ((1 << LOST_BITS) - 1);
  }
  return last + 1;
}

/** False when there are more than the list holds. */
function listGroup(index: usize, first: u32, from: u64, last: u64): bool {
  const groups = load<u32>(index, GROUPS);
  const directory: usize = load<u32>(index, DIRECTORY);
  let group = first;
  listed = 0;
  for (let probed: u32 = 0; probed < groups; ++probed) {
    const at = groupAt(directory, group);
    if (at == 0) return true;
    const control = v128.load(at);
    let full = ~i8x16.bitmask(control) & 0xffff;
    touchRecords(at, full);
    while (full != 0) {
      const record = recordIn(at, ctz(full));
      const hash = hashRecord(record);
      if (hash >= from && hash <= last) {
        if (listed == LISTED_MOST) return false;
        insertListed(hash, record);
      }
      full &= full - 1;
    }
    if (hasEmpty(control)) return true;
    if (++group == groups) group = 0;
  }
  return true;
}

function insertListed(hash: u64, record: usize): void {
  let item = listed++;
  while (item > 0 && hashIn(item - 1) > hash) {
    memory.copy(IO + (item as usize) * LISTED_BYTES, IO + (item as usize) * LISTED_BYTES - LISTED_BYTES, LISTED_BYTES);
    --item;
  }
  store<u64>(IO + (item as usize) * LISTED_BYTES, hash);
  store<u32>(IO + (item as usize) * LISTED_BYTES, record as u32, 8);
}

// @ts-ignore: decorator
@inline
function hashOf(place: f64): u64 {
  return (place * 4294967296.0) as u64;
}

function setNext(hash: u64): void {
  store<f64>(NEXT, hash == 0 ? -1 : (hash as f64) / 4294967296.0);
}

/** Results of at least `most` entries, or of all that follow, or of as many as fit; how many. */
export function listPage(place: f64, most: u32): u32 {
  const room = ((IO_BYTES - RESULTS) / RESULT_BYTES) as u32;
  let count: u32 = 0;
  let from = hashOf(place);
  do {
    const next = listFrom(from);
    if (count + listed > room) break;
    for (let item: u32 = 0; item < listed; ++item) {
      readRecord(addressIn(item));
      writeResult(IO + RESULTS + (count++ as usize) * RESULT_BYTES);
    }
    from = next;
  } while (from != 0 && count < most);
  setNext(from);
  return count;
}

/** No place tells these apart. */
// @ts-ignore: decorator
@inline
function isSamePlace(one: u64, other: u64): bool {
  return one >> LOST_BITS == other >> LOST_BITS;
}

/** Copies records to the stage while they fit in `room` bytes; how many bytes. Entries of one place are never parted. */
export function copyRecords(place: f64, room: u32): u32 {
  const most = min(room, STAGE_BYTES);
  let from = hashOf(place);
  let copied: u32 = 0;
  let count: u32 = 0;
  store<u32>(LONG_AT, 0);
  do {
    const next = listFrom(from);
    for (let item: u32 = 0; item < listed; ++item) {
      const record = addressIn(item);
      readRecord(record);
      if (copied + recordBytes > most) {
        while (item > 0 && isSamePlace(hashIn(item - 1), hashIn(item))) {
          readRecord(addressIn(--item));
          copied -= recordBytes;
          --count;
        }
        if (count == 0) leaveLong(item, next);
        else {
          store<u32>(FOUND_COUNT, count);
          setNext(placeOf(item, from));
        }
        return copied;
      }
      memory.copy(STAGE + copied, record, recordBytes);
      copied += recordBytes;
      ++count;
    }
    from = next;
  } while (from != 0);
  store<u32>(FOUND_COUNT, count);
  setNext(0);
  return copied;
}

/** Whoever asked copies the entries of the place that begins with this item from where they are. */
function leaveLong(item: u32, next: u64): void {
  let end = item;
  do {
    readRecord(addressIn(end));
    store<u32>(IO + (end as usize) * LISTED_BYTES, recordBytes, LISTED_RECORD_BYTES);
    ++end;
  } while (end < listed && isSamePlace(hashIn(end), hashIn(item)));
  store<u32>(LONG_AT, (IO + (item as usize) * LISTED_BYTES) as u32);
  store<u32>(LONG_COUNT, end - item);
  store<u32>(FOUND_COUNT, end - item);
  setNext(end < listed ? placeOf(end, 0) : next);
}

/** A hash to go on from with this item of the list, which begins at `from`: as short as tells it from the one before. */
function placeOf(item: u32, from: u64): u64 {
  if (item == 0) return from;
  const hash = hashIn(item);
  return hashIn(item - 1) >> 32 != hash >> 32 ? (hash >> 32) << 32 : (hash >> LOST_BITS) << LOST_BITS;
}

/** Removes what has expired of some groups; their keys are on the stage. True: the walk is at its end for now. */
export function sweep(now: f64, groups: u32): bool {
  let removed: u32 = 0;
  let staged: u32 = 0;
  let isDone = false;
  for (let walked: u32 = 0; walked < groups && !isDone; ++walked) {
    if (load<u32>(EXPIRING) == 0) {
      isDone = true;
      break;
    }
    const next = listFrom(load<u64>(SWEPT));
    let isFull = false;
    for (let item: u32 = 0; item < listed && !isFull; ++item) {
      const record = addressIn(item);
      readRecord(record);
      if ((flags & EXPIRES) == 0 || expiresAt > (now as u64)) continue;
      const padded = 4 + ((keyBytes + 3) & ~3);
      if (staged + padded > STAGE_BYTES) {
        isFull = true;
        continue;
      }
      store<u32>(STAGE + staged, keyBytes);
      memory.copy(STAGE + staged + 4, keyAt, keyBytes);
      staged += padded;
      ++removed;
      findAddress(hashIn(item), record);
      removeRead(record, 0);
    }
    if (isFull) break;
    store<u64>(SWEPT, next);
    isDone = next == 0;
  }
  store<u32>(FOUND_COUNT, removed);
  return isDone;
}

/** One of the entries of the group at this place, or else of the next; which one `choice` tells, from 0 to 1. */
export function findNear(place: f64, choice: f64): bool {
  if (load<u32>(COUNT) == 0) return false;
  const hash = hashOf(place);
  const groups = load<u32>(indexOf(hash), GROUPS);
  let from = firstOf(groupOf(hash, groups), groups) << 32;
  do from = listFrom(from);
  while (listed == 0);
  readRecord(addressIn((choice * (listed as f64)) as u32));
  writeResult(RESULT);
  return true;
}
