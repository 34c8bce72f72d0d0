/** Records that come as they are stored, as from an image: copied behind each other, then indexed where they lie. */
import { COUNT, IO, NONE, RESULT, SEED, SEGMENT_BYTES, SMALL_HEAD, USED } from './layout.as';
import { makeRoom } from './clean.as';
import { allocate, countRecord, hashRecord, markDead } from './entries.as';
import { makeRoomInIndex } from './growth.as';
import { findRecord, indexOf, insertInto, setFound } from './index.as';
import { keyAt, keyBytes, readRecord, recordBytes } from './record.as';
import { fieldsOf, startOf } from './segments.as';

/** Records were left over: the memory is full. */
const IS_FULL: usize = RESULT + 52;
/** Records that keys of the same stream replaced, or had before. */
const ROOM: usize = RESULT + 56;

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
  return taken;
}

/** The same for one record whose head is in IO: where it is to be copied to, at RESULT its bytes; 0: the memory is full. */
export function roomForRecord(): usize {
  readRecord(IO);
  const bytes = recordBytes;
  store<u32>(RESULT, bytes);
  let record = allocate(bytes);
  while (record == 0) {
    if (!makeRoom((bytes - 1) / SEGMENT_BYTES + 1)) return 0;
    record = allocate(bytes);
  }
  return record;
}

/** Takes in a record that lies where it is to stay; false without room in the index. */
export function takeRecord(record: usize): bool {
  const hash = hashRecord(record);
  const bytes = recordBytes;
  const old = findRecord(hash, keyAt, keyBytes);
  if (old != 0) {
    setFound(record);
    readRecord(old);
    countRecord(-1);
    markDead(old, recordBytes);
  } else {
    if (!makeRoomInIndex() || !insertInto(indexOf(hash), hash, record)) {
      markDead(record, bytes);
      return false;
    }
    store<u32>(COUNT, load<u32>(COUNT) + 1);
  }
  readRecord(record);
  countRecord(1);
  return true;
}
