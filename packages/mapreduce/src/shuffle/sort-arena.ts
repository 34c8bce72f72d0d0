import type { Arena } from './arena.ts';
import { compareBytes } from './compare-bytes.ts';

/** Pairs in output order: partition `p` has the entries of `order` from `ends[p - 1]` to `ends[p]`. */
export interface SortedRun {
  readonly arena: Arena;
  readonly order: Uint32Array;
  readonly ends: Uint32Array;
}

/** Entries that a sort word can number; an arena is spilled before it has more. */
export const ENTRIES_MAX = 2 ** 24 - 1;

/** Sorts pairs by partition, key bytes, value bytes if asked, and else by the order in which they were emitted. */
export function sortArena(arena: Arena, partitions: number, sortValues: boolean): SortedRun {
  const { order, ends } = groupByPartition(arena, partitions);
  const words = new BigUint64Array(arena.count);
  const sort: Sort = { arena, order, words, halves: new Uint32Array(words.buffer), sortValues };
  let start = 0;
  for (const end of ends) {
    sortRange(sort, start, end, false, 0);
    start = end;
  }
  return { arena, order, ends };
}

interface Sort {
  readonly arena: Arena;
  readonly order: Uint32Array;
  /** One word for each place of `order`: five bytes of the key, then the entry's number in three. */
  readonly words: BigUint64Array;
  /** The same memory as low and high halves (little endian), which JavaScript fills without a bigint. */
  readonly halves: Uint32Array;
  readonly sortValues: boolean;
}

const SMALL_RANGE = 16;
/** Keys that share this many times five bytes are compared one by one. */
const DEPTH_MAX = 16;

function sortRange(sort: Sort, start: number, end: number, byValue: boolean, depth: number): void {
  if (end - start < 2) return;
  if (end - start <= SMALL_RANGE) {
    insertionSort(sort, start, end, byValue);
    return;
  }
  if (depth > DEPTH_MAX || sort.arena.count > ENTRIES_MAX) {
    sort.order.subarray(start, end).sort((a, b) => compareEntries(sort, a, b, byValue));
    return;
  }
  const shared = sharedBytes(sort, start, end, byValue);
  if (shared === ALL_EQUAL) {
    if (!byValue && sort.sortValues) sortRange(sort, start, end, true, 0);
    return;
  }
  fillWords(sort, start, end, byValue, shared);
  sort.words.subarray(start, end).sort();
  const { order, halves } = sort;
  for (let at = start; at < end; at += 1) order[at] = (halves[2 * at] as number) & 0xffffff;
  // Sorting a tie overwrites its own words only, and those behind it are still to be read.
  for (let tie = start; tie < end; ) {
    const tieEnd = endOfTie(sort, tie, end);
    sortRange(sort, tie, tieEnd, byValue, depth + 1);
    tie = tieEnd;
  }
}

function endOfTie({ halves }: Sort, start: number, end: number): number {
  const high = halves[2 * start + 1];
  const low = (halves[2 * start] as number) >>> 24;
  let at = start + 1;
  while (at < end && halves[2 * at + 1] === high && (halves[2 * at] as number) >>> 24 === low) at += 1;
  return at;
}

function fillWords(
  { arena, order, halves }: Sort,
  start: number,
  end: number,
  byValue: boolean,
  shared: number,
): void {
  const { bytes, offsets, keyLengths, valueLengths } = arena;
  for (let at = start; at < end; at += 1) {
    const entry = order[at] as number;
    const keyLength = keyLengths[entry] as number;
    const from = (offsets[entry] as number) + (byValue ? keyLength : 0) + shared;
    const left = (byValue ? (valueLengths[entry] as number) : keyLength) - shared;
    const b0 = left > 0 ? (bytes[from] as number) : 0;
    const b1 = left > 1 ? (bytes[from + 1] as number) : 0;
    const b2 = left > 2 ? (bytes[from + 2] as number) : 0;
    const b3 = left > 3 ? (bytes[from + 3] as number) : 0;
    const b4 = left > 4 ? (bytes[from + 4] as number) : 0;
    halves[2 * at + 1] = (b0 << 24) | (b1 << 16) | (b2 << 8) | b3;
    halves[2 * at] = (b4 << 24) | entry;
  }
}

const ALL_EQUAL = -1;

/** How many first bytes all keys (or values) of the range share: URLs share many, and those decide nothing. */
function sharedBytes({ arena, order }: Sort, start: number, end: number, byValue: boolean): number {
  const { bytes, offsets, keyLengths, valueLengths } = arena;
  const lengths = byValue ? valueLengths : keyLengths;
  const first = order[start] as number;
  const length = lengths[first] as number;
  const from = (offsets[first] as number) + (byValue ? (keyLengths[first] as number) : 0);
  let shared = length;
  let sameLength = true;
  for (let at = start + 1; at < end && (shared > 0 || sameLength); at += 1) {
    const entry = order[at] as number;
    const other = (offsets[entry] as number) + (byValue ? (keyLengths[entry] as number) : 0);
    const otherLength = lengths[entry] as number;
    if (otherLength !== length) sameLength = false;
    if (otherLength < shared) shared = otherLength;
    let same = 0;
    while (same < shared && bytes[from + same] === bytes[other + same]) same += 1;
    shared = same;
  }
  return sameLength && shared === length ? ALL_EQUAL : shared;
}

/** Keeps equal entries in the order they had. */
function insertionSort(sort: Sort, start: number, end: number, byValue: boolean): void {
  const { order } = sort;
  for (let at = start + 1; at < end; at += 1) {
    const entry = order[at] as number;
    let place = at;
    while (place > start && compareEntries(sort, order[place - 1] as number, entry, byValue) > 0) {
      order[place] = order[place - 1] as number;
      place -= 1;
    }
    order[place] = entry;
  }
}

function compareEntries({ arena, sortValues }: Sort, a: number, b: number, byValue: boolean): number {
  if (!byValue) {
    const keys = compareKeys(arena, a, b);
    if (keys !== 0) return keys;
  }
  return byValue || sortValues ? compareValues(arena, a, b) : 0;
}

export function compareKeys({ bytes, offsets, keyLengths }: Arena, a: number, b: number): number {
  const aStart = offsets[a] as number;
  const bStart = offsets[b] as number;
  return compareBytes(
    bytes,
    aStart,
    aStart + (keyLengths[a] as number),
    bytes,
    bStart,
    bStart + (keyLengths[b] as number),
  );
}

export function compareValues(arena: Arena, a: number, b: number): number {
  const { bytes, offsets, keyLengths, valueLengths } = arena;
  const aStart = (offsets[a] as number) + (keyLengths[a] as number);
  const bStart = (offsets[b] as number) + (keyLengths[b] as number);
  return compareBytes(
    bytes,
    aStart,
    aStart + (valueLengths[a] as number),
    bytes,
    bStart,
    bStart + (valueLengths[b] as number),
  );
}

/** A counting sort, which keeps the order of emission within a partition. */
function groupByPartition(arena: Arena, partitions: number): { order: Uint32Array; ends: Uint32Array } {
  const places = new Uint32Array(partitions + 1);
  for (let entry = 0; entry < arena.count; entry += 1) {
    const next = (arena.partitions[entry] as number) + 1;
    places[next] = (places[next] as number) + 1;
  }
  for (let at = 1; at <= partitions; at += 1)
    places[at] = (places[at] as number) + (places[at - 1] as number);
  const order = new Uint32Array(arena.count);
  for (let entry = 0; entry < arena.count; entry += 1) {
    const partition = arena.partitions[entry] as number;
    const place = places[partition] as number;
    order[place] = entry;
    places[partition] = place + 1;
  }
  // Each place has moved to the end of its partition by now.
  return { order, ends: places.subarray(0, partitions) };
}
