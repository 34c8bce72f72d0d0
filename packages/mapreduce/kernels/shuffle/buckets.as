/**
 * Spreads pairs over buckets that follow each other in output order, before they are sorted: a bucket, its entries
 * and what is laid out of it stay in the processor's cache, where the pairs of a whole arena do not.
 */
import { readHead, keyAt, keyBytes, valueBytes } from './pairs.as';
import { copyExactly, sharedLength, wordAt } from './bytes.as';
import { partitionOf } from './entries.as';

/** Of each pair: its bucket, in the order of the pairs. */
const TAG_BYTES: u32 = 2;

/**
 * Copies the pairs of `[from, end)` to `target`, bucket by bucket: `perPartition` buckets for each partition. `ends`
 * gets the address where each bucket ends.
 */
export function spreadPairs(
  from: usize, end: usize, target: usize, tags: usize, ends: usize,
  partitions: u32, way: u32, splitters: usize, perPartition: u32,
): void {
  readHead(from);
  const first = keyAt;
  let shared = keyBytes;
  for (let at = from; at < end && shared > 0; ) {
    readHead(at);
    shared = sharedLength(first, keyAt, keyBytes < shared ? keyBytes : shared);
    at = keyAt + keyBytes + valueBytes;
  }
  let low: u64 = u64.MAX_VALUE;
  let high: u64 = 0;
  for (let at = from; at < end; ) {
    readHead(at);
    const word = wordAt(keyAt + shared, keyBytes - shared);
    if (word < low) low = word;
    if (word > high) high = word;
    at = keyAt + keyBytes + valueBytes;
  }
  // Words are mapped in proportion to where they are between the lowest and the highest.
  const bits: u64 = 64 - clz<u64>(high - low);
  const shift: u64 = bits > 32 ? bits - 32 : 0;
  const factor = ((perPartition as u64) << 32) / (((high - low) >>> shift) + 1);
  memory.fill(ends, 0, (partitions * perPartition) << 2);
  let tag = tags;
  for (let at = from; at < end; tag += TAG_BYTES) {
    readHead(at);
    const key = keyAt;
    const bytes = keyBytes;
    const next = key + bytes + valueBytes;
    const word = wordAt(key + shared, bytes - shared);
    const within = ((((word - low) >>> shift) * factor) >>> 32) as u32;
    const bucket = partitionOf(key, bytes, partitions, way, splitters) * perPartition + within;
    store<u16>(tag, bucket as u16);
    const place = ends + (bucket << 2);
    store<u32>(place, load<u32>(place) + ((next - at) as u32));
    at = next;
  }
  let start = target as u32;
  for (let bucket: u32 = 0; bucket < partitions * perPartition; bucket++) {
    const place = ends + (bucket << 2);
    const size = load<u32>(place);
    store<u32>(place, start);
    start += size;
  }
  tag = tags;
  for (let at = from; at < end; tag += TAG_BYTES) {
    readHead(at);
    const bytes = ((keyAt - at) as u32) + keyBytes + valueBytes;
    const place = ends + ((load<u16>(tag) as u32) << 2);
    const to: usize = load<u32>(place);
    copyExactly(to, at, bytes);
    store<u32>(place, (to as u32) + bytes);
    at += bytes;
  }
}
