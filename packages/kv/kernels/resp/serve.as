/**
 * Answers requests from the bytes received to the bytes sent, without JavaScript in between. A table brings two
 * functions: one that finds the places of all keys (so that misses of memory overlap), one that looks up a key. One
 * that can be written brings a third, which writes a value and what the log has to say about it.
 */
import { BYTES, END, EXISTS, FROM, GET, IS_FIRST, isCut, KEY, KIND, LEFT, LOOKUP_BYTES, MGET, PING, readRequests, SET } from './requests.as';

// In the region that the thread has for input and output: see src/table/direct-requests.ts. Its first 64 KiB are the
// table's own.
/** What has been done: u32 each, in the order of `report`. */
const REPORT: usize = 64 * 1024;
const INPUT: usize = 72 * 1024;
const OUTPUT: usize = 144 * 1024;
const OUTPUT_BYTES: usize = 256 * 1024;
/** Operations of the log: they are shorter than the requests that they come from. */
const JOURNAL: usize = 400 * 1024;
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

/** Where the next operation of the log goes, and the longest of them: for who writes. */
export let journalEnd: usize = 0;
let operationMost: u32 = 0;

// @ts-ignore: decorator
@inline
export function addOperation(end: usize): void {
  const bytes = (end - journalEnd) as u32;
  if (bytes > operationMost) operationMost = bytes;
  journalEnd = end;
}

let gets: u32 = 0;
let sets: u32 = 0;
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
  write: (lookup: usize) => bool,
  mayWrite: bool,
): void {
  const input = region + INPUT;
  const end = input + inputBytes;
  const output = region + OUTPUT;
  let at = input;
  let to = output;
  journalEnd = region + JOURNAL;
  operationMost = 0;
  sets = gets = mgets = existses = pings = hits = misses = lastBytes = 0;
  lastKey = 0;
  for (;;) {
    const lookups = region + LOOKUPS;
    const lookupsEnd = readRequests(at, end, lookups, lookups + LOOKUPS_MAX * LOOKUP_BYTES, mayWrite);
    if (lookupsEnd == lookups) break;
    prepare(lookups, lookupsEnd);
    const done = answer(lookups, lookupsEnd, to, output + OUTPUT_BYTES, isResp3, look, write);
    to = answeredTo;
    if (done != lookupsEnd) {
      at = load<u32>(done, FROM);
      break;
    }
    at = load<u32>(lookupsEnd - LOOKUP_BYTES, END);
  }
  report(region + REPORT, (at - input) as u32, (to - output) as u32, region);
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
  store<u32>(target, sets, 40);
  store<u32>(target, (journalEnd - region - JOURNAL) as u32, 44);
  store<u32>(target, operationMost, 48);
  store<u32>(target, isCut as u32, 52);
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
  write: (lookup: usize) => bool,
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
    } else if (kind == SET) {
      if (!write(lookup)) return first;
      store<u64>(to, 0x0000_000a_0d4b_4f2b);
      to += 5;
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
    else if (kind != SET) {
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
  else if (kind == SET) sets++;
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
