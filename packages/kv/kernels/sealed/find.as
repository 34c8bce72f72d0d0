/** Entries by key. A lookup touches the directory, the head of a bucket, and the entry. */
import { groupOf } from '../table/hash.as';
import { equals } from '../keys/bytes.as';
import {
  buckets,
  count,
  data,
  hashOf,
  headOf,
  key,
  keyBytes,
  locate,
  openHead,
  storeCorrupt,
  storeExpiry,
  storeFound,
  storeLocated,
  storeMissing,
  tags,
} from './image.as';
import { FOUND_BYTES } from './layout.as';

/** Larger buckets are not touched ahead: their entries lie too far from where they are expected. */
const AHEAD_BYTES_MAX: usize = 2048;
/** Keeps what was touched alive for the compiler. */
let touched: u32 = 0;

/** Stores at `target` what it found, in FOUND_BYTES. */
export function find(wanted: usize, wantedBytes: u32, target: usize): void {
  const hash = hashOf(wanted, wantedBytes);
  const scaled = (hash >> 32) * (buckets as u64);
  const bucket = (scaled >> 32) as u32;
  const at = headOf(bucket);
  // Entries lie in the order of hashes, so how far the hash is into the bucket's share tells about where its entry is:
  // those cache lines are asked for together with the head's, not after it. A lookup takes 0.87 of the time.
  const from = bucket > 0 ? headOf(bucket - 1) : data;
  const bytes = at - from;
  if (bytes < AHEAD_BYTES_MAX) {
    const near = from + (((((scaled as u32) as u64) * (bytes as u64)) >> 32) as usize);
    touched += (load<u8>(near - 64) as u32) + (load<u8>(near) as u32) + (load<u8>(near, 64) as u32) + (load<u8>(near, 128) as u32);
  }
  if (!findIn(at, hash, wanted, wantedBytes)) storeCorrupt(target);
  else if (isFound) storeFound(target);
  else storeMissing(target);
}

let isFound: bool = false;

/** False when the bucket is corrupt. */
function findIn(at: usize, hash: u64, wanted: usize, wantedBytes: u32): bool {
  isFound = false;
  if (!openHead(at)) return false;
  const tag = i8x16.splat(hash as i8);
  for (let from: u32 = 0; from < count; from += 16) {
    let candidates = i8x16.bitmask(i8x16.eq(v128.load(tags + from), tag));
    if (count - from < 16) candidates &= (1 << (count - from)) - 1;
    for (; candidates != 0; candidates &= candidates - 1) {
      if (!locate(from + ctz(candidates))) return false;
      if (keyBytes == wantedBytes && equals(key, wanted, wantedBytes)) {
        isFound = true;
        return true;
      }
    }
  }
  return true;
}

/** What is known of a key between two passes: its hash, its bucket's head, whether a tag fits. */
const LOOKUP_BYTES: usize = 16;

/**
 * Keys that lie behind each other, their lengths at `lengths`; stores FOUND_BYTES for each. Pass by pass, so that the
 * processor waits for many places of memory at once: directory, heads, entries.
 */
export function findMany(keys: usize, lengths: usize, keyCount: u32, lookups: usize, targets: usize): void {
  const end = lookups + keyCount * LOOKUP_BYTES;
  let at = keys;
  for (let lookup = lookups, length = lengths; lookup < end; lookup += LOOKUP_BYTES, length += 4) {
    const bytes = load<u32>(length);
    store<u64>(lookup, hashOf(at, bytes));
    at += bytes;
  }
  for (let lookup = lookups; lookup < end; lookup += LOOKUP_BYTES) {
    store<u32>(lookup, headOf(groupOf(load<u64>(lookup), buckets)) as u32, 8);
  }
  // Nothing depends on these sums; they fetch what the next pass reads. A head may lie in two cache lines.
  for (let lookup = lookups; lookup < end; lookup += LOOKUP_BYTES) {
    const from = load<u32>(lookup, 8) as usize;
    touched += (load<u8>(from) as u32) + (load<u8>(from, 48) as u32);
  }
  for (let lookup = lookups, target = targets; lookup < end; lookup += LOOKUP_BYTES, target += FOUND_BYTES) {
    const isCandidate = locateFirst(load<u32>(lookup, 8), load<u64>(lookup));
    store<u32>(lookup, isCandidate as u32, 12);
    if (isCandidate) storeLocated(target);
  }
  for (let lookup = lookups, target = targets; lookup < end; lookup += LOOKUP_BYTES, target += FOUND_BYTES) {
    if (load<u32>(lookup, 12)) touched += load<u8>(load<u32>(target, 8) as usize) as u32;
  }
  at = keys;
  let target = targets;
  for (let lookup = lookups, length = lengths; lookup < end; lookup += LOOKUP_BYTES, length += 4) {
    const bytes = load<u32>(length);
    const isCandidate = load<u32>(lookup, 12) != 0;
    if (isCandidate && load<u32>(target, 12) == bytes && equals(load<u32>(target, 8) as usize, at, bytes)) storeExpiry(target);
    else if (!findIn(load<u32>(lookup, 8), load<u64>(lookup), at, bytes)) storeCorrupt(target);
    else if (isFound) storeFound(target);
    else storeMissing(target);
    at += bytes;
    target += FOUND_BYTES;
  }
}

/** Locates the first entry whose tag fits, whatever its key. */
function locateFirst(at: usize, hash: u64): bool {
  if (!openHead(at)) return false;
  const tag = i8x16.splat(hash as i8);
  for (let from: u32 = 0; from < count; from += 16) {
    let candidates = i8x16.bitmask(i8x16.eq(v128.load(tags + from), tag));
    if (count - from < 16) candidates &= (1 << (count - from)) - 1;
    if (candidates != 0) return locate(from + ctz(candidates));
  }
  return false;
}
