/**
 * Nodes of the index in key order, 1 KiB each.
 *
 *   0   entries in it (u16), height (u16): 0 for a leaf
 *   8   leaf: addresses of records (u32), in the order of their keys
 *   16  inner node: for each child the first eight bytes of its first key (u64), the child, its first record (u32 each)
 */
import { NONE, ORDER, ORDER_END, ORDER_FREE, ORDER_FREE_COUNT, ORDER_NEXT, ORDER_ROOT, SEGMENT_BYTES, SEGMENT_COUNT, STATE } from '../layout.as';
import { fieldsOf, giveBack, startOf, takeSegments } from '../segments.as';
import { findKey, foundKey, foundKeyBytes, prefixOf } from './keys.as';

const NODE_BYTES: u32 = 1024;
const HEIGHT: usize = 2;
export const RECORDS: usize = 8;
const CHILDREN: usize = 16;
const CHILD_BYTES: usize = 16;
const CHILD: usize = 8;
const FIRST: usize = 12;
export const LEAF_MOST: u32 = 254;
export const INNER_MOST: u32 = 63;
/** An insertion splits a node of each height at most, and there are never more heights. */
const NODES_OF_AN_INSERTION: u32 = 12;
/** The last free segment is the cleaner's. */
const SPARE_OF_ORDER: u32 = 1;

/** Whether the next insertion finds all nodes that it may need. */
export function prepareNodes(): bool {
  const left = (load<u32>(ORDER_END) - load<u32>(ORDER_NEXT)) / NODE_BYTES;
  if (left + load<u32>(ORDER_FREE_COUNT) >= NODES_OF_AN_INSERTION) return true;
  const segment = takeSegments(1, ORDER, SPARE_OF_ORDER);
  if (segment == NONE) return false;
  for (let node = load<u32>(ORDER_NEXT); node < load<u32>(ORDER_END); node += NODE_BYTES) freeNode(node);
  store<u32>(ORDER_NEXT, startOf(segment) as u32);
  store<u32>(ORDER_END, (startOf(segment) + SEGMENT_BYTES) as u32);
  return true;
}

/** Forgets the tree. */
export function clearNodes(): void {
  const count = load<u32>(SEGMENT_COUNT);
  for (let segment: u32 = 0; segment < count; ++segment) if (load<u8>(fieldsOf(segment), STATE) == ORDER) giveBack(segment);
  memory.fill(ORDER_ROOT, 0, ORDER_END + 4 - ORDER_ROOT);
}

export function takeNode(height: u32): usize {
  let node: usize = load<u32>(ORDER_FREE);
  if (node != 0) {
    store<u32>(ORDER_FREE, load<u32>(node));
    store<u32>(ORDER_FREE_COUNT, load<u32>(ORDER_FREE_COUNT) - 1);
  } else {
    node = load<u32>(ORDER_NEXT);
    store<u32>(ORDER_NEXT, (node as u32) + NODE_BYTES);
  }
  store<u16>(node, 0);
  store<u16>(node, height as u16, HEIGHT);
  return node;
}

export function freeNode(node: usize): void {
  store<u32>(node, load<u32>(ORDER_FREE));
  store<u32>(ORDER_FREE, node as u32);
  store<u32>(ORDER_FREE_COUNT, load<u32>(ORDER_FREE_COUNT) + 1);
}

// @ts-ignore: decorator
@inline
export function countOf(node: usize): u32 {
  return load<u16>(node);
}

// @ts-ignore: decorator
@inline
export function heightOf(node: usize): u32 {
  return load<u16>(node, HEIGHT);
}

// @ts-ignore: decorator
@inline
export function setCount(node: usize, count: u32): void {
  store<u16>(node, count as u16);
}

// @ts-ignore: decorator
@inline
export function isFull(node: usize): bool {
  return countOf(node) == (heightOf(node) == 0 ? LEAF_MOST : INNER_MOST);
}

// @ts-ignore: decorator
@inline
export function placeOf(node: usize, item: u32): usize {
  return heightOf(node) == 0 ? node + RECORDS + (item << 2) : node + CHILDREN + (item << 4);
}

// @ts-ignore: decorator
@inline
export function childAt(node: usize, item: u32): usize {
  return load<u32>(node + CHILDREN + (item << 4), CHILD);
}

// @ts-ignore: decorator
@inline
export function prefixAt(node: usize, item: u32): u64 {
  return load<u64>(node + CHILDREN + (item << 4));
}

/** The record at a place of a leaf, or the first one below a child of an inner node. */
// @ts-ignore: decorator
@inline
export function recordAt(node: usize, item: u32): usize {
  return heightOf(node) == 0 ? load<u32>(node + RECORDS + (item << 2)) : load<u32>(node + CHILDREN + (item << 4), FIRST);
}

/** Makes a place for one more item, or takes one away. */
export function shift(node: usize, item: u32, by: i32): void {
  const count = countOf(node);
  const from = by > 0 ? item : item + 1;
  memory.copy(placeOf(node, by > 0 ? item + 1 : item), placeOf(node, from), placeOf(node, count) - placeOf(node, from));
  setCount(node, count + by);
}

export function setChild(node: usize, item: u32, child: usize): void {
  store<u32>(node + CHILDREN + (item << 4), child as u32, CHILD);
  setFirst(node, item, recordAt(child, 0));
}

/** The first record below a child of an inner node is this one from now on. */
export function setFirst(node: usize, item: u32, record: usize): void {
  findKey(record);
  store<u64>(node + CHILDREN + (item << 4), prefixOf(foundKey, foundKeyBytes));
  store<u32>(node + CHILDREN + (item << 4), record as u32, FIRST);
}

/** The upper part of a full child becomes a child of its own. */
export function splitChild(node: usize, item: u32): void {
  const child = childAt(node, item);
  const count = countOf(child);
  // Keys that come in order fill nodes from left to right: what is left behind at the end is left nearly full.
  const kept = item == countOf(node) - 1 ? count - (count >> 3) : count >> 1;
  const right = takeNode(heightOf(child));
  memory.copy(placeOf(right, 0), placeOf(child, kept), placeOf(child, count) - placeOf(child, kept));
  setCount(right, count - kept);
  setCount(child, kept);
  shift(node, item + 1, 1);
  setChild(node, item + 1, right);
}
