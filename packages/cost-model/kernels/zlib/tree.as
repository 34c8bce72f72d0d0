/*
 * Huffman codes of limited length. Their total is the same however equal frequencies are ordered, but what it takes to tell
 * the lengths is not: so a heap orders them as zlib's does, by frequency and then by height, and the codes that are too long
 * are made shorter as there.
 */

// A tree: its last symbol, then for each node its frequency, parent or length, and height, and the heap.
const NODES_MAX: usize = 2 * 286 + 1;
export const FREQUENCIES: usize = 4;
const LENGTHS: usize = FREQUENCIES + 4 * NODES_MAX;
const HEIGHTS: usize = LENGTHS + 4 * NODES_MAX;
const HEAP: usize = HEIGHTS + 4 * NODES_MAX;
/** Codes of each length. */
const COUNTS: usize = HEAP + 4 * NODES_MAX;
export const TREE_BYTES: usize = COUNTS + 64;

let heapSize: u32 = 0;

/** Length of a symbol's code. */
// @ts-ignore: decorator
@inline
export function lengthOf(tree: usize, symbol: u32): u32 {
  return load<u32>(tree + LENGTHS + (<usize>symbol << 2));
}

// @ts-ignore: decorator
@inline
function frequencyOf(tree: usize, node: u32): u32 {
  return load<u32>(tree + FREQUENCIES + (<usize>node << 2));
}

// @ts-ignore: decorator
@inline
function heapAt(tree: usize, index: u32): u32 {
  return load<u32>(tree + HEAP + (<usize>index << 2));
}

// @ts-ignore: decorator
@inline
function put(list: usize, index: u32, value: u32): void {
  store<u32>(list + (<usize>index << 2), value);
}

/** Finds the lengths of the codes of so many symbols by their frequencies; bits that all of them take together. */
export function buildTree(tree: usize, symbolCount: i32, bitsMax: i32): u32 {
  let last: i32 = -1;
  let given: u32 = 0;
  heapSize = 0;
  for (let symbol: i32 = 0; symbol < symbolCount; symbol += 1) {
    if (frequencyOf(tree, symbol) != 0) {
      last = symbol;
      addToHeap(tree, symbol);
    } else {
      put(tree + LENGTHS, symbol, 0);
    }
  }
  // A code needs two symbols at least. What is added does not occur.
  while (heapSize < 2) {
    let symbol: i32 = 0;
    if (last < 2) symbol = last += 1;
    put(tree + FREQUENCIES, symbol, 1);
    addToHeap(tree, symbol);
    given += 1;
  }
  store<i32>(tree, last);
  for (let index = heapSize >> 1; index >= 1; index -= 1) sink(tree, index);
  const first = joinNodes(tree, symbolCount);
  return giveLengths(tree, first, last, bitsMax) - given;
}

function addToHeap(tree: usize, symbol: u32): void {
  heapSize += 1;
  put(tree + HEAP, heapSize, symbol);
  put(tree + HEIGHTS, symbol, 0);
}

/** Joins the two rarest nodes until there is one. Behind the heap then lie all nodes from this index on, the root first. */
function joinNodes(tree: usize, symbolCount: i32): u32 {
  let first = <u32>NODES_MAX;
  let node: u32 = symbolCount;
  do {
    const rarest = heapAt(tree, 1);
    put(tree + HEAP, 1, heapAt(tree, heapSize));
    heapSize -= 1;
    sink(tree, 1);
    const second = heapAt(tree, 1);
    put(tree + HEAP, first - 1, rarest);
    put(tree + HEAP, first - 2, second);
    first -= 2;
    put(tree + FREQUENCIES, node, frequencyOf(tree, rarest) + frequencyOf(tree, second));
    put(tree + HEIGHTS, node, max(heightOf(tree, rarest), heightOf(tree, second)) + 1);
    put(tree + LENGTHS, rarest, node);
    put(tree + LENGTHS, second, node);
    put(tree + HEAP, 1, node);
    node += 1;
    sink(tree, 1);
  } while (heapSize >= 2);
  put(tree + HEAP, first - 1, heapAt(tree, 1));
  return first - 1;
}

// @ts-ignore: decorator
@inline
function heightOf(tree: usize, node: u32): u32 {
  return load<u32>(tree + HEIGHTS + (<usize>node << 2));
}

/** Lets a node of the heap sink below those that are rarer. */
function sink(tree: usize, index: u32): void {
  const node = heapAt(tree, index);
  for (let child = index << 1; child <= heapSize; child <<= 1) {
    if (child < heapSize && isRarer(tree, heapAt(tree, child + 1), heapAt(tree, child))) child += 1;
    if (isRarer(tree, node, heapAt(tree, child))) break;
    put(tree + HEAP, index, heapAt(tree, child));
    index = child;
  }
  put(tree + HEAP, index, node);
}

// @ts-ignore: decorator
@inline
function isRarer(tree: usize, a: u32, b: u32): bool {
  const frequency = frequencyOf(tree, a);
  const other = frequencyOf(tree, b);
  return frequency < other || (frequency == other && heightOf(tree, a) <= heightOf(tree, b));
}

/** Turns parents into lengths, none above the limit; bits of all codes. */
function giveLengths(tree: usize, first: u32, last: i32, bitsMax: i32): u32 {
  memory.fill(tree + COUNTS, 0, 64);
  let bits: u32 = 0;
  let excess: i32 = 0;
  put(tree + LENGTHS, heapAt(tree, first), 0);
  for (let index = first + 1; index < <u32>NODES_MAX; index += 1) {
    const node = heapAt(tree, index);
    let length = lengthOf(tree, lengthOf(tree, node)) + 1;
    if (<i32>length > bitsMax) {
      length = bitsMax;
      excess += 1;
    }
    put(tree + LENGTHS, node, length);
    if (<i32>node > last) continue;
    const counts = tree + COUNTS + (<usize>length << 2);
    store<u32>(counts, load<u32>(counts) + 1);
    bits += frequencyOf(tree, node) * length;
  }
  return excess == 0 ? bits : shorten(tree, last, bitsMax, excess);
}

/** Makes room for so many codes that are too long: a shorter one becomes one longer and takes one of them beside it. */
function shorten(tree: usize, last: i32, bitsMax: i32, excess: i32): u32 {
  const counts = tree + COUNTS;
  for (; excess > 0; excess -= 2) {
    let length: u32 = bitsMax - 1;
    while (countOf(counts, length) == 0) length -= 1;
    put(counts, length, countOf(counts, length) - 1);
    put(counts, length + 1, countOf(counts, length + 1) + 2);
    put(counts, bitsMax, countOf(counts, bitsMax) - 1);
  }
  // The rarest get the longest.
  let bits: u32 = 0;
  let index = <u32>NODES_MAX;
  for (let length: u32 = bitsMax; length > 0; length -= 1) {
    for (let left = countOf(counts, length); left > 0; ) {
      index -= 1;
      const node = heapAt(tree, index);
      if (<i32>node > last) continue;
      put(tree + LENGTHS, node, length);
      bits += frequencyOf(tree, node) * length;
      left -= 1;
    }
  }
  return bits;
}

function countOf(counts: usize, length: u32): u32 {
  return load<u32>(counts + (<usize>length << 2));
}
