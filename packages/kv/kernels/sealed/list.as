/** Entries in the order of their hashes, a bucket at a time. */
import { groupOf } from '../table/hash.as';
import { buckets, count, follow, headOf, key, keyBytes, locate, openHead, prefixIn, storeCorrupt, storeFound } from './image.as';
import { FOUND_BYTES } from './layout.as';

export function bucketOf(prefix: u32): u32 {
  return groupOf((prefix as u64) << 32, buckets);
}

/** The least prefix of the entries of a bucket; 2^32 behind the last bucket. */
export function firstPrefixOf(bucket: u32): f64 {
  return (((((bucket as u64) << 32) + ((buckets - 1) as u64)) / (buckets as u64)) as f64);
}

/**
 * Stores the entries at `max` places of a bucket, from one on, that are not before `fromPrefix`. Returns how many; one
 * that is corrupt is stored as such and is the last.
 */
export function listBucket(bucket: u32, fromPlace: u32, max: u32, fromPrefix: u32, targets: usize): u32 {
  if (!openHead(headOf(bucket))) {
    storeCorrupt(targets);
    return 1;
  }
  if (fromPlace >= count) return 0;
  if (!locate(fromPlace)) {
    storeCorrupt(targets);
    return 1;
  }
  const end = count - fromPlace > max ? fromPlace + max : count;
  let stored: u32 = 0;
  for (let place = fromPlace; place < end; place++) {
    if (place > fromPlace) follow(place);
    if (fromPrefix > 0 && prefixIn(key, keyBytes) < fromPrefix) continue;
    storeFound(targets + stored * FOUND_BYTES);
    stored += 1;
  }
  return stored;
}
