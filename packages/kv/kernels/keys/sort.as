/**
 * Keys are sorted. An element is a word of eight key bytes, a reference that is the caller's, and where the key lies.
 * Elements are sorted by their words; those of runs of one word get the next word behind what their keys share, and are
 * sorted among themselves.
 */
import { shared } from './bytes.as';

export const ELEMENT_BYTES: usize = 20;
export const REFERENCE: usize = 8;
export const KEY: usize = 12;
export const KEY_BYTES: usize = 16;

/** Key bytes of a word. */
const WORD_BYTES: u32 = 8;
/** Fewer are sorted by insertion. */
const SMALL: usize = 24 * ELEMENT_BYTES;
/** Next place and end of each of 256 bins. */
const BIN_BYTES: usize = 8;
const BINS_BYTES: usize = 256 * BIN_BYTES;

/** There are 16 KiB at `scratch` for the bins, and 8 bytes for each word of the longest key, and two more. */
export function sortKeys(elements: usize, elementCount: u32, scratch: usize): void {
  if (elementCount < 2) return;
  let stack = scratch + WORD_BYTES * BINS_BYTES;
  const stackEmpty = stack;
  let at = elements;
  let end = elements + elementCount * ELEMENT_BYTES;
  let depth = sharedDepth(at, end, 0);
  sortAt(at, end, depth, scratch);
  // Depth first: `at` only moves forward, and the stack holds where the runs around this one end.
  while (true) {
    if (at == end) {
      if (stack == stackEmpty) return;
      stack -= 8;
      end = load<u32>(stack);
      depth = load<u32>(stack, 4);
      continue;
    }
    const word = load<u64>(at);
    let runEnd = at + ELEMENT_BYTES;
    while (runEnd < end && load<u64>(runEnd) == word) runEnd += ELEMENT_BYTES;
    // Of keys that end within the word, zeros stand for what is not there: the shorter come first, then those that go on.
    if (runEnd > at + ELEMENT_BYTES) at = sortEnding(at, runEnd, depth + WORD_BYTES);
    if (runEnd - at <= ELEMENT_BYTES) {
      at = runEnd;
      continue;
    }
    store<u32>(stack, end as u32);
    store<u32>(stack, depth, 4);
    stack += 8;
    end = runEnd;
    depth = sharedDepth(at, end, depth + WORD_BYTES);
    sortAt(at, end, depth, scratch);
  }
}

/** Puts the keys of a run that are no longer than `depth` first, by length; returns where the others begin. */
function sortEnding(from: usize, end: usize, depth: u32): usize {
  let behind = from;
  for (let element = from; element < end; element += ELEMENT_BYTES) {
    const bytes = load<u32>(element, KEY_BYTES);
    if (bytes > depth) continue;
    const low = v128.load(element);
    v128.store(element, v128.load(behind));
    store<u32>(element, load<u32>(behind, KEY_BYTES), KEY_BYTES);
    let place = behind;
    while (place > from && load<u32>(place - ELEMENT_BYTES, KEY_BYTES) > bytes) {
      v128.store(place, v128.load(place - ELEMENT_BYTES));
      store<u32>(place, load<u32>(place - ELEMENT_BYTES, KEY_BYTES), KEY_BYTES);
      place -= ELEMENT_BYTES;
    }
    v128.store(place, low);
    store<u32>(place, bytes, KEY_BYTES);
    behind += ELEMENT_BYTES;
  }
  return behind;
}

/** How many first bytes all keys share, of which `depth` are known. */
function sharedDepth(from: usize, end: usize, depth: u32): u32 {
  const first = load<u32>(from, KEY) as usize;
  let most = load<u32>(from, KEY_BYTES) - depth;
  for (let element = from + ELEMENT_BYTES; element < end && most > 0; element += ELEMENT_BYTES) {
    const left = load<u32>(element, KEY_BYTES) - depth;
    if (left < most) most = left;
    most = shared(first + depth, (load<u32>(element, KEY) as usize) + depth, most);
  }
  return depth + most;
}

function sortAt(from: usize, end: usize, depth: u32, bins: usize): void {
  for (let element = from; element < end; element += ELEMENT_BYTES) {
    const left = load<u32>(element, KEY_BYTES) - depth;
    const bytes = bswap<u64>(load<u64>((load<u32>(element, KEY) as usize) + depth));
    const word = left >= WORD_BYTES ? bytes : left == 0 ? 0 : bytes & (u64.MAX_VALUE << ((64 - (left << 3)) as u64));
    store<u64>(element, word);
  }
  sortWords(from, end, 56, bins);
}

// @ts-ignore: decorator
@inline
function binOf(bins: usize, word: u64, shift: u64): usize {
  const byte = ((word >> shift) & 0xff) as usize;
  return bins + byte * BIN_BYTES;
}

/** Sorts by the byte at `top` of the words and those below it, in place. */
function sortWords(from: usize, end: usize, top: u64, bins: usize): void {
  if (end - from <= SMALL) {
    insertAll(from, end);
    return;
  }
  let shift = top;
  while (true) {
    memory.fill(bins, 0, BINS_BYTES);
    for (let element = from; element < end; element += ELEMENT_BYTES) {
      const bin = binOf(bins, load<u64>(element), shift);
      store<u32>(bin, load<u32>(bin) + (ELEMENT_BYTES as u32));
    }
    // A byte that all words share tells nothing.
    const shared = load<u32>(binOf(bins, load<u64>(from), shift)) as usize;
    if (shared < end - from) break;
    if (shift == 0) return;
    shift -= 8;
  }
  const binsEnd = bins + BINS_BYTES;
  let at = from;
  for (let bin = bins; bin < binsEnd; bin += BIN_BYTES) {
    const bytes = load<u32>(bin);
    store<u32>(bin, at as u32);
    at += bytes;
    store<u32>(bin, at as u32, 4);
  }
  for (let bin = bins; bin < binsEnd; bin += BIN_BYTES) {
    let next = load<u32>(bin) as usize;
    const binEnd = load<u32>(bin, 4) as usize;
    while (next < binEnd) {
      // An element that belongs elsewhere goes there, and what was there goes on, until one belongs here.
      let low = v128.load(next);
      let high = load<u32>(next, 16);
      while (true) {
        const home = binOf(bins, i64x2.extract_lane(low, 0) as u64, shift);
        if (home == bin) break;
        const place = load<u32>(home) as usize;
        store<u32>(home, (place + ELEMENT_BYTES) as u32);
        const lowThere = v128.load(place);
        const highThere = load<u32>(place, 16);
        v128.store(place, low);
        store<u32>(place, high, 16);
        low = lowThere;
        high = highThere;
      }
      v128.store(next, low);
      store<u32>(next, high, 16);
      next += ELEMENT_BYTES;
    }
  }
  if (shift == 0) return;
  at = from;
  for (let bin = bins; bin < binsEnd; bin += BIN_BYTES) {
    const binEnd = load<u32>(bin, 4) as usize;
    if (binEnd - at > ELEMENT_BYTES) sortWords(at, binEnd, shift - 8, binsEnd);
    at = binEnd;
  }
}

function insertAll(from: usize, end: usize): void {
  for (let element = from + ELEMENT_BYTES; element < end; element += ELEMENT_BYTES) {
    const low = v128.load(element);
    const high = load<u32>(element, 16);
    const word = i64x2.extract_lane(low, 0) as u64;
    let place = element;
    while (place > from && load<u64>(place - ELEMENT_BYTES) > word) {
      v128.store(place, v128.load(place - ELEMENT_BYTES));
      store<u32>(place, load<u32>(place - ELEMENT_BYTES, 16), 16);
      place -= ELEMENT_BYTES;
    }
    v128.store(place, low);
    store<u32>(place, high, 16);
  }
}
