/**
 * The index grows by a quarter, a few groups at each write: entries of the old index's groups move in the order of
 * their hashes, and all that tell old from young is how far that came. The same walk clears out tombstones and shrinks.
 */
import {
  CHUNKS,
  CHUNKS_FROM,
  CHUNK_GROUPS,
  COUNT,
  DELETED,
  DIRECTORIES,
  DIRECTORY,
  DIRECTORY_BYTES,
  GROUPS,
  GROUP_SLOTS,
  IS_MOVING,
  MOVED,
  OLD,
  TOMBSTONES,
  YOUNG,
} from './layout.as';
import { firstOf, groupOf } from './hash.as';
import { groupAt, hasEmpty, insertInto, openChunks, recordIn, takeCrowded, touchRecords } from './index.as';
import { hashRecord } from './entries.as';
import { giveBack, segmentOf } from './segments.as';

/** Full at 17/20, which is 0.85. */
const FULL_OF: u32 = 17;
const FULL_IN: u32 = 20;
/** Without memory for a larger index it is filled up to 19/20, and no further. */
const MOST_OF: u32 = 19;
const GROUPS_LEAST: u32 = 8;
/** An index with more slots an entry is not made larger, however they lie. */
const THIN: u64 = 4;
/** Smaller ones double: moving them costs little, and often. */
const DOUBLES_BELOW: u32 = 4096;
/** Groups moved at each write. With one, the old index would be done when it has taken a sixteenth more entries. */
const GROUPS_A_WRITE: u32 = 2;
/** Entries may overflow so many groups beyond the last one that was moved to. */
const OVERFLOW_GROUPS: u32 = 2048;

/** Groups for so many entries, full to 0.85. */
export function groupsFor(count: u64): u32 {
  return max(((count * FULL_IN) / (FULL_OF * GROUP_SLOTS)) as u32 + 1, GROUPS_LEAST);
}

/** An empty index; false without memory for its first chunk. */
export function startIndex(groups: u32): bool {
  setIndex(YOUNG, groups, DIRECTORIES);
  store<u32>(IS_MOVING, 0);
  return openChunks(YOUNG, 0);
}

function setIndex(index: usize, groups: u32, directory: usize): void {
  store<u32>(index, groups, GROUPS);
  store<u32>(index, 0, TOMBSTONES);
  store<u32>(index, directory as u32, DIRECTORY);
  store<u32>(index, 0, CHUNKS);
  store<u32>(index, 0, CHUNKS_FROM);
  memory.fill(directory, 0, DIRECTORY_BYTES);
}

/** To be called before a new entry: moves some groups, and begins to when the index is full. False: it lacks memory. */
export function advanceIndex(): bool {
  if (load<u32>(IS_MOVING) == 0) {
    const groups = load<u32>(YOUNG, GROUPS);
    const count = load<u32>(COUNT) as u64;
    const slots = (groups as u64) * GROUP_SLOTS;
    // Where a snapshot overlaps its log, the last hashes may have twice as many entries as the first.
    const isThick = takeCrowded() && count * THIN >= slots;
    if (!isThick && (count + load<u32>(YOUNG, TOMBSTONES) + 1) * FULL_IN <= slots * FULL_OF) return true;
    // Where tombstones fill it, it is moved to one of the same size, without them.
    const isCrowded = isThick || count * FULL_IN > slots * (FULL_OF - 2);
    if (!startMoving(!isCrowded ? groups : groups < DOUBLES_BELOW ? groups << 1 : groups + (groups >> 2))) return false;
  }
  return moveGroups(GROUPS_A_WRITE);
}

/** Whether the index takes one more entry, whatever memory it lacks. */
export function hasRoomInIndex(): bool {
  let groups = load<u32>(YOUNG, GROUPS);
  if (load<u32>(IS_MOVING) != 0) groups = min(groups, load<u32>(OLD, GROUPS));
  return ((load<u32>(COUNT) as u64) + 1) * FULL_IN <= (groups as u64) * GROUP_SLOTS * MOST_OF;
}

/** Begins to move all entries to an index of so many groups; false without memory for its first chunk. */
export function startMoving(groups: u32): bool {
  memory.copy(OLD, YOUNG, OLD - YOUNG);
  const directory: usize = load<u32>(YOUNG, DIRECTORY);
  setIndex(YOUNG, groups, directory == DIRECTORIES ? DIRECTORIES + DIRECTORY_BYTES : DIRECTORIES);
  if (!openChunks(YOUNG, 0)) {
    memory.copy(YOUNG, OLD, OLD - YOUNG);
    return false;
  }
  store<u32>(MOVED, 0);
  store<u32>(IS_MOVING, 1);
  return true;
}

/** False when it stopped for want of memory. */
export function moveGroups(most: u32): bool {
  const groups = load<u32>(OLD, GROUPS);
  const last = load<u32>(YOUNG, GROUPS) - 1;
  for (let moved: u32 = 0; moved < most; ++moved) {
    const group = load<u32>(MOVED);
    if (group == groups) {
      finishMoving();
      return true;
    }
    // Before anything is moved: half a group moved would be found nowhere.
    const target = groupOf(((firstOf(group + 1, groups) - 1) as u64) << 32, last + 1);
    if (!openChunks(YOUNG, min(target + OVERFLOW_GROUPS, last))) return false;
    moveGroup(group, groups);
    store<u32>(MOVED, group + 1);
    // The first chunk stays to the end: the last groups may have overflowed into it.
    if ((group + 1) % CHUNK_GROUPS == 0 && group >= CHUNK_GROUPS) giveBackChunk(group / CHUNK_GROUPS);
  }
  return true;
}

function moveGroup(group: u32, groups: u32): void {
  const directory: usize = load<u32>(OLD, DIRECTORY);
  let walked = group;
  for (let probed: u32 = 0; probed < groups; ++probed) {
    const at = groupAt(directory, walked);
    if (at == 0) return;
    const control = v128.load(at);
    const slots = ~i8x16.bitmask(control) & 0xffff;
    touchRecords(at, slots);
    let full = slots;
    while (full != 0) {
      const slot: u32 = ctz(full);
      const record = recordIn(at, slot);
      const hash = hashRecord(record);
      if (groupOf(hash, groups) == group) {
        if (!insertInto(YOUNG, hash, record)) unreachable();
        store<u8>(at + slot, DELETED);
      }
      full &= full - 1;
    }
    if (hasEmpty(control)) return;
    if (++walked == groups) walked = 0;
  }
}

function finishMoving(): void {
  const chunks = load<u32>(OLD, CHUNKS);
  for (let chunk: u32 = 0; chunk < chunks; ++chunk) giveBackChunk(chunk);
  store<u32>(IS_MOVING, 0);
}

function giveBackChunk(chunk: u32): void {
  const entry: usize = (load<u32>(OLD, DIRECTORY) as usize) + (chunk << 2);
  const start: usize = load<u32>(entry);
  if (start == 0) return;
  store<u32>(entry, 0);
  giveBack(segmentOf(start));
}

/** Makes the index as large as so many more entries need, at once. */
export function reserveIndex(more: u32): bool {
  if (load<u32>(IS_MOVING) != 0 && !moveAll()) return false;
  const groups = groupsFor((load<u32>(COUNT) as u64) + more);
  if (groups > load<u32>(YOUNG, GROUPS) && !(startMoving(groups) && moveAll())) return false;
  return openChunks(YOUNG, load<u32>(YOUNG, GROUPS) - 1);
}

function moveAll(): bool {
  while (load<u32>(IS_MOVING) != 0) if (!moveGroups(CHUNK_GROUPS)) return false;
  return true;
}

/** A slice of the moving; begins one to a smaller index where most of this one is empty. True: there is more to do. */
export function tendIndex(most: u32): bool {
  if (load<u32>(IS_MOVING) == 0) {
    const groups = load<u32>(YOUNG, GROUPS);
    const wanted = groupsFor(((load<u32>(COUNT) as u64) * 5) / 4);
    if (wanted >= groups >> 1 || !startMoving(wanted)) return false;
  }
  return moveGroups(most) && load<u32>(IS_MOVING) != 0;
}
