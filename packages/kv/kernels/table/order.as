/**
 * An index in key order: a B+tree whose leaves hold addresses of records. A leaf is 69 % full or more on average after
 * insertions in any order, so a pair takes 4 to 6 bytes. Whatever gives a record another address tells it here.
 */
import { IO, IO_BYTES, ORDER_PATH, ORDER_ROOT, RESULT } from './layout.as';
import { compareTo, findKey, foundKey, foundKeyBytes, prefixOf } from './order/keys.as';
import {
  LEAF_MOST,
  childAt,
  countOf,
  freeNode,
  heightOf,
  isFull,
  placeOf,
  prefixAt,
  recordAt,
  setChild,
  setCount,
  setFirst,
  shift,
  splitChild,
  takeNode,
} from './order/nodes.as';
import { areEqual, expiresAt, readRecord } from './record.as';
import { RESULTS, RESULT_BYTES, writeResult } from './read.as';

/** Leaves are joined when they are this empty, and fill less than three quarters together. */
const LEAF_LEAST: u32 = LEAF_MOST / 3;
const JOINED_MOST: u32 = (LEAF_MOST * 3) / 4;

// Where `descend` ended: the leaf, the place of the key in it, whether it is there, and inner nodes above.
let leaf: usize = 0;
let place: u32 = 0;
let isThere: bool = false;
let depth: u32 = 0;

// @ts-ignore: decorator
@inline
function nodeAbove(level: u32): usize {
  return load<u32>(ORDER_PATH + (level << 3));
}

// @ts-ignore: decorator
@inline
function itemAbove(level: u32): u32 {
  return load<u32>(ORDER_PATH + (level << 3), 4);
}

function descend(key: usize, bytes: u32, isInsertion: bool): void {
  const prefix = prefixOf(key, bytes);
  let node: usize = load<u32>(ORDER_ROOT);
  depth = 0;
  if (isInsertion && isFull(node)) {
    const root = takeNode(heightOf(node) + 1);
    setCount(root, 1);
    setChild(root, 0, node);
    splitChild(root, 0);
    store<u32>(ORDER_ROOT, root as u32);
    node = root;
  }
  while (heightOf(node) != 0) {
    let item = childOf(node, key, bytes, prefix);
    // On the way down, so that no split has to go back up.
    if (isInsertion && isFull(childAt(node, item))) {
      splitChild(node, item);
      if (compareTo(key, bytes, recordAt(node, item + 1)) >= 0) ++item;
    }
    store<u32>(ORDER_PATH + (depth << 3), node as u32);
    store<u32>(ORDER_PATH + (depth << 3), item, 4);
    ++depth;
    node = childAt(node, item);
  }
  leaf = node;
  let low: u32 = 0;
  let high = countOf(leaf);
  isThere = false;
  while (low < high) {
    const middle = (low + high) >> 1;
    const order = compareTo(key, bytes, recordAt(leaf, middle));
    if (order == 0) isThere = true;
    if (order > 0) low = middle + 1;
    else high = middle;
  }
  place = low;
}

/** The last child whose first key is not behind this one; the first child for keys before all. */
function childOf(node: usize, key: usize, bytes: u32, prefix: u64): u32 {
  let low: u32 = 1;
  let high = countOf(node);
  while (low < high) {
    const middle = (low + high) >> 1;
    const other = prefixAt(node, middle);
    const isBehind = prefix == other ? compareTo(key, bytes, recordAt(node, middle)) < 0 : prefix < other;
    if (isBehind) high = middle;
    else low = middle + 1;
  }
  return low - 1;
}

/** The first record of the subtree at this level of the path has changed: so do inner nodes that name it. */
function tellFirst(level: u32, record: usize): void {
  let above = level;
  while (above-- > 0) {
    setFirst(nodeAbove(above), itemAbove(above), record);
    if (itemAbove(above) != 0) return;
  }
}

/** Takes a record in, or instead of the one that its key had. `prepareNodes` comes before it. */
export function order(record: usize): void {
  if (load<u32>(ORDER_ROOT) == 0) store<u32>(ORDER_ROOT, takeNode(0) as u32);
  findKey(record);
  descend(foundKey, foundKeyBytes, true);
  if (!isThere) shift(leaf, place, 1);
  store<u32>(placeOf(leaf, place), record as u32);
  if (place == 0) tellFirst(depth, record);
}

/** The record of a key has moved, or is another one, that has the key as well. */
export function reorder(record: usize): void {
  findKey(record);
  descend(foundKey, foundKeyBytes, false);
  if (!isThere) unreachable();
  store<u32>(placeOf(leaf, place), record as u32);
  if (place == 0) tellFirst(depth, record);
}

export function disorder(record: usize): void {
  findKey(record);
  descend(foundKey, foundKeyBytes, false);
  if (!isThere) unreachable();
  shift(leaf, place, -1);
  if (countOf(leaf) == 0) removeLeaf();
  else {
    if (place == 0) tellFirst(depth, recordAt(leaf, 0));
    if (depth > 0 && countOf(leaf) < LEAF_LEAST) joinLeaves();
  }
  let root: usize = load<u32>(ORDER_ROOT);
  while (root != 0 && heightOf(root) != 0 && countOf(root) == 1) {
    store<u32>(ORDER_ROOT, childAt(root, 0) as u32);
    freeNode(root);
    root = load<u32>(ORDER_ROOT);
  }
}

function removeLeaf(): void {
  freeNode(leaf);
  let level = depth;
  while (level-- > 0) {
    const node = nodeAbove(level);
    shift(node, itemAbove(level), -1);
    if (countOf(node) != 0) {
      if (itemAbove(level) == 0) tellFirst(level, recordAt(node, 0));
      return;
    }
    freeNode(node);
  }
  store<u32>(ORDER_ROOT, 0);
}

function joinLeaves(): void {
  const node = nodeAbove(depth - 1);
  let item = itemAbove(depth - 1);
  if (item + 1 == countOf(node)) {
    if (item == 0) return;
    --item;
  }
  const left = childAt(node, item);
  const right = childAt(node, item + 1);
  const count = countOf(left);
  if (count + countOf(right) > JOINED_MOST) return;
  memory.copy(placeOf(left, count), placeOf(right, 0), placeOf(right, countOf(right)) - placeOf(right, 0));
  setCount(left, count + countOf(right));
  freeNode(right);
  shift(node, item + 1, -1);
}

/** The leaf behind the one that the path leads to; false behind the last. */
function goRight(): bool {
  let level = depth;
  while (level-- > 0) {
    const node = nodeAbove(level);
    const item = itemAbove(level) + 1;
    if (item == countOf(node)) continue;
    store<u32>(ORDER_PATH + (level << 3), item, 4);
    let below = childAt(node, item);
    while (++level < depth) {
      store<u32>(ORDER_PATH + (level << 3), below as u32);
      store<u32>(ORDER_PATH + (level << 3), 0, 4);
      below = childAt(below, 0);
    }
    leaf = below;
    place = 0;
    return true;
  }
  return false;
}

/** The prefix is here in IO, the key to begin at is at its start. */
const PREFIX: usize = IO + 128 * 1024;
const FOUND_COUNT: usize = RESULT + 40;
const HAS_MORE: usize = RESULT + 60;

/** Results of up to `most` entries whose keys begin with the prefix, from a key on, or behind it. */
export function listPrefix(bytesOfKey: u32, isBehind: bool, bytesOfPrefix: u32, most: u32, now: f64): void {
  const room = min(most, ((IO_BYTES - RESULTS) / RESULT_BYTES) as u32);
  let count: u32 = 0;
  store<u32>(HAS_MORE, 0);
  store<u32>(FOUND_COUNT, 0);
  if (load<u32>(ORDER_ROOT) == 0) return;
  descend(IO, bytesOfKey, false);
  if (isThere && isBehind) ++place;
  for (;;) {
    if (place == countOf(leaf) && !goRight()) break;
    const record = recordAt(leaf, place++);
    findKey(record);
    if (foundKeyBytes < bytesOfPrefix || !areEqual(foundKey, PREFIX, bytesOfPrefix)) break;
    readRecord(record);
    if (expiresAt != 0 && expiresAt <= (now as u64)) continue;
    if (count == room) {
      store<u32>(HAS_MORE, 1);
      break;
    }
    writeResult(IO + RESULTS + (count as usize) * RESULT_BYTES);
    ++count;
  }
  store<u32>(FOUND_COUNT, count);
}
