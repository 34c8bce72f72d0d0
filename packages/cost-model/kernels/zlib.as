/**
 * Tells how many bytes zlib 1.2 makes of a record at its usual level (6), without making them. Matches and codes are those
 * that it would take (RFC 1950, RFC 1951, and where these leave a choice zlib's own: lazy matches, hash chains of 128,
 * blocks of 16,383 symbols), so that the number is the same to the byte.
 */
import {
  blockBits,
  openBlock,
  placeBlock,
  symbols,
  tallyLiteral,
  tallyMatch,
} from './zlib/block.as';

const WINDOW_BYTES: u32 = 32 * 1024;
const WINDOW_MASK: u32 = WINDOW_BYTES - 1;
const FILLED_BYTES: u32 = 2 * WINDOW_BYTES;
const HASH_MASK: u32 = 0x7fff;
const TABLE_BYTES: usize = 4 * 32 * 1024;

const MATCH_MIN: u32 = 3;
const MATCH_MAX: u32 = 258;
/** What has to be read ahead, while there is more to read. */
const AHEAD_MIN: u32 = MATCH_MAX + MATCH_MIN + 1;
const DISTANCE_MAX: u32 = WINDOW_BYTES - AHEAD_MIN;
/** A match of three bytes that is farther away is no gain. */
const FAR: u32 = 4096;

// Level 6.
const GOOD_LENGTH: u32 = 8;
const LAZY_LENGTH: u32 = 16;
const NICE_LENGTH: u32 = 128;
const CHAIN_MAX: u32 = 128;

const SYMBOLS_MAX: u32 = 16 * 1024 - 1;
const HEADER_AND_SUM_BYTES: u32 = 6;

/** The latest place of each hash, and the one before of each place in the window. Places of earlier records are lower. */
let heads: usize = 0;
let previous: usize = 0;
/** Place of the record's first byte. */
let origin: u32 = WINDOW_BYTES;
const ORIGIN_MAX: u32 = 1 << 30;

let matchPlace: u32 = 0;

export function open(tables: usize): void {
  heads = tables;
  previous = tables + TABLE_BYTES;
  placeBlock(tables + 2 * TABLE_BYTES);
}

/** Of the record at [start, start + bytes), shorter than a gibibyte; 8 bytes behind it may be read. */
export function zlibBytes(start: usize, bytes: u32): u32 {
  if (origin > ORIGIN_MAX) {
    memory.fill(heads, 0, 2 * TABLE_BYTES);
    origin = WINDOW_BYTES;
  }
  const end = origin + bytes;
  const bits = deflateBits(start - <usize>origin, end);
  origin = end;
  return HEADER_AND_SUM_BYTES + <u32>((bits + 7) >> 3);
}

/** The byte at a place lies at `base` and that place. */
function deflateBits(base: usize, end: u32): u64 {
  // zlib moves its window on by half when it has read what is in it; what lies at its very beginning is never found.
  let window = origin;
  let filled = min(end, window + FILLED_BYTES);
  let bits: u64 = 0;
  let block = origin;
  let place = origin;
  let length = MATCH_MIN - 1;
  let isPending = false;
  openBlock();
  while (place < end) {
    if (filled < end && filled - place < AHEAD_MIN) {
      window += WINDOW_BYTES;
      filled = min(end, window + FILLED_BYTES);
    }
    const ahead = filled - place;
    const head = ahead >= MATCH_MIN ? insert(base, place) : 0;
    const lastLength = length;
    const lastPlace = matchPlace;
    length = MATCH_MIN - 1;
    if (head > window && lastLength < LAZY_LENGTH && place - head <= DISTANCE_MAX) {
      length = longestMatch(base, place, head, window, lastLength, ahead);
      if (length == MATCH_MIN && place - matchPlace > FAR) length = MATCH_MIN - 1;
    }
    if (lastLength >= MATCH_MIN && length <= lastLength) {
      tallyMatch(lastLength, place - 1 - lastPlace);
      const behind = place + lastLength - 1;
      const inserted = min(behind, filled - MATCH_MIN + 1);
      for (place += 1; place < inserted; place += 1) insert(base, place);
      place = behind;
      isPending = false;
      length = MATCH_MIN - 1;
      if (symbols == SYMBOLS_MAX) {
        bits += blockBits(bits, place - block);
        block = place;
        openBlock();
      }
      continue;
    }
    if (isPending) {
      tallyLiteral(load<u8>(base + <usize>(place - 1)));
      if (symbols == SYMBOLS_MAX) {
        bits += blockBits(bits, place - block);
        block = place;
        openBlock();
      }
    }
    isPending = true;
    place += 1;
  }
  if (isPending) tallyLiteral(load<u8>(base + <usize>(place - 1)));
  return bits + blockBits(bits, end - block);
}

/** Puts a place before the others of its hash; the one that was the latest. */
// @ts-ignore: decorator
@inline
function insert(base: usize, place: u32): u32 {
  const bytes = load<u32>(base + <usize>place);
  const hash = ((bytes << 10) ^ (((bytes >> 8) & 0xff) << 5) ^ ((bytes >> 16) & 0xff)) & HASH_MASK;
  const slot = heads + (<usize>hash << 2);
  const head = load<u32>(slot);
  store<u32>(previous + (<usize>(place & WINDOW_MASK) << 2), head);
  store<u32>(slot, place);
  return head;
}

/** The length of the longest match that is longer than the last one, whose place is kept; else that of the last one. */
function longestMatch(base: usize, place: u32, head: u32, window: u32, lastLength: u32, ahead: u32): u32 {
  const limit = place - window > DISTANCE_MAX ? place - DISTANCE_MAX : window;
  const nice = min(NICE_LENGTH, ahead);
  const lengthMax = min(MATCH_MAX, ahead);
  const p = base + <usize>place;
  let chain = lastLength >= GOOD_LENGTH ? CHAIN_MAX >> 2 : CHAIN_MAX;
  let best = lastLength;
  // Of a longer match these bytes are the same: the last four of it, or the first three.
  let tail: usize = best > 2 ? best - 3 : 0;
  let mask: u32 = best > 2 ? -1 : 0xffffff;
  let bytes = load<u32>(p + tail) & mask;
  let candidate = head;
  do {
    const match = base + <usize>candidate;
    if ((load<u32>(match + tail) & mask) == bytes) {
      const length = sharedBytes(p, match, lengthMax);
      if (length > best) {
        matchPlace = candidate;
        best = length;
        if (length >= nice) break;
        tail = best - 3;
        mask = -1;
        bytes = load<u32>(p + tail);
      }
    }
    candidate = load<u32>(previous + (<usize>(candidate & WINDOW_MASK) << 2));
    chain -= 1;
  } while (candidate > limit && chain != 0);
  return min(best, ahead);
}

/** How many bytes two places share, up to so many. */
// @ts-ignore: decorator
@inline
function sharedBytes(a: usize, b: usize, most: u32): u32 {
  for (let length: u32 = 0; length < most; length += 8) {
    const differing = load<u64>(a + <usize>length) ^ load<u64>(b + <usize>length);
    if (differing != 0) return min(length + (<u32>ctz(differing) >> 3), most);
  }
  return most;
}
