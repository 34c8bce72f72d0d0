/**
 * Keys divided into ranges of about as many, by a sorted sample of them. Each range has a chain of nodes for the records
 * that belong to it; these become leaves, or are used again for leaves.
 */
import { shared } from '../../keys/bytes.as';
import { ELEMENT_BYTES, KEY, KEY_BYTES, REFERENCE } from '../../keys/sort.as';
import { areEqual } from '../record.as';
import { compareTo, prefixOf } from './keys.as';
import { LEAF_MOST, countOf, freeNode, placeOf, recordAt, setCount, takeNode } from './nodes.as';

/** The first eight bytes, behind what all of the sample share, of the first key of a range. */
const WORD_BYTES: usize = 8;
/** The record of the first key, the last node of the chain, and how many records there are in it. */
const RANGE_BYTES: usize = 12;
const CHAIN: usize = 4;
const COUNT: usize = 8;
export const RANGES_MOST: u32 = 8192;
export const RANGES_BYTES: usize = (RANGES_MOST as usize) * (WORD_BYTES + RANGE_BYTES);
/** Of a node of a chain: the one before. */
const BEFORE: usize = 4;

let words: usize = 0;
let fields: usize = 0;
let ranges: u32 = 0;
/** What all keys of the sample begin with. */
let head: usize = 0;
let headBytes: u32 = 0;

// @ts-ignore: decorator
@inline
function fieldsOf(range: u32): usize {
  return fields + (range as usize) * RANGE_BYTES;
}

/** The elements are sorted, and more than `count`; there are RANGES_BYTES at `at`. */
export function divide(elements: usize, sampled: u32, count: u32, at: usize): void {
  words = at;
  fields = at + (RANGES_MOST as usize) * WORD_BYTES;
  ranges = count;
  const last = elements + ((sampled - 1) as usize) * ELEMENT_BYTES;
  head = load<u32>(elements, KEY);
  headBytes = shared(head, load<u32>(last, KEY), min(load<u32>(elements, KEY_BYTES), load<u32>(last, KEY_BYTES)));
  for (let range: u32 = 0; range < ranges; ++range) {
    const element = elements + ((((range as u64) * sampled) / ranges) as usize) * ELEMENT_BYTES;
    const key: usize = load<u32>(element, KEY);
    store<u64>(words + ((range as usize) << 3), prefixOf(key + headBytes, load<u32>(element, KEY_BYTES) - headBytes));
    store<u32>(fieldsOf(range), load<u32>(element, REFERENCE));
    store<u32>(fieldsOf(range), 0, CHAIN);
    store<u32>(fieldsOf(range), 0, COUNT);
  }
}

/** Puts a record that has this key into its range. There are nodes for it. */
export function putInRange(record: usize, key: usize, bytes: u32): void {
  const range = fieldsOf(rangeOf(key, bytes));
  let node: usize = load<u32>(range, CHAIN);
  if (node == 0 || countOf(node) == LEAF_MOST) {
    const next = takeNode(0);
    store<u32>(next, node as u32, BEFORE);
    store<u32>(range, next as u32, CHAIN);
    node = next;
  }
  const place = countOf(node);
  store<u32>(placeOf(node, place), record as u32);
  setCount(node, place + 1);
  store<u32>(range, load<u32>(range, COUNT) + 1, COUNT);
}

/** The last range whose first key is not behind this one; the first for keys before all. */
function rangeOf(key: usize, bytes: u32): u32 {
  const isLike = bytes >= headBytes && areEqual(key, head, headBytes);
  const word = isLike ? prefixOf(key + headBytes, bytes - headBytes) : 0;
  let low: u32 = 1;
  let high = ranges;
  while (low < high) {
    const middle = (low + high) >> 1;
    const other = load<u64>(words + ((middle as usize) << 3));
    const isBehind =
      isLike && word != other ? word < other : compareTo(key, bytes, load<u32>(fieldsOf(middle))) < 0;
    if (isBehind) high = middle;
    else low = middle + 1;
  }
  return low - 1;
}

export function countInRange(range: u32): u32 {
  return load<u32>(fieldsOf(range), COUNT);
}

/** Writes the records of a range as references of elements; its nodes are free then. */
export function takeRange(range: u32, elements: usize): void {
  let element = elements;
  let node: usize = load<u32>(fieldsOf(range), CHAIN);
  while (node != 0) {
    const count = countOf(node);
    for (let place: u32 = 0; place < count; ++place) {
      store<u32>(element, recordAt(node, place) as u32, REFERENCE);
      element += ELEMENT_BYTES;
    }
    const before: usize = load<u32>(node, BEFORE);
    freeNode(node);
    node = before;
  }
  store<u32>(fieldsOf(range), 0, CHAIN);
}
