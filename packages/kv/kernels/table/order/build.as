/**
 * The index in key order is made of all entries at once, where they came past it. To insert them one by one looks at ten
 * or twenty records for each, which lie anywhere; here each is looked at twice: when it is put into a range of keys, and
 * when its range is sorted, which then fits in the cache.
 */
import { ELEMENT_BYTES, KEY, KEY_BYTES, REFERENCE, sortKeys } from '../../keys/sort.as';
import { COUNT, IS_ORDERED, NONE, ORDER, SEGMENT_BYTES } from '../layout.as';
import { giveWay } from '../evict.as';
import { order } from '../order.as';
import { giveBack, startOf, takeSegments } from '../segments.as';
import { addressIn, listFrom, listed } from '../walk.as';
import { findKey, foundKey, foundKeyBytes } from './keys.as';
import { appendRecord, beginLeaves } from './leaves.as';
import { clearNodes, prepareNodes } from './nodes.as';
import { RANGES_BYTES, RANGES_MOST, countInRange, divide, putInRange, takeRange } from './ranges.as';

/** What `orderSome` says. */
const MORE: u32 = 0;
const DONE: u32 = 1;
const MEMORY_FULL: u32 = 2;

/** Of the next call. */
const BEGIN: u32 = 0;
const PUT: u32 = 1;
const SORT: u32 = 2;
const INSERT: u32 = 3;
let step: u32 = BEGIN;
/** Where the walk stands, and which range is the next. */
let from: u64 = 0;
let range: u32 = 0;
let ranges: u32 = 0;

/** Entries of a call: a few milliseconds. */
const STEP_MOST: u32 = 8192;
/** On average; a range may have five times as many by chance, and is refused beyond that. */
const RANGE_ENTRIES: u32 = 8192;
const SAMPLES_OF_RANGE: u32 = 8;
/** Fewer are inserted one by one. */
const LEAST: u32 = 2 * RANGE_ENTRIES;

/** Memory to work in: the ranges, what sorting needs for keys of 64 KiB at most, and elements. */
const WORK_SEGMENTS: u32 = 2;
const SCRATCH_BYTES: usize = 96 * 1024;
const ELEMENTS_MOST: u32 = (((WORK_SEGMENTS as usize) * SEGMENT_BYTES - RANGES_BYTES - SCRATCH_BYTES) / ELEMENT_BYTES) as u32;
let work: u32 = NONE;

// @ts-ignore: decorator
@inline
function elements(): usize {
  return startOf(work) + RANGES_BYTES + SCRATCH_BYTES;
}

/** Until the order has been made, entries come past it. The table is empty. */
export function deferOrder(): void {
  store<u32>(IS_ORDERED, 0);
}

/** Makes some of the order; nothing else may change the table meanwhile. */
export function orderSome(): u32 {
  if (step == BEGIN) begin();
  else if (step == PUT) put();
  else if (step == SORT) sort();
  else insert();
  if (step != BEGIN) return MORE;
  if (isFull) {
    clearNodes();
    return MEMORY_FULL;
  }
  store<u32>(IS_ORDERED, 1);
  return DONE;
}

let isFull: bool = false;

function end(full: bool): void {
  if (work != NONE) giveBack(work);
  work = NONE;
  isFull = full;
  step = BEGIN;
}

function begin(): void {
  clearNodes();
  from = 0;
  step = INSERT;
  const count = load<u32>(COUNT);
  if (count >= LEAST) {
    work = takeSegments(WORK_SEGMENTS, ORDER, 1);
    if (work == NONE && giveWay(WORK_SEGMENTS + 1)) work = takeSegments(WORK_SEGMENTS, ORDER, 1);
  }
  // Slower, but it takes no more than the order itself.
  if (work == NONE) return;
  ranges = min(count / RANGE_ENTRIES, RANGES_MOST);
  const sampled = sample(min(ranges * SAMPLES_OF_RANGE, ELEMENTS_MOST));
  sortKeys(elements(), sampled, startOf(work) + RANGES_BYTES);
  divide(elements(), sampled, ranges, startOf(work));
  from = 0;
  range = 0;
  beginLeaves();
  step = PUT;
}

/** Makes elements of the first entries in the order of hashes, which are as good as any. */
function sample(most: u32): u32 {
  let sampled: u32 = 0;
  while (sampled < most) {
    from = listFrom(from);
    for (let item: u32 = 0; item < listed && sampled < most; ++item) {
      store<u32>(elements() + (sampled++ as usize) * ELEMENT_BYTES, addressIn(item) as u32, REFERENCE);
    }
    if (from == 0) break;
  }
  findKeys(sampled);
  return sampled;
}

function findKeys(count: u32): void {
  const behind = elements() + (count as usize) * ELEMENT_BYTES;
  for (let element = elements(); element < behind; element += ELEMENT_BYTES) {
    findKey(load<u32>(element, REFERENCE));
    store<u32>(element, foundKey as u32, KEY);
    store<u32>(element, foundKeyBytes, KEY_BYTES);
  }
}

function put(): void {
  for (let done: u32 = 0; done < STEP_MOST; done += listed) {
    const next = listFrom(from);
    for (let item: u32 = 0; item < listed; ++item) {
      if (!hasNodes()) return insertInstead();
      findKey(addressIn(item));
      putInRange(addressIn(item), foundKey, foundKeyBytes);
    }
    from = next;
    if (from == 0) {
      step = SORT;
      return;
    }
  }
}

function sort(): void {
  const count = countInRange(range);
  if (count > ELEMENTS_MOST) {
    // By chance, or somebody chose keys so that it happens.
    insertInstead();
    return;
  }
  takeRange(range, elements());
  findKeys(count);
  sortKeys(elements(), count, startOf(work) + RANGES_BYTES);
  for (let element: u32 = 0; element < count; ++element) {
    if (!hasNodes()) return insertInstead();
    appendRecord(load<u32>(elements() + (element as usize) * ELEMENT_BYTES, REFERENCE));
  }
  if (++range == ranges) end(false);
}

/** All entries one by one: without the memory to work in, which is room for nodes then. */
function insertInstead(): void {
  giveBack(work);
  work = NONE;
  clearNodes();
  from = 0;
  step = INSERT;
}

/** Whether the next entry finds all nodes that it may need. No record may be moved for them: ranges hold addresses. */
function hasNodes(): bool {
  return prepareNodes() || (giveWay(2) && prepareNodes());
}

function insert(): void {
  for (let done: u32 = 0; done < STEP_MOST; done += listed) {
    const next = listFrom(from);
    for (let item: u32 = 0; item < listed; ++item) {
      if (!hasNodes()) return end(true);
      order(addressIn(item));
    }
    from = next;
    if (from == 0) return end(false);
  }
}
