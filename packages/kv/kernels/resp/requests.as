/**
 * Requests of RESP (arrays of bulk strings) that a table answers by itself: GET, MGET, EXISTS, PING, and SET of a
 * key and a value. Reading stops before anything else, be it another command, a malformed request or one that is not
 * whole: JavaScript knows those.
 */

/**
 * For each key: hash (u64), key, bytes, a place of the table's own, kind, where its request begins and ends, and keys
 * of its request that are still to come (the last one has none), and the value to set.
 */
export const LOOKUP_BYTES: usize = 48;
export const HASH: usize = 0;
export const KEY: usize = 8;
export const BYTES: usize = 12;
export const PLACE: usize = 16;
export const KIND: usize = 20;
export const FROM: usize = 24;
export const END: usize = 28;
export const LEFT: usize = 32;
export const IS_FIRST: usize = 36;
export const VALUE: usize = 40;
export const VALUE_BYTES: usize = 44;

export const GET: u32 = 0;
export const MGET: u32 = 1;
export const EXISTS: u32 = 2;
/** Has no key. */
export const PING: u32 = 3;
export const SET: u32 = 4;

// "$3\r\n" and so on, as they lie in memory.
const BULK_OF_3: u32 = 0x0a0d_3324;
const BULK_OF_4: u32 = 0x0a0d_3424;
const BULK_OF_6: u32 = 0x0a0d_3624;
const LINE_END: u32 = 0x0a0d;
const STAR: u32 = 0x2a;
const DOLLAR: u32 = 0x24;
/** Lower case: bit 5 of each byte. */
const LOWER: u32 = 0x2020_2020;
const NAME_GET: u32 = 0x0074_6567;
const NAME_SET: u32 = 0x0074_6573;
const NAME_MGET: u32 = 0x7465_676d;
const NAME_PING: u32 = 0x676e_6970;
const NAME_EXIS: u32 = 0x7369_7865;
const NAME_TS: u32 = 0x7374;
/** `*1\r\n$4\r\nPING\r\n`: no request of these is shorter. */
const SHORTEST: usize = 14;
const DIGITS_MAX: u32 = 6;

/** Behind the number read last; 0 when there is none that is whole. */
let behind: usize = 0;

/** Reading stopped at a request that is not whole: with more input it may go on. */
export let isCut: bool = false;

/** Where the list of lookups ends. May load a few bytes behind `end`. */
export function readRequests(from: usize, end: usize, lookups: usize, lookupsEnd: usize, mayWrite: bool): usize {
  let at = from;
  let to = lookups;
  isCut = false;
  while (at + SHORTEST <= end && to < lookupsEnd && load<u8>(at) == STAR) {
    const count = readNumber(at + 1, end);
    if (behind == 0 || count == 0) return to;
    const kind = readName(behind);
    if (behind == 0) return to;
    if (kind == SET) {
      if (count != 3 || !mayWrite || !addKeys(at, end, kind, 1, to, lookupsEnd) || !addValue(to, end)) return to;
    } else if (kind == PING) {
      if (count != 1) return to;
      addPing(at, to);
    } else if (count < 2 || (kind == GET && count != 2) || !addKeys(at, end, kind, count - 1, to, lookupsEnd)) return to;
    const next = to + (kind == PING || kind == SET ? 1 : count - 1) * LOOKUP_BYTES;
    at = load<u32>(next - LOOKUP_BYTES, END);
    if (at > end) return to;
    to = next;
  }
  if (to < lookupsEnd && at + SHORTEST > end) isCut = true;
  return to;
}

function addPing(from: usize, to: usize): void {
  store<u32>(to, PING, KIND);
  store<u32>(to, from as u32, FROM);
  store<u32>(to, behind as u32, END);
  store<u32>(to, 0, LEFT);
  store<u32>(to, 1, IS_FIRST);
}

/** False when the keys are not whole or are too many. */
function addKeys(from: usize, end: usize, kind: u32, count: u32, lookups: usize, lookupsEnd: usize): bool {
  if (count > (((lookupsEnd - lookups) / LOOKUP_BYTES) as u32)) return false;
  let at = behind;
  let to = lookups;
  for (let left = count; left > 0; left--) {
    if (!readBulk(at, end)) return false;
    store<u32>(to, bulk as u32, KEY);
    store<u32>(to, bulkBytes, BYTES);
    at = bulk + bulkBytes + 2;
    store<u32>(to, kind, KIND);
    store<u32>(to, from as u32, FROM);
    store<u32>(to, left - 1, LEFT);
    store<u32>(to, (left == count) as u32, IS_FIRST);
    to += LOOKUP_BYTES;
  }
  store<u32>(to - LOOKUP_BYTES, at as u32, END);
  return true;
}

/** Behind the key of a SET. */
function addValue(to: usize, end: usize): bool {
  if (!readBulk(load<u32>(to, END), end)) return false;
  store<u32>(to, bulk as u32, VALUE);
  store<u32>(to, bulkBytes, VALUE_BYTES);
  store<u32>(to, (bulk as u32) + bulkBytes + 2, END);
  return true;
}

let bulk: usize = 0;
let bulkBytes: u32 = 0;

function readBulk(at: usize, end: usize): bool {
  if (at >= end) {
    isCut = true;
    return false;
  }
  if (load<u8>(at) != DOLLAR) return false;
  bulkBytes = readNumber(at + 1, end);
  if (behind == 0) return false;
  bulk = behind;
  if (bulk + bulkBytes + 2 > end) {
    isCut = true;
    return false;
  }
  return load<u16>(bulk + bulkBytes) == LINE_END;
}

/** The kind, with `behind` behind the name; 0 there when it is none of these. */
function readName(at: usize): u32 {
  const header = load<u32>(at);
  const name = load<u32>(at, 4) | LOWER;
  behind = 0;
  if (header == BULK_OF_3) {
    const letters = name & 0x00ff_ffff;
    if ((letters != NAME_GET && letters != NAME_SET) || load<u16>(at, 7) != LINE_END) return 0;
    behind = at + 9;
    return letters == NAME_GET ? GET : SET;
  }
  if (header == BULK_OF_4) {
    if ((name != NAME_MGET && name != NAME_PING) || load<u16>(at, 8) != LINE_END) return 0;
    behind = at + 10;
    return name == NAME_PING ? PING : MGET;
  }
  if (header != BULK_OF_6 || name != NAME_EXIS) return 0;
  if (((load<u16>(at, 8) as u32) | 0x2020) != NAME_TS || load<u16>(at, 10) != LINE_END) return 0;
  behind = at + 12;
  return EXISTS;
}

/** Digits and a line end. */
function readNumber(from: usize, end: usize): u32 {
  let at = from;
  let value: u32 = 0;
  behind = 0;
  while (at < end && at - from < DIGITS_MAX) {
    const digit = (load<u8>(at) as u32) - 0x30;
    if (digit > 9) break;
    value = value * 10 + digit;
    at++;
  }
  if (at + 2 > end) {
    isCut = true;
    return 0;
  }
  if (at == from || load<u16>(at) != LINE_END) return 0;
  behind = at + 2;
  return value;
}
