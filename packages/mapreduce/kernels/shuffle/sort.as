/**
 * Sorts entries by key bytes, then value bytes if asked, and keeps the order of equals: a radix sort on eight-byte
 * words, most significant bits first. Ties go on with the words behind the bytes that they share.
 */
import { ENTRY_BYTES, ADDRESS, fieldAt, fieldBytes, locateKey, locateValue } from './entries.as';
import { compareBytes, sharedLength, wordAt } from './bytes.as';

/** Fewer are sorted by insertion. */
const SMALL: u32 = 20;
/** Of many entries: more places to write to would not be in the cache together. */
const BITS_MAX: u32 = 8;
/** Of entries that are in the cache themselves; letters and digits use few of the numbers that their bits make. */
const CACHED_BITS_MAX: u32 = 12;
const CACHED_MAX: u32 = 16384;
/** Deeper, words decide too little: a merge sort bounds the work and the stack. */
const LEVEL_MAX: u32 = 24;
/** Counters: narrow ones for each level, and wide ones for three. */
const BINS_BYTES: usize = (24 * ((1 << 8) + 1) + 3 * ((1 << 12) + 1)) * 4;
let binsEnd: usize = 0;

let hasValueOrder: bool = false;

/** There are BINS_BYTES at `bins`. Words are of the keys' beginnings. */
export function sortEntries(entries: usize, scratch: usize, count: u32, sortValues: bool, bins: usize): void {
  hasValueOrder = sortValues;
  binsEnd = bins + BINS_BYTES;
  if (count < 2) return;
  // Half a word decides enough; keys that seem to share as much may share much more.
  if (count > SMALL && load<u64>(entries) >>> 32 == load<u64>(entries + (count - 1) * ENTRY_BYTES) >>> 32)
    skipShared(entries, scratch, count, 0, false, 0, bins);
  else sortRange(entries, scratch, count, false, 0, false, 0, bins);
}

// @ts-ignore: decorator
@inline
function locate(entry: usize, byValue: bool): void {
  if (byValue) locateValue(load<u32>(entry, ADDRESS));
  else locateKey(load<u32>(entry, ADDRESS));
}

/** Order of what two addresses stand for, if it shares `depth` bytes. */
function compareAt(a: usize, b: usize, depth: u32, byValue: bool): i32 {
  if (byValue) return compareValues(a, b, depth);
  locateKey(a);
  const at = fieldAt + depth;
  const bytes = fieldBytes - depth;
  locateKey(b);
  const order = compareBytes(at, bytes, fieldAt + depth, fieldBytes - depth);
  return order != 0 || !hasValueOrder ? order : compareValues(a, b, 0);
}

function compareValues(a: usize, b: usize, depth: u32): i32 {
  locateValue(a);
  const at = fieldAt + depth;
  const bytes = fieldBytes - depth;
  locateValue(b);
  return compareBytes(at, bytes, fieldAt + depth, fieldBytes - depth);
}

/** Inserts the entries of `source` one by one into `target`, which may be `source`. */
function insertionSort(source: usize, target: usize, count: u32, depth: u32, byValue: bool): void {
  const end = count * ENTRY_BYTES;
  for (let from: usize = 0; from < end; from += ENTRY_BYTES) {
    const entry = v128.load(source + from);
    const word = i64x2.extract_lane(entry, 0) as u64;
    let place = target + from;
    while (place > target) {
      const before = load<u64>(place - ENTRY_BYTES);
      if (before < word) break;
      if (before == word) {
        const address = i32x4.extract_lane(entry, 2) as u32;
        if (compareAt(load<u32>(place - ENTRY_BYTES, ADDRESS), address, depth, byValue) <= 0) break;
      }
      v128.store(place, v128.load(place - ENTRY_BYTES));
      place -= ENTRY_BYTES;
    }
    v128.store(place, entry);
  }
}

/** Wide counters here must leave narrow ones for the levels below. */
// @ts-ignore: decorator
@inline
function hasRoomForWide(bins: usize, level: u32): bool {
  return bins + (((1 << CACHED_BITS_MAX) + 1) << 2) + (LEVEL_MAX - level) * (((1 << BITS_MAX) + 1) << 2) <= binsEnd;
}

/** Sorts `source`, whose words begin at `depth`; the result is left in `source`, or in `other`. */
function sortRange(source: usize, other: usize, count: u32, inOther: bool, depth: u32, byValue: bool, level: u32, bins: usize): void {
  const bytes = count * ENTRY_BYTES;
  if (count <= SMALL) {
    insertionSort(source, inOther ? other : source, count, depth, byValue);
    return;
  }
  const end = source + bytes;
  const first = load<u64>(source);
  let varying: u64 = 0;
  for (let entry = source; entry < end; entry += ENTRY_BYTES) varying |= load<u64>(entry) ^ first;
  if (varying == 0 || level >= LEVEL_MAX) {
    let sorted = source;
    let spare = other;
    if (inOther) {
      memory.copy(other, source, bytes);
      sorted = other;
      spare = source;
    }
    if (level >= LEVEL_MAX) mergeSort(sorted, spare, count, depth, byValue);
    else sortTies(sorted, spare, count, depth, byValue, level, bins);
    return;
  }
  const top: u32 = 64 - (clz<u64>(varying) as u32);
  let bits: u32 = 32 - (clz<u32>(count) as u32);
  const bitsMax = count <= CACHED_MAX && hasRoomForWide(bins, level) ? CACHED_BITS_MAX : BITS_MAX;
  if (bits > bitsMax) bits = bitsMax;
  if (bits > top) bits = top;
  const shift = (top - bits) as u64;
  const mask: u32 = ((1 as u32) << bits) - 1;
  memory.fill(bins, 0, (mask + 1) << 2);
  for (let entry = source; entry < end; entry += ENTRY_BYTES) {
    const bin = bins + ((((load<u64>(entry) >>> shift) as u32) & mask) << 2);
    store<u32>(bin, load<u32>(bin) + 1);
  }
  let start: u32 = other as u32;
  for (let bin: u32 = 0; bin <= mask; bin++) {
    const size = load<u32>(bins + (bin << 2));
    store<u32>(bins + (bin << 2), start);
    start += size << 4;
  }
  for (let entry = source; entry < end; entry += ENTRY_BYTES) {
    const moved = v128.load(entry);
    const bin = bins + ((((i64x2.extract_lane(moved, 0) as u64) >>> shift) as u32 & mask) << 2);
    const place: usize = load<u32>(bin);
    v128.store(place, moved);
    store<u32>(bin, (place + ENTRY_BYTES) as u32);
  }
  let from = other;
  for (let bin: u32 = 0; bin <= mask; bin++) {
    const to: usize = load<u32>(bins + (bin << 2));
    const size = ((to - from) >>> 4) as u32;
    const home = source + (from - other);
    if (size <= SMALL) {
      if (size > 1) insertionSort(from, inOther ? from : home, size, depth, byValue);
      else if (size == 1 && !inOther) v128.store(home, v128.load(from));
    } else sortRange(from, home, size, !inOther, depth, byValue, level + 1, bins + ((mask + 2) << 2));
    from = to;
  }
}

/** Bytes that may still differ behind a word: nine stand for nine or more. */
const CLASSES: u32 = 10;

/** Sorts entries whose words are all the same. */
function sortTies(entries: usize, scratch: usize, count: u32, depth: u32, byValue: bool, level: u32, bins: usize): void {
  const end = entries + count * ENTRY_BYTES;
  memory.fill(bins, 0, CLASSES << 2);
  for (let entry = entries; entry < end; entry += ENTRY_BYTES) {
    const bin = bins + (classOf(entry, depth, byValue) << 2);
    store<u32>(bin, load<u32>(bin) + 1);
  }
  const longer = load<u32>(bins, (CLASSES - 1) << 2);
  if (longer == count) {
    skipShared(entries, scratch, count, depth + 8, byValue, level, bins);
    return;
  }
  // Zeros in a word may be bytes or a key's end: shorter keys come first.
  let start: u32 = 0;
  for (let index: u32 = 0; index < CLASSES; index++) {
    const size = load<u32>(bins + (index << 2));
    store<u32>(bins + (index << 2), start);
    start += size;
  }
  for (let entry = entries; entry < end; entry += ENTRY_BYTES) {
    const bin = bins + (classOf(entry, depth, byValue) << 2);
    const place = load<u32>(bin);
    v128.store(scratch + place * ENTRY_BYTES, v128.load(entry));
    store<u32>(bin, place + 1);
  }
  memory.copy(entries, scratch, count * ENTRY_BYTES);
  let from: u32 = 0;
  for (let index: u32 = 0; index < CLASSES; index++) {
    const to = load<u32>(bins + (index << 2));
    const at = entries + from * ENTRY_BYTES;
    const other = scratch + from * ENTRY_BYTES;
    if (to - from > 1) {
      if (index < CLASSES - 1) sortEquals(at, other, to - from, byValue, level, bins + (CLASSES << 2));
      else skipShared(at, other, to - from, depth + 8, byValue, level, bins + (CLASSES << 2));
    }
    from = to;
  }
}

function classOf(entry: usize, depth: u32, byValue: bool): u32 {
  locate(entry, byValue);
  const left = fieldBytes - depth;
  return left < CLASSES - 1 ? left : CLASSES - 1;
}

/** Goes on behind the bytes from `depth` that all share. */
function skipShared(entries: usize, scratch: usize, count: u32, depth: u32, byValue: bool, level: u32, bins: usize): void {
  const end = entries + count * ENTRY_BYTES;
  locate(entries, byValue);
  const at = fieldAt + depth;
  const bytes = fieldBytes - depth;
  let shared = bytes;
  let isOneLength = true;
  for (let entry = entries + ENTRY_BYTES; entry < end && (shared > 0 || (bytes == 0 && isOneLength)); entry += ENTRY_BYTES) {
    locate(entry, byValue);
    const left = fieldBytes - depth;
    if (left != bytes) isOneLength = false;
    if (left < shared) shared = left;
    shared = sharedLength(at, fieldAt + depth, shared);
  }
  if (isOneLength && shared == bytes) {
    sortEquals(entries, scratch, count, byValue, level, bins);
    return;
  }
  const next = depth + shared;
  for (let entry = entries; entry < end; entry += ENTRY_BYTES) {
    locate(entry, byValue);
    store<u64>(entry, wordAt(fieldAt + next, fieldBytes - next));
  }
  sortRange(entries, scratch, count, false, next, byValue, level + 1, bins);
}

/** Entries with one key: their values decide, if they are to. */
function sortEquals(entries: usize, scratch: usize, count: u32, byValue: bool, level: u32, bins: usize): void {
  if (!byValue && hasValueOrder) skipShared(entries, scratch, count, 0, true, level, bins);
}

function isBefore(a: usize, b: usize, depth: u32, byValue: bool): bool {
  const aWord = load<u64>(a);
  const bWord = load<u64>(b);
  if (aWord != bWord) return aWord < bWord;
  return compareAt(load<u32>(a, ADDRESS), load<u32>(b, ADDRESS), depth, byValue) < 0;
}

/** Bottom-up, comparing whole keys. */
function mergeSort(entries: usize, scratch: usize, count: u32, depth: u32, byValue: bool): void {
  const bytes = count * ENTRY_BYTES;
  let source = entries;
  let target = scratch;
  for (let width: usize = ENTRY_BYTES; width < bytes; width <<= 1) {
    for (let low: usize = 0; low < bytes; low += width << 1) {
      const middle = min<usize>(low + width, bytes);
      const high = min<usize>(middle + width, bytes);
      let left = low;
      let right = middle;
      for (let place = low; place < high; place += ENTRY_BYTES) {
        const takesRight =
          left >= middle || (right < high && isBefore(source + right, source + left, depth, byValue));
        v128.store(target + place, v128.load(source + (takesRight ? right : left)));
        if (takesRight) right += ENTRY_BYTES;
        else left += ENTRY_BYTES;
      }
    }
    const swap = source;
    source = target;
    target = swap;
  }
  if (source != entries) memory.copy(entries, source, bytes);
}
