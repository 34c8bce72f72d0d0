/** Leaves that are filled from left to right, and the nodes above them. */
import { ORDER_PATH, ORDER_ROOT } from '../layout.as';
import { LEAF_MOST, INNER_MOST, countOf, heightOf, placeOf, setChild, setCount, takeNode } from './nodes.as';

/** An eighth is left for insertions. */
const LEAF_FILLED: u32 = LEAF_MOST - (LEAF_MOST >> 3);
const INNER_FILLED: u32 = INNER_MOST - (INNER_MOST >> 3);
const HEIGHTS: u32 = 12;

/** The last node of each height lies where a path to the last leaf would. */
// @ts-ignore: decorator
@inline
function lastOf(height: u32): usize {
  return load<u32>(ORDER_PATH + (height << 3));
}

// @ts-ignore: decorator
@inline
function setLast(height: u32, node: usize): void {
  store<u32>(ORDER_PATH + (height << 3), node as u32);
}

export function beginLeaves(): void {
  for (let height: u32 = 0; height < HEIGHTS; ++height) setLast(height, 0);
}

/** Takes in the record of a key that is behind all others. */
export function appendRecord(record: usize): void {
  let leaf = lastOf(0);
  const isFull = leaf == 0 || countOf(leaf) == LEAF_FILLED;
  if (isFull) {
    leaf = takeNode(0);
    setLast(0, leaf);
  }
  const place = countOf(leaf);
  store<u32>(placeOf(leaf, place), record as u32);
  setCount(leaf, place + 1);
  if (isFull) appendNode(leaf);
}

/** Puts a node behind all others of its height. */
function appendNode(node: usize): void {
  const root: usize = load<u32>(ORDER_ROOT);
  const height = heightOf(node) + 1;
  if (root == 0) {
    store<u32>(ORDER_ROOT, node as u32);
    return;
  }
  const above = lastOf(height);
  if (above != 0 && countOf(above) < INNER_FILLED) {
    pushChild(above, node);
    return;
  }
  const next = takeNode(height);
  setLast(height, next);
  if (above == 0) {
    pushChild(next, root);
    pushChild(next, node);
    store<u32>(ORDER_ROOT, next as u32);
  } else {
    pushChild(next, node);
    appendNode(next);
  }
}

function pushChild(node: usize, child: usize): void {
  const item = countOf(node);
  setCount(node, item + 1);
  setChild(node, item, child);
}
