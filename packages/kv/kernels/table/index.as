/**
 * Groups of 16 slots, probed one after another. An entry's group follows from the upper half of its hash by
 * multiplication, so entries lie in the order of their hashes whatever the number of groups. The index lies in
 * chunks of a segment each, which are found by a directory: it needs no run of free segments, and while entries
 * move from the old index to the young one, chunks of the one are given back as the other takes its own.
 */
import {
  CHUNKS,
  CHUNK_GROUPS,
  COUNT,
  DELETED,
  DIRECTORY,
  EMPTY,
  GROUPS,
  GROUP_BYTES,
  GROUP_SLOTS,
  INDEX,
  IS_MOVING,
  MOVED,
  NONE,
  OLD,
  TOMBSTONES,
  YOUNG,
} from './layout.as';
import { groupOf, tagOf } from './hash.as';
import { isRecordOf } from './record.as';
import { startOf, takeSegments } from './segments.as';

/** Taking the last free segment for the index would leave the cleaner without one. */
const SPARE_OF_INDEX: u32 = 1;

/** The group and slot that `findRecord` or `findAddress` stopped at, in this thread. */
export let foundGroup: usize = 0;
export let foundSlot: u32 = 0;
export let foundIndex: usize = 0;

/** The one that has, or is to have, the entries of this hash. */
// @ts-ignore: decorator
@inline
export function indexOf(hash: u64): usize {
  if (load<u32>(IS_MOVING) == 0) return YOUNG;
  return groupOf(hash, load<u32>(OLD, GROUPS)) < load<u32>(MOVED) ? YOUNG : OLD;
}

/** 0: its chunk is not there, so nothing is in it. */
// @ts-ignore: decorator
@inline
export function groupAt(directory: usize, group: u32): usize {
  const chunk = group / CHUNK_GROUPS;
  const start = load<u32>(directory + (chunk << 2)) as usize;
  return start == 0 ? 0 : start + (group - chunk * CHUNK_GROUPS) * GROUP_BYTES;
}

// @ts-ignore: decorator
@inline
export function hasEmpty(control: v128): bool {
  return v128.any_true(i8x16.eq(control, i8x16.splat(EMPTY)));
}

// @ts-ignore: decorator
@inline
export function recordIn(group: usize, slot: u32): usize {
  return load<u32>(group + (slot << 2), GROUP_SLOTS) as usize;
}

/** Keeps reads that only warm the cache from being optimised away. */
let touched: u32 = 0;

/** So that their misses of the cache overlap: hashing one after the other would wait for each. */
export function touchRecords(group: usize, slots: u32): void {
  let left = slots;
  let sum: u32 = 0;
  while (left != 0) {
    sum += load<u8>(recordIn(group, ctz(left)));
    left &= left - 1;
  }
  touched = sum;
}

/** The record of a key; 0: there is none. */
export function findRecord(hash: u64, key: usize, keyBytes: u32): usize {
  const index = indexOf(hash);
  const groups = load<u32>(index, GROUPS);
  const directory: usize = load<u32>(index, DIRECTORY);
  const tags = i8x16.splat(tagOf(hash));
  let group = groupOf(hash, groups);
  for (let probed: u32 = 0; probed < groups; ++probed) {
    const at = groupAt(directory, group);
    if (at == 0) return 0;
    const control = v128.load(at);
    let matches = i8x16.bitmask(i8x16.eq(control, tags));
    while (matches != 0) {
      const slot: u32 = ctz(matches);
      const record = recordIn(at, slot);
      if (isRecordOf(record, key, keyBytes)) {
        foundIndex = index;
        foundGroup = at;
        foundSlot = slot;
        return record;
      }
      matches &= matches - 1;
    }
    if (hasEmpty(control)) return 0;
    if (++group == groups) group = 0;
  }
  return 0;
}

/** Whether the entry of this hash whose record is at `record` is there: a record that is not has died. */
export function findAddress(hash: u64, record: usize): bool {
  const index = indexOf(hash);
  const groups = load<u32>(index, GROUPS);
  const directory: usize = load<u32>(index, DIRECTORY);
  const tags = i8x16.splat(tagOf(hash));
  let group = groupOf(hash, groups);
  for (let probed: u32 = 0; probed < groups; ++probed) {
    const at = groupAt(directory, group);
    if (at == 0) return false;
    const control = v128.load(at);
    let matches = i8x16.bitmask(i8x16.eq(control, tags));
    while (matches != 0) {
      const slot: u32 = ctz(matches);
      if (recordIn(at, slot) == record) {
        foundIndex = index;
        foundGroup = at;
        foundSlot = slot;
        return true;
      }
      matches &= matches - 1;
    }
    if (hasEmpty(control)) return false;
    if (++group == groups) group = 0;
  }
  return false;
}

/** An entry that ends so many groups behind its own shows that entries are many there, whatever the whole index holds. */
const CROWDED_GROUPS: u32 = 64;
let isCrowded: bool = false;

/** Whether an entry was put far behind its group since this was asked last. */
export function takeCrowded(): bool {
  const was = isCrowded;
  isCrowded = false;
  return was;
}

/** False when there is no slot, or no memory for its chunk. Does not count the entry. */
export function insertInto(index: usize, hash: u64, record: usize): bool {
  const groups = load<u32>(index, GROUPS);
  const directory: usize = load<u32>(index, DIRECTORY);
  let group = groupOf(hash, groups);
  for (let probed: u32 = 0; probed < groups; ++probed) {
    let at = groupAt(directory, group);
    if (at == 0) {
      if (!openChunks(index, group)) return false;
      at = groupAt(directory, group);
    }
    // EMPTY and DELETED alone have their upper bit set.
    const free = i8x16.bitmask(v128.load(at));
    if (free != 0) {
      const slot: u32 = ctz(free);
      if (load<u8>(at + slot) == DELETED) store<u32>(index, load<u32>(index, TOMBSTONES) - 1, TOMBSTONES);
      store<u8>(at + slot, tagOf(hash));
      store<u32>(at + (slot << 2), record as u32, GROUP_SLOTS);
      if (probed >= CROWDED_GROUPS) isCrowded = true;
      return true;
    }
    if (++group == groups) group = 0;
  }
  return false;
}

/** Forgets the entry found last. */
export function removeFound(): void {
  // A group with an empty slot ends each probe, so another one in it hides nothing.
  if (hasEmpty(v128.load(foundGroup))) store<u8>(foundGroup + foundSlot, EMPTY);
  else {
    store<u8>(foundGroup + foundSlot, DELETED);
    store<u32>(foundIndex, load<u32>(foundIndex, TOMBSTONES) + 1, TOMBSTONES);
  }
  store<u32>(COUNT, load<u32>(COUNT) - 1);
}

// @ts-ignore: decorator
@inline
export function setFound(record: usize): void {
  store<u32>(foundGroup + (foundSlot << 2), record as u32, GROUP_SLOTS);
}

/** Takes chunks up to that of `group`; false without memory for them. */
export function openChunks(index: usize, group: u32): bool {
  const groups = load<u32>(index, GROUPS);
  let chunks = load<u32>(index, CHUNKS);
  while (chunks * CHUNK_GROUPS <= group) {
    const segment = takeSegments(1, INDEX, SPARE_OF_INDEX);
    if (segment == NONE) return false;
    const start = startOf(segment);
    memory.fill(start, EMPTY, min(groups - chunks * CHUNK_GROUPS, CHUNK_GROUPS) * GROUP_BYTES);
    store<u32>((load<u32>(index, DIRECTORY) as usize) + (chunks << 2), start as u32);
    store<u32>(index, ++chunks, CHUNKS);
  }
  return true;
}
