/** Entries as the records they were written from, in the order of hashes. */
import { EXPIRES } from '../table/layout.as';
import { storeLength } from './head.as';
import { buckets, count, data, flags, follow, head, headOf, key, keyBytes, locate, openHead, prefixIn, valueBytes } from './image.as';
import { EXPIRY_BYTES } from './layout.as';
import { bucketOf, firstPrefixOf } from './list.as';

/** Head and value bytes of a record. */
const LENGTHS_BYTES_MAX: u32 = 10;

const DONE: u32 = 0;
const MORE: u32 = 1;
const CORRUPT: u32 = 2;

/** What the last call copied. */
let copied: u32 = 0;
let to: usize = 0;

/**
 * Copies the entries whose hash begins with `from` or more, as far as `targetBytes` hold them, and stores at `report`:
 * bytes, count, DONE, MORE or CORRUPT, and the prefix to go on from (or the place that is corrupt). Entries of one
 * prefix are never parted, as nothing could say where to go on between them; no bytes and MORE: they need more room.
 */
export function copyOrdered(from: u32, target: usize, targetBytes: u32, report: usize): void {
  const end = target + targetBytes;
  to = target;
  copied = 0;
  const first = bucketOf(from);
  let state = DONE;
  let next: u32 = 0;
  for (let bucket = first; bucket < buckets; bucket++) {
    const before = to;
    const copiedBefore = copied;
    if (!openHead(headOf(bucket)) || (count > 0 && !locate(0))) {
      state = CORRUPT;
      next = (head - data) as u32;
      break;
    }
    if (bucket == first) {
      const unfit = copyFirst(from, end);
      if (unfit < 0) continue;
      state = MORE;
      next = unfit as u32;
      break;
    }
    if (!copyAll(end)) {
      to = before;
      copied = copiedBefore;
      state = MORE;
      next = firstPrefixOf(bucket) as u32;
      break;
    }
  }
  store<u32>(report, (to - target) as u32);
  store<u32>(report, copied, 4);
  store<u32>(report, state, 8);
  store<u32>(report, next, 12);
}

/** The open bucket, whose first entry is located. */
function copyAll(end: usize): bool {
  for (let place: u32 = 0; place < count; place++) {
    if (place > 0) follow(place);
    if (!copyRecord(end)) return false;
  }
  return true;
}

/** Of the open bucket, entries from a prefix on. Returns the prefix of the first that there is no room for, or -1. */
function copyFirst(from: u32, end: usize): i64 {
  let prefixLast: i64 = -1;
  let groupAt = to;
  let copiedBefore = copied;
  for (let place: u32 = 0; place < count; place++) {
    if (place > 0) follow(place);
    const prefix = prefixIn(key, keyBytes);
    if (prefix < from) continue;
    if ((prefix as i64) != prefixLast) {
      groupAt = to;
      copiedBefore = copied;
      prefixLast = prefix as i64;
    }
    if (!copyRecord(end)) {
      to = groupAt;
      copied = copiedBefore;
      return prefix as i64;
    }
  }
  return -1;
}

function copyRecord(end: usize): bool {
  const expiryBytes: u32 = (flags & EXPIRES) != 0 ? EXPIRY_BYTES : 0;
  const bodyBytes = (expiryBytes as u64) + (keyBytes as u64) + (valueBytes as u64);
  if ((LENGTHS_BYTES_MAX as u64) + bodyBytes > ((end - to) as u64)) return false;
  to = storeLength(storeLength(to, (keyBytes << 2) | flags), valueBytes);
  memory.copy(to, key - expiryBytes, bodyBytes as usize);
  to += bodyBytes as usize;
  copied += 1;
  return true;
}
