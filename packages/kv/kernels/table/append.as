/** Records that come as they are stored, as from an image: copied behind each other, then indexed where they lie. */
import { COUNT, GROUPS, GROUP_SLOTS, IO, IS_ORDERED, NONE, RESULT, SEGMENT_BYTES, SMALL_HEAD, USED, YOUNG } from './layout.as';
import { cleanAlong } from './clean.as';
import { makeRoom } from './evict.as';
import { allocate, countRecord, hashRecord, markDead } from './entries.as';
import { reserveIndex } from './growth.as';
import { findRecord, indexOf, insertInto, setFound } from './index.as';
import { order, reorder } from './order.as';
import { keyAt, keyBytes, readRecord, recordBytes } from './record.as';
import { available, fieldsOf, startOf } from './segments.as';
import { prepareIndex } from './write.as';

/** Records were left over: the memory is full. */
const IS_FULL: usize = RESULT + 52;
const ROOM: usize = RESULT + 56;

const FULL: f64 = 0.85;
const SLOT_BYTES: f64 = 5;

/** Where records may be copied to, up to ROOM bytes; 0: nowhere. */
export function roomForRecords(): usize {
  const segment = load<u32>(SMALL_HEAD);
  const used = segment == NONE ? SEGMENT_BYTES : load<u32>(fieldsOf(segment), USED);
  store<u32>(ROOM, SEGMENT_BYTES - used);
  return used == SEGMENT_BYTES ? 0 : startOf(segment) + used;
}

/** Of `bytes` that were copied there whole records are taken in; how many bytes these were. */
export function takeRecords(bytes: u32): u32 {
  const segment = load<u32>(SMALL_HEAD);
  const fields = fieldsOf(segment);
  const start = startOf(segment) + load<u32>(fields, USED);
  store<u32>(IS_FULL, 0);
  let taken: u32 = 0;
  while (taken < bytes) {
    readRecord(start + taken);
    const whole = recordBytes;
    // A record whose head is cut reads on behind the bytes, so it ends there as well.
    if (whole > bytes - taken) break;
    store<u32>(fields, load<u32>(fields, USED) + whole, USED);
    if (!takeRecord(start + taken)) {
      store<u32>(IS_FULL, 1);
      break;
    }
    taken += whole;
  }
  cleanAlong(taken);
  return taken;
}

/** The same for one record whose head is in IO: where it is to be copied to, at RESULT its bytes; 0: the memory is full. */
export function roomForRecord(): usize {
  readRecord(IO);
  const bytes = recordBytes;
  store<u32>(RESULT, bytes);
  cleanAlong(bytes);
  let record = allocate(bytes);
  while (record == 0) {
    if (!makeRoom((bytes - 1) / SEGMENT_BYTES + 1)) return 0;
    record = allocate(bytes);
  }
  return record;
}

/** Records since the last that did not come in the order of hashes, and the upper halves of the first and the last hash. */
let inOrder: u32 = 0;
let firstHash: u64 = 0;
let lastHash: u64 = 0;
/** Where the present window of records begins. */
let windowHash: u64 = 0;
const HASHES: f64 = 4294967296.0;
const WINDOW: u32 = 512;
/** Some more than expected, so that the guess is seldom made again. */
const MARGIN: f64 = 1.1;

/**
 * Records in order fill the index from its beginning, so they would overflow it there while it is as large as they are
 * many. How far they have come tells how many there will be; a call of `reserveIndex` before spares the guess. And
 * what was copied while its table grew lies closer and closer: then the index is made large enough for its thickest part.
 */
function foresee(hash: u64): void {
  const upper = hash >> 32;
  if (inOrder == 0 || upper < lastHash) {
    inOrder = 0;
    firstHash = upper;
    windowHash = upper;
  }
  lastHash = upper;
  if (++inOrder % WINDOW != 0) return;
  const rest = HASHES - (upper as f64);
  const more = (rest * (inOrder as f64)) / ((upper - firstHash + 1) as f64);
  const thick = (HASHES * (WINDOW as f64)) / ((upper - windowHash + 1) as f64);
  windowHash = upper;
  const slots = (load<u32>(YOUNG, GROUPS) * GROUP_SLOTS) as f64;
  const count = load<u32>(COUNT) as f64;
  // A window of so many records is a tenth off at most.
  if (more + count <= slots * FULL && thick <= slots * MARGIN) return;
  const wanted = max(more + count, thick * FULL) * MARGIN - count;
  const room = ((available() as u64) * SEGMENT_BYTES) >> 1;
  if (((wanted + count) * SLOT_BYTES) / FULL < (room as f64)) reserveIndex(wanted as u32);
}

/** Takes in a record that lies where it is to stay; false without room in the index. */
export function takeRecord(record: usize): bool {
  const hash = hashRecord(record);
  const bytes = recordBytes;
  const key = keyAt;
  const length = keyBytes;
  foresee(hash);
  const old = findRecord(hash, key, length);
  if (old != 0) {
    setFound(record);
    if (load<u32>(IS_ORDERED) != 0) reorder(record);
    readRecord(old);
    countRecord(-1);
    markDead(old, recordBytes);
  } else {
    if (!prepareIndex() || !insertInto(indexOf(hash), hash, record)) {
      markDead(record, bytes);
      return false;
    }
    if (load<u32>(IS_ORDERED) != 0) order(record);
    store<u32>(COUNT, load<u32>(COUNT) + 1);
  }
  readRecord(record);
  countRecord(1);
  return true;
}
