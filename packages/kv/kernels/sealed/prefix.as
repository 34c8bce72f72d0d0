import { hashKey, partOf } from '../table/hash.as';
import { keyAt, keyBytes, readRecord, recordBytes, valueAt } from '../table/record.as';

/** The upper 32 bits of a key's hash: where an entry is in the order of a whole dataset. */
export function prefixOf(key: usize, bytes: u32, seed: u64): u32 {
  return (hashKey(key, bytes, seed) >> 32) as u32;
}

let runPart: u32 = 0;

/**
 * Bytes of the first records whose keys are all of one part, `partOfRun`. Records may go on behind `bytes`, of which
 * `headsEnd` are sure to hold the heads that begin there. 0: the first key ends behind `bytes`.
 */
export function runOfPart(records: usize, bytes: u32, headsEnd: u32, seed: u64, parts: u32): f64 {
  let run: u64 = 0;
  while (run < (headsEnd as u64)) {
    readRecord(records + (run as usize));
    if (valueAt > records + bytes) break;
    const part = partOf(hashKey(keyAt, keyBytes, seed), parts);
    if (run > 0 && part != runPart) break;
    runPart = part;
    run += recordBytes as u64;
  }
  return run as f64;
}

export function partOfRun(): u32 {
  return runPart;
}
