/** Lists of entries become the index: each partition has its own groups, so threads insert without a lock. */
import {
  CHUNKS,
  CHUNK_GROUPS,
  DIRECTORY,
  EMPTY,
  GROUPS,
  GROUP_BYTES,
  GROUP_SLOTS,
  INDEX,
  NONE,
  TOMBSTONES,
  YOUNG,
} from '../layout.as';
import { groupsFor } from '../growth.as';
import { groupOf, tagOf } from '../hash.as';
import { groupAt, recordIn } from '../index.as';
import { isRecordOf, keyAt, keyBytes, readRecord } from '../record.as';
import { giveBack, segmentOf, startOf, takeSegments } from '../segments.as';
import { PARTITIONS, PARTITION_BITS } from './lists.as';
import { tallyDead } from './tally.as';

// Which of equal keys counts.
const LAST: u32 = 0;
const FIRST: u32 = 1;

/** The cleaner needs one. */
const SPARE_OF_INDEX: u32 = 1;

let duplicates: u32 = 0;
let overflows: u32 = 0;

/** Makes room for so many entries instead of the index of an empty table, not yet cleared; false without memory for it. */
export function openLoadedIndex(count: u32): bool {
  const directory: usize = load<u32>(YOUNG, DIRECTORY);
  for (let chunk: u32 = 0; chunk < load<u32>(YOUNG, CHUNKS); ++chunk) giveBack(segmentOf(load<u32>(directory + (chunk << 2))));
  const groups = ((groupsFor(count) + PARTITIONS - 1) >> PARTITION_BITS) << PARTITION_BITS;
  const chunks = (groups + CHUNK_GROUPS - 1) / CHUNK_GROUPS;
  for (let chunk: u32 = 0; chunk < chunks; ++chunk) {
    const segment = takeSegments(1, INDEX, SPARE_OF_INDEX);
    if (segment == NONE) return false;
    store<u32>(directory + (chunk << 2), startOf(segment) as u32);
  }
  store<u32>(YOUNG, groups, GROUPS);
  store<u32>(YOUNG, 0, TOMBSTONES);
  store<u32>(YOUNG, chunks, CHUNKS);
  return true;
}

/** Bytes that `insertEntries` needs beside the index: for each slot of a partition the bits of the hash that are in it. */
export function sideBytes(): u32 {
  return (load<u32>(YOUNG, GROUPS) >> PARTITION_BITS) * (GROUP_SLOTS << 2);
}

/** Clears the groups of a partition, before its first entries. */
export function clearPartition(partition: u32): void {
  const groups = load<u32>(YOUNG, GROUPS) >> PARTITION_BITS;
  const directory: usize = load<u32>(YOUNG, DIRECTORY);
  for (let group = partition * groups; group < (partition + 1) * groups; ++group) {
    v128.store(groupAt(directory, group), i8x16.splat(EMPTY));
  }
}

/** Entries that had a key which is there already, since this was asked last. */
export function takeDuplicates(): u32 {
  const taken = duplicates;
  duplicates = 0;
  return taken;
}

/** Entries put where `insertEntries` was told, since this was asked last. */
export function takeOverflows(): u32 {
  const taken = overflows;
  overflows = 0;
  return taken;
}

/**
 * Inserts `count` entries of a partition, in their order; how many, which are less only where a key is there already
 * and `policy` is neither LAST nor FIRST. Entries without room among the partition's groups are put to `overflow`; with
 * `overflow` 0 they go into any groups, which one thread may do when all others are done.
 */
export function insertEntries(entries: usize, count: u32, partition: u32, policy: u32, side: usize, overflow: usize): u32 {
  const groups = load<u32>(YOUNG, GROUPS);
  const directory: usize = load<u32>(YOUNG, DIRECTORY);
  const own = groups >> PARTITION_BITS;
  const end = overflow == 0 ? groups : (partition + 1) * own;
  const sides = side - ((partition * own) << 6);
  for (let done: u32 = 0; done < count; ++done) {
    const entry = entries + (done << 3);
    const bits = load<u32>(entry);
    const record: usize = load<u32>(entry, 4);
    const upper = (partition << (32 - PARTITION_BITS)) | (bits >>> PARTITION_BITS);
    const tag = tagOf(bits as u64);
    const tags = i8x16.splat(tag);
    let group = groupOf((upper as u64) << 32, groups);
    for (;;) {
      const at = groupAt(directory, group);
      const control = v128.load(at);
      let matches = i8x16.bitmask(i8x16.eq(control, tags));
      // Most of equal tags are of other keys, whose records are in no cache: the hashes tell, too.
      if (matches != 0 && overflow != 0) matches = sameBits(sides + (group << 6), matches, bits);
      if (matches != 0) {
        readRecord(record);
        const key = keyAt;
        const bytes = keyBytes;
        while (matches != 0 && !isRecordOf(recordIn(at, ctz(matches)), key, bytes)) matches &= matches - 1;
        if (matches != 0) {
          const address = at + (ctz(matches) << 2);
          if (policy > FIRST) return done;
          ++duplicates;
          if (policy == LAST) {
            tallyDead(load<u32>(address, GROUP_SLOTS));
            store<u32>(address, record as u32, GROUP_SLOTS);
          } else tallyDead(record);
          break;
        }
      }
      const free = i8x16.bitmask(control);
      if (free != 0) {
        const slot: u32 = ctz(free);
        store<u8>(at + slot, tag);
        store<u32>(at + (slot << 2), record as u32, GROUP_SLOTS);
        if (overflow != 0) store<u32>(sides + (group << 6) + (slot << 2), bits);
        break;
      }
      if (++group != end) continue;
      if (overflow == 0) {
        group = 0;
        continue;
      }
      store<u64>(overflow + (overflows << 3), load<u64>(entry));
      ++overflows;
      break;
    }
  }
  return count;
}

/** Those of `matches`, a bit for each slot, that have these bits. */
function sameBits(sides: usize, matches: i32, bits: u32): i32 {
  let same: i32 = 0;
  for (let rest = matches; rest != 0; rest &= rest - 1) {
    const slot: u32 = ctz(rest);
    if (load<u32>(sides + (slot << 2)) == bits) same |= 1 << slot;
  }
  return same;
}
