/** Reads: what was found is at RESULT, or for several keys in a list of results in IO. */
import { COMPRESSED, GROUPS, GROUP_SLOTS, DIRECTORY, IO, RESULT } from './layout.as';
import { groupOf, tagOf } from './hash.as';
import { findRecord, groupAt, indexOf, recordIn } from './index.as';
import { hashOf } from './part.as';
import { expiresAt, flags, keyAt, keyBytes, readRecord, valueAt, valueBytes } from './record.as';

/** Input of `findMany`: for each key its bytes (u32) and itself, padded to four. Its results follow at this place of IO. */
export const RESULTS: usize = 512 * 1024;
/** Fields of a result: expiry (f64), then u32 each: key, bytes, value, bytes, is compressed. */
export const RESULT_BYTES: usize = 32;
/** While keys are sought, a result holds: hash (u64), key, bytes, group. */
const KEY: usize = 8;
const BYTES: usize = 12;
const GROUP: usize = 16;

/** Keeps reads that only warm the cache from being optimised away. */
let touched: u32 = 0;

export function find(bytesOfKey: u32): bool {
  const record = findRecord(hashOf(IO, bytesOfKey), IO, bytesOfKey);
  if (record == 0) return false;
  readRecord(record);
  writeResult(RESULT);
  return true;
}

/** The hash of the key in IO. */
export function hashInput(bytesOfKey: u32): u64 {
  return hashOf(IO, bytesOfKey);
}

/** Of the record read last. */
export function writeResult(result: usize): void {
  store<f64>(result, expiresAt as f64);
  store<u32>(result, keyAt as u32, 8);
  store<u32>(result, keyBytes, 12);
  store<u32>(result, valueAt as u32, 16);
  store<u32>(result, valueBytes, 20);
  store<u32>(result, flags & COMPRESSED, 24);
}

/**
 * Misses of memory overlap where no read waits for another: all groups are touched, then all records that may be
 * right, and only then keys are compared. The value of a key that is missing is at 0.
 */
export function findMany(count: u32): void {
  const results = IO + RESULTS;
  const end = results + (count as usize) * RESULT_BYTES;
  let at = IO;
  let sum: u32 = 0;
  for (let result = results; result < end; result += RESULT_BYTES) {
    const bytes = load<u32>(at);
    const key = at + 4;
    const hash = hashOf(key, bytes);
    const index = indexOf(hash);
    const group = groupAt(load<u32>(index, DIRECTORY), groupOf(hash, load<u32>(index, GROUPS)));
    store<u64>(result, hash);
    store<u32>(result, key as u32, KEY);
    store<u32>(result, bytes, BYTES);
    store<u32>(result, group as u32, GROUP);
    sum += load<u8>(group);
    at = key + ((bytes + 3) & ~3);
  }
  for (let result = results; result < end; result += RESULT_BYTES) {
    const group: usize = load<u32>(result, GROUP);
    if (group == 0) continue;
    const matches = i8x16.bitmask(i8x16.eq(v128.load(group), i8x16.splat(tagOf(load<u64>(result)))));
    if (matches != 0) sum += load<u8>(recordIn(group, ctz(matches)));
  }
  touched = sum;
  for (let result = results; result < end; result += RESULT_BYTES) {
    const record = findRecord(load<u64>(result), load<u32>(result, KEY), load<u32>(result, BYTES));
    if (record == 0) store<u32>(result, 0, 16);
    else {
      readRecord(record);
      writeResult(result);
    }
  }
}
