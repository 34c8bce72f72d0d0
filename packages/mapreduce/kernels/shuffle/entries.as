/** An entry stands for a pair, or for a slot of the sum table, while it is sorted: word u64, address u32, partition u32. */
import { readHead, keyAt as headKeyAt, keyBytes as headKeyBytes, valueBytes as headValueBytes } from './pairs.as';
import { compareBytes, hashBytes, below, sharedLength, wordAt } from './bytes.as';
import { SLOT_BYTES, SLOT_LENGTH, SLOT_ADDRESS, INLINE_BYTES_MAX } from './slots.as';

export const ENTRY_BYTES: u32 = 16;
export const ADDRESS: usize = 8;
export const PARTITION: usize = 12;

// What entries stand for; set when they are listed.
let areSlots: bool = false;

// Set by `locateKey` and `locateValue`.
export let fieldAt: usize = 0;
export let fieldBytes: u32 = 0;

export function locateKey(address: usize): void {
  if (areSlots) {
    const bytes = load<u32>(address, SLOT_LENGTH) - 1;
    fieldBytes = bytes;
    fieldAt = bytes <= INLINE_BYTES_MAX ? address : load<u32>(address, SLOT_ADDRESS);
  } else {
    readHead(address);
    fieldAt = headKeyAt;
    fieldBytes = headKeyBytes;
  }
}

/** Only pairs have values to sort by. */
export function locateValue(address: usize): void {
  readHead(address);
  fieldAt = headKeyAt + headKeyBytes;
  fieldBytes = headValueBytes;
}

// Ways of choosing a partition.
const BY_HASH: u32 = 1;
const BY_RANGE: u32 = 2;

/** A splitter is: word u64, address u32, length u32. */
function rangeOf(at: usize, bytes: u32, splitters: usize, count: u32): u32 {
  const word = wordAt(at, bytes);
  let low: u32 = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const splitter = splitters + ((middle as usize) << 4);
    const other = load<u64>(splitter);
    let isBelow = word < other;
    if (word == other) isBelow = compareBytes(at, bytes, load<u32>(splitter, 8), load<u32>(splitter, 12)) < 0;
    if (isBelow) high = middle;
    else low = middle + 1;
  }
  return low;
}

// @ts-ignore: decorator
@inline
export function partitionOf(at: usize, bytes: u32, partitions: u32, way: u32, splitters: usize): u32 {
  if (way == BY_HASH) return below(hashBytes(at, bytes) as u32, partitions);
  if (way == BY_RANGE) return rangeOf(at, bytes, splitters, partitions - 1);
  return 0;
}

/** Lists the pairs from `from` to `end` with the first word of their keys; returns how many. */
export function listPairs(from: usize, end: usize, entries: usize, partitions: u32, way: u32, splitters: usize): u32 {
  areSlots = false;
  let entry = entries;
  let at = from;
  while (at < end) {
    readHead(at);
    const key = headKeyAt;
    const bytes = headKeyBytes;
    store<u64>(entry, wordAt(key, bytes));
    store<u32>(entry, at as u32, ADDRESS);
    store<u32>(entry, partitionOf(key, bytes, partitions, way, splitters), PARTITION);
    entry += ENTRY_BYTES;
    at = key + bytes + headValueBytes;
  }
  return ((entry - entries) / ENTRY_BYTES) as u32;
}

/** Lists the slots of a compacted sum table. */
export function listSlots(from: usize, count: u32, entries: usize, partitions: u32, way: u32, splitters: usize): void {
  areSlots = true;
  let slot = from;
  const end = entries + count * ENTRY_BYTES;
  for (let entry = entries; entry < end; entry += ENTRY_BYTES) {
    locateKey(slot);
    store<u64>(entry, wordAt(fieldAt, fieldBytes));
    store<u32>(entry, slot as u32, ADDRESS);
    store<u32>(entry, partitionOf(fieldAt, fieldBytes, partitions, way, splitters), PARTITION);
    slot += SLOT_BYTES;
  }
}

/** Moves entries to `target`, by partition, in the order they have; `ends` gets where each partition ends. */
export function groupByPartition(source: usize, target: usize, count: u32, partitions: u32, ends: usize): void {
  memory.fill(ends, 0, partitions << 2);
  const sourceEnd = source + count * ENTRY_BYTES;
  for (let entry = source; entry < sourceEnd; entry += ENTRY_BYTES) {
    const place = ends + (load<u32>(entry, PARTITION) << 2);
    store<u32>(place, load<u32>(place) + 1);
  }
  let start: u32 = 0;
  for (let partition: u32 = 0; partition < partitions; partition++) {
    const place = ends + (partition << 2);
    const size = load<u32>(place);
    store<u32>(place, start);
    start += size;
  }
  for (let entry = source; entry < sourceEnd; entry += ENTRY_BYTES) {
    const place = ends + (load<u32>(entry, PARTITION) << 2);
    const index = load<u32>(place);
    v128.store(target + index * ENTRY_BYTES, v128.load(entry));
    // Where the next goes; after the last one, the end of the partition.
    store<u32>(place, index + 1);
  }
}

/** How many first bytes the keys at two addresses share. */
export function sharedBytesOf(a: usize, b: usize): u32 {
  locateKey(a);
  const at = fieldAt;
  const bytes = fieldBytes;
  locateKey(b);
  return sharedLength(at, fieldAt, bytes < fieldBytes ? bytes : fieldBytes);
}

/** Tells each entry, where its partition stood, whether it has the key of the one before it. */
export function markGroups(entries: usize, count: u32): void {
  if (count == 0) return;
  store<u32>(entries, 0, PARTITION);
  locateKey(load<u32>(entries, ADDRESS));
  let at = fieldAt;
  let bytes = fieldBytes;
  const end = entries + count * ENTRY_BYTES;
  for (let entry = entries + ENTRY_BYTES; entry < end; entry += ENTRY_BYTES) {
    locateKey(load<u32>(entry, ADDRESS));
    const isSame = bytes == fieldBytes && sharedLength(at, fieldAt, bytes) == bytes;
    store<u32>(entry, isSame as u32, PARTITION);
    at = fieldAt;
    bytes = fieldBytes;
  }
}
