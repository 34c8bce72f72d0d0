/**
 * Answers requests from the bytes received to the bytes sent, without JavaScript in between. A table brings two
 * functions: one that finds the places of all keys (so that misses of memory overlap), one that looks up a key.
 */
import { BYTES, END, EXISTS, FROM, GET, IS_FIRST, KEY, KIND, LEFT, LOOKUP_BYTES, MGET, PING, readRequests } from './requests.as';

// In the region that the thread has for input and output: see src/protocol/direct-requests.ts.
/** What has been done: u32 each, in the order of `report`. */
const REPORT: usize = 80 * 1024;
const OUTPUT: usize = 128 * 1024;
const OUTPUT_BYTES: usize = 256 * 1024;
const LOOKUPS: usize = 512 * 1024;
/** So many that waiting for memory overlaps, so few that what they touched is still in the cache. */
const LOOKUPS_MAX: usize = 64;
/** Of all but a value: `*65535\r\n$65535\r\n\r\n`. */
const HEADERS_BYTES: usize = 64;

const LINE_END: u16 = 0x0a0d;

// What `look` found.
let valueAt: usize = 0;
let valueBytes: u32 = 0;

/** For `look`: what to say of an entry. `needsMore` is for values that are not to be sent as they are. */
export const MISSING: u32 = 0;
export const FOUND: u32 = 1;
export const NEEDS_MORE: u32 = 2;

// @ts-ignore: decorator
@inline
export function setFound(at: usize, bytes: u32): void {
  valueAt = at;
  valueBytes = bytes;
}

let gets: u32 = 0;
let mgets: u32 = 0;
let existses: u32 = 0;
let pings: u32 = 0;
let hits: u32 = 0;
let misses: u32 = 0;
let lastKey: usize = 0;
let lastBytes: u32 = 0;

/** Answers as many of the requests in the first `inputBytes` of the region as it can; what that was is at REPORT. */
export function serve(
  region: usize,
  inputBytes: u32,
  isResp3: bool,
  prepare: (lookups: usize, end: usize) => void,
  look: (lookup: usize) => u32,
): void {
  const end = region + inputBytes;
  const output = region + OUTPUT;
  let at = region;
  let to = output;
  gets = mgets = existses = pings = hits = misses = lastBytes = 0;
  lastKey = 0;
  for (;;) {
    const lookups = region + LOOKUPS;
    const lookupsEnd = readRequests(at, end, lookups, lookups + LOOKUPS_MAX * LOOKUP_BYTES);
    if (lookupsEnd == lookups) break;
    prepare(lookups, lookupsEnd);
    const done = answer(lookups, lookupsEnd, to, output + OUTPUT_BYTES, isResp3, look);
    to = answeredTo;
    if (done != lookupsEnd) {
      at = load<u32>(done, FROM);
      break;
    }
    at = load<u32>(lookupsEnd - LOOKUP_BYTES, END);
  }
  report(region + REPORT, (at - region) as u32, (to - output) as u32, region);
}

function report(target: usize, consumed: u32, written: u32, region: usize): void {
  store<u32>(target, consumed);
  store<u32>(target, written, 4);
  store<u32>(target, gets, 8);
  store<u32>(target, mgets, 12);
  store<u32>(target, existses, 16);
  store<u32>(target, pings, 20);
  store<u32>(target, hits, 24);
  store<u32>(target, misses, 28);
  store<u32>(target, lastKey == 0 ? 0 : (lastKey - region) as u32, 32);
  store<u32>(target, lastBytes, 36);
}

let answeredTo: usize = 0;

/** The lookup of the first request that is not answered, or the end. */
function answer(
  lookups: usize,
  lookupsEnd: usize,
  output: usize,
  outputEnd: usize,
  isResp3: bool,
  look: (lookup: usize) => u32,
): usize {
  let to = output;
  let first = lookups;
  let present: u32 = 0;
  let absent: u32 = 0;
  answeredTo = output;
  for (let lookup = lookups; lookup < lookupsEnd; lookup += LOOKUP_BYTES) {
    if (to + HEADERS_BYTES > outputEnd) return first;
    const kind = load<u32>(lookup, KIND);
    if (load<u32>(lookup, IS_FIRST)) {
      present = absent = 0;
      if (kind == MGET) to = writeLine(to, 0x2a, load<u32>(lookup, LEFT) + 1);
    }
    if (kind == PING) {
      store<u64>(to, 0x000a_0d47_4e4f_502b);
      to += 7;
    } else {
      const state = look(lookup);
      if (state == NEEDS_MORE) return first;
      if (state == FOUND) present++;
      else absent++;
      if (kind != EXISTS) {
        if (state == FOUND) {
          if (to + valueBytes + HEADERS_BYTES > outputEnd) return first;
          to = writeValue(to);
        } else to = writeNil(to, isResp3);
      }
    }
    if (load<u32>(lookup, LEFT) != 0) continue;
    if (kind == EXISTS) to = writeLine(to, 0x3a, present);
    else {
      hits += present;
      misses += absent;
    }
    count(kind);
    if (kind != PING) {
      lastKey = load<u32>(lookup, KEY);
      lastBytes = load<u32>(lookup, BYTES);
    }
    answeredTo = to;
    first = lookup + LOOKUP_BYTES;
  }
  return first;
}

// @ts-ignore: decorator
@inline
function count(kind: u32): void {
  if (kind == GET) gets++;
  else if (kind == MGET) mgets++;
  else if (kind == EXISTS) existses++;
  else pings++;
}

// @ts-ignore: decorator
@inline
function writeValue(output: usize): usize {
  let to = writeLine(output, 0x24, valueBytes);
  if (valueBytes <= 64) {
    // Whole vectors: there is room behind both.
    for (let at: usize = 0; at < valueBytes; at += 16) v128.store(to + at, v128.load(valueAt + at));
  } else memory.copy(to, valueAt, valueBytes);
  to += valueBytes;
  store<u16>(to, LINE_END);
  return to + 2;
}

function writeNil(to: usize, isResp3: bool): usize {
  if (isResp3) {
    store<u32>(to, 0x000a_0d5f);
    return to + 3;
  }
  store<u32>(to, 0x0d31_2d24);
  store<u8>(to, 0x0a, 4);
  return to + 5;
}

/** A type, a number, and a line end. */
function writeLine(output: usize, type: u8, value: u32): usize {
  store<u8>(output, type);
  let digits: usize = 1;
  for (let rest = value; rest >= 10; rest /= 10) digits++;
  let to = output + digits;
  for (let rest = value, place = to; place > output; place--) {
    store<u8>(place, 0x30 + (rest % 10) as u8);
    rest /= 10;
  }
  store<u16>(to, LINE_END, 1);
  return to + 3;
}
