/*
 * Huffman codes of limited length. Their total is the same however equal frequencies are ordered, but what it takes to tell
 * the lengths is not: so a heap orders them as zlib's does, by frequency and then by height, and the codes that are too long
 * are made shorter as there.
 */

// A tree: its last symbol, then for each symbol its frequency, for each node its parent or length, and the heap.
const SYMBOLS_MAX: usize = 286;
const NODES_MAX: usize = 2 * SYMBOLS_MAX + 1;
export const FREQUENCIES: usize = 4;
const LENGTHS: usize = FREQUENCIES + 4 * SYMBOLS_MAX;
const HEAP: usize = LENGTHS + 4 * NODES_MAX;
/** Codes of each length. */
const COUNTS: usize = HEAP + 4 * NODES_MAX;
export const TREE_BYTES: usize = COUNTS + 64;

// An entry of the heap: a node in 10 bits, its height in 6, its frequency in those above: all symbols are 16,384 at most.
const NODE_BITS: u32 = 10;
const NODE_MASK: u32 = (1 << NODE_BITS) - 1;
const HEIGHT_BITS: u32 = 6;
const HEIGHT_MASK: u32 = (1 << HEIGHT_BITS) - 1;

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
  for (let index = heapSize >> 1; index >= 1; index -= 1) sink(tree, index, heapAt(tree, index));
  const first = joinNodes(tree, symbolCount);
  return giveLengths(tree, first, last, bitsMax) - given;
}

function addToHeap(tree: usize, symbol: u32): void {
  heapSize += 1;
  put(tree + HEAP, heapSize, (frequencyOf(tree, symbol) << (HEIGHT_BITS + NODE_BITS)) | symbol);
}

/** Joins the two rarest nodes until there is one. Behind the heap then lie all nodes from this index on, the root first. */
function joinNodes(tree: usize, symbolCount: i32): u32 {
  let first = <u32>NODES_MAX;
  let node: u32 = symbolCount;
  do {
    const rarest = heapAt(tree, 1);
    sink(tree, 1, heapAt(tree, heapSize--));
    const second = heapAt(tree, 1);
    put(tree + HEAP, first - 1, rarest & NODE_MASK);
    put(tree + HEAP, first - 2, second & NODE_MASK);
    first -= 2;
    put(tree + LENGTHS, rarest & NODE_MASK, node);
    put(tree + LENGTHS, second & NODE_MASK, node);
    sink(tree, 1, joined(rarest >> NODE_BITS, second >> NODE_BITS, node));
    node += 1;
  } while (heapSize >= 2);
  put(tree + HEAP, first - 1, heapAt(tree, 1) & NODE_MASK);
  return first - 1;
}

/** The entry of a node above two others. */
// @ts-ignore: decorator
@inline
function joined(a: u32, b: u32, node: u32): u32 {
  const height = max(a & HEIGHT_MASK, b & HEIGHT_MASK) + 1;
  const frequency = (a >> HEIGHT_BITS) + (b >> HEIGHT_BITS);
  return (((frequency << HEIGHT_BITS) | height) << NODE_BITS) | node;
}

/** Puts an entry at this index of the heap, or below those that are rarer. */
function sink(tree: usize, index: u32, entry: u32): void {
  const heap = tree + HEAP;
  const rank = entry >> NODE_BITS;
  // Behind the last there is none that is rarer. The rarer one of two is chosen without a branch: which it is is chance.
  put(heap, heapSize + 1, -1);
  for (let child = index << 1; child <= heapSize; child <<= 1) {
    const left = load<u32>(heap + (<usize>child << 2));
    const right = load<u32>(heap + (<usize>child << 2), 4);
    const isRight = right >> NODE_BITS <= left >> NODE_BITS;
    const below = select(right, left, isRight);
    child += u32(isRight);
    if (rank <= below >> NODE_BITS) break;
    put(heap, index, below);
    index = child;
  }
  put(heap, index, entry);
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
