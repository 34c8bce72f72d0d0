/**
 * Sums by key: an open-addressing hash table, at most half full, at the end of its region; longer keys are kept
 * from the region's beginning on. A spill sorts it in place: the free half has room for the entries of the sort.
 */
import { copyBytes, hashBytes, hashShort, highOf, lowOf, sharedLength, below } from './bytes.as';
import { readHead, readInteger, isSafe, keyAt, keyBytes, NOT_AN_INTEGER } from './pairs.as';
import { lineEndOf, tabOf } from './lines.as';
import { SLOT_BYTES, SLOT_SUM, SLOT_LENGTH, SLOT_ADDRESS, INLINE_BYTES_MAX } from './slots.as';

// State that JavaScript shares: u32 each.
const TABLE: usize = 24;
const SLOTS: usize = 28;
const KEYS: usize = 32;
const COUNT: usize = 36;
const COUNT_MAX: usize = 40;
const START: usize = 44;
const END: usize = 48;
/** What was added in the present call. */
const ADDED: usize = 52;
/** The key that a failing call is about. */
const KEY_AT: usize = 56;
const KEY_BYTES: usize = 60;

// How an addition ended.
const DONE: u32 = 0;
const FULL: u32 = 1;
const UNSAFE: u32 = 2;
const NOT_A_NUMBER: u32 = 3;

/** Begins with a table of `slots` slots for a region. */
export function openTable(state: usize, start: usize, end: usize, slots: u32): void {
  store<u32>(state, start as u32, START);
  store<u32>(state, end as u32, END);
  setTable(state, slots);
}

function setTable(state: usize, slots: u32): void {
  const table = (load<u32>(state, END) as usize) - slots * SLOT_BYTES;
  store<u32>(state, table as u32, TABLE);
  store<u32>(state, slots, SLOTS);
  store<u32>(state, slots >>> 1, COUNT_MAX);
  clearTable(state);
}

/** Forgets all sums. */
export function clearTable(state: usize): void {
  memory.fill(load<u32>(state, TABLE), 0, load<u32>(state, SLOTS) * SLOT_BYTES);
  store<u32>(state, 0, COUNT);
  store<u32>(state, load<u32>(state, START), KEYS);
}

/** Makes the table up to four times as large; false when the region has no room for one worth the work. */
export function growTable(state: usize): bool {
  const slots = load<u32>(state, SLOTS);
  const table: usize = load<u32>(state, TABLE);
  const count = load<u32>(state, COUNT);
  const keys: usize = load<u32>(state, KEYS);
  const start: usize = load<u32>(state, START);
  const end: usize = load<u32>(state, END);
  // Keys grow with the table.
  let target: u64 = 0;
  for (let quarters: u64 = 16; quarters >= 6; quarters = quarters == 16 ? 8 : quarters - 2) {
    const wanted = ((slots as u64) * quarters) >>> 2;
    const keyRoom = (((keys - start) as u64) * quarters) >>> 2;
    const moved = (count as u64) * SLOT_BYTES;
    if (wanted * SLOT_BYTES + max<u64>(keyRoom, ((keys - start) as u64) + moved + 64) <= ((end - start) as u64)) {
      target = wanted;
      break;
    }
  }
  if (target == 0) return false;
  // The occupied slots wait in the free middle, behind the keys, while the table is laid out anew.
  const waiting = (keys + 31) & ~31;
  let last = waiting;
  const tableEnd = table + slots * SLOT_BYTES;
  for (let slot = table; slot < tableEnd; slot += SLOT_BYTES) {
    if (load<u32>(slot, SLOT_LENGTH) == 0) continue;
    v128.store(last, v128.load(slot));
    v128.store(last, v128.load(slot, 16), 16);
    last += SLOT_BYTES;
  }
  setTable(state, target as u32);
  store<u32>(state, count, COUNT);
  store<u32>(state, keys as u32, KEYS);
  const newTable: usize = load<u32>(state, TABLE);
  for (let slot = waiting; slot < last; slot += SLOT_BYTES) {
    const bytes = load<u32>(slot, SLOT_LENGTH) - 1;
    const hash =
      bytes <= INLINE_BYTES_MAX ? hashShort(load<u64>(slot), load<u64>(slot, 8), bytes) : load<u64>(slot, 8);
    let place = newTable + below((hash >>> 32) as u32, target as u32) * SLOT_BYTES;
    while (load<u32>(place, SLOT_LENGTH) != 0) {
      place += SLOT_BYTES;
      if (place == end) place = newTable;
    }
    v128.store(place, v128.load(slot));
    v128.store(place, v128.load(slot, 16), 16);
  }
  return true;
}

/** Takes the free slot for a new key, if the table may have one more. */
function insert(state: usize, slot: usize, low: u64, high: u64, at: usize, bytes: u32, value: i64): bool {
  const count = load<u32>(state, COUNT);
  if (count >= load<u32>(state, COUNT_MAX)) return false;
  if (bytes > INLINE_BYTES_MAX) {
    const keys: usize = load<u32>(state, KEYS);
    if (keys + bytes + 32 > load<u32>(state, TABLE)) return false;
    copyBytes(keys, at, bytes);
    store<u32>(slot, keys as u32, SLOT_ADDRESS);
    store<u32>(state, (keys + bytes) as u32, KEYS);
  }
  store<u64>(slot, low);
  store<u64>(slot, high, 8);
  store<i64>(slot, value, SLOT_SUM);
  store<u32>(slot, bytes + 1, SLOT_LENGTH);
  store<u32>(state, count + 1, COUNT);
  return true;
}

function addLong(state: usize, at: usize, bytes: u32, value: i64): u32 {
  const low = load<u64>(at);
  const hash = hashBytes(at, bytes);
  const table: usize = load<u32>(state, TABLE);
  const end: usize = load<u32>(state, END);
  let slot = table + below((hash >>> 32) as u32, load<u32>(state, SLOTS)) * SLOT_BYTES;
  while (true) {
    const length = load<u32>(slot, SLOT_LENGTH);
    if (length == 0) return insert(state, slot, low, hash, at, bytes, value) ? DONE : FULL;
    if (
      length == bytes + 1 &&
      load<u64>(slot, 8) == hash &&
      load<u64>(slot) == low &&
      sharedLength(load<u32>(slot, SLOT_ADDRESS), at, bytes) == bytes
    ) {
      return addTo(slot, value);
    }
    slot += SLOT_BYTES;
    if (slot == end) slot = table;
  }
}

// @ts-ignore: decorator
@inline
function addTo(slot: usize, value: i64): u32 {
  const sum = load<i64>(slot, SLOT_SUM) + value;
  if (!isSafe(sum)) return UNSAFE;
  store<i64>(slot, sum, SLOT_SUM);
  return DONE;
}

function add(state: usize, at: usize, bytes: u32, value: i64): u32 {
  if (bytes > INLINE_BYTES_MAX) return addLong(state, at, bytes, value);
  const low = lowOf(at, bytes);
  const high = highOf(at, bytes);
  const hash = hashShort(low, high, bytes);
  const table: usize = load<u32>(state, TABLE);
  const end: usize = load<u32>(state, END);
  let slot = table + below((hash >>> 32) as u32, load<u32>(state, SLOTS)) * SLOT_BYTES;
  while (true) {
    const length = load<u32>(slot, SLOT_LENGTH);
    if (length == bytes + 1 && load<u64>(slot) == low && load<u64>(slot, 8) == high) return addTo(slot, value);
    if (length == 0) return insert(state, slot, low, high, at, bytes, value) ? DONE : FULL;
    slot += SLOT_BYTES;
    if (slot == end) slot = table;
  }
}

function fail(state: usize, status: u32, at: usize, bytes: u32): u32 {
  store<u32>(state, at as u32, KEY_AT);
  store<u32>(state, bytes, KEY_BYTES);
  return status;
}

/** Where the last call stopped. */
const STOPPED: usize = 64;
/** Read by nobody: what was touched has to be used, or the compiler leaves the touching out. */
const TOUCHED: usize = 68;

/** Adds what waits in `[from, end)`: value f64, then key length, zero and key. */
export function addStaged(state: usize, from: usize, end: usize): u32 {
  let at = from;
  let status = DONE;
  while (at < end) {
    readHead(at + 8);
    const key = keyAt;
    const bytes = keyBytes;
    status = add(state, key, bytes, load<f64>(at) as i64);
    if (status != DONE) {
      fail(state, status, key, bytes);
      break;
    }
    at = key + bytes;
  }
  store<u32>(state, at as u32, STOPPED);
  return status;
}

/** Adds the lines of `[from, end)`: the key up to the first tab, the integer behind it. */
export function addLines(state: usize, from: usize, end: usize, hasTab: bool): u32 {
  let at = from;
  let status = DONE;
  let added: u32 = 0;
  while (at < end) {
    const lineEnd = lineEndOf(at, end);
    const tab = hasTab ? tabOf(at, lineEnd) : lineEnd;
    const value = tab < lineEnd ? readInteger(tab + 1, (lineEnd - tab - 1) as u32) : NOT_AN_INTEGER;
    const bytes = (tab - at) as u32;
    status = value == NOT_AN_INTEGER ? NOT_A_NUMBER : add(state, at, bytes, value);
    if (status != DONE) {
      fail(state, status, at, bytes);
      break;
    }
    added++;
    at = lineEnd + 1;
  }
  store<u32>(state, added, ADDED);
  store<u32>(state, at as u32, STOPPED);
  return status;
}

// @ts-ignore: decorator
@inline
function separatorsAt(at: usize, separator: v128, newline: v128): u64 {
  const chunk = v128.load(at);
  return i8x16.bitmask(v128.or(i8x16.eq(chunk, separator), i8x16.eq(chunk, newline))) as u64;
}

/** Bytes whose tokens are looked up together; as many tokens at most as half of them. */
const BATCH_BYTES: usize = 512;
/** Of a token that waits: address, length, where to look it up first. */
const WAITING_BYTES: u32 = 12;

/**
 * Counts the tokens of `[from, end)`, which separators and newlines end. First all slots of a batch are touched, then
 * they are looked at: so the memory fetches many at once, and no wrong guess of a comparison waits for it.
 */
export function countTokens(state: usize, from: usize, end: usize, separatorByte: u32, waiting: usize): u32 {
  const separator = i8x16.splat(separatorByte as i8);
  const newline = i8x16.splat(10);
  const table: usize = load<u32>(state, TABLE);
  const slots = load<u32>(state, SLOTS);
  let added: u32 = 0;
  let start = from;
  let touched: u32 = 0;
  for (let batch = from; batch < end; batch += BATCH_BYTES) {
    const batchEnd = min<usize>(batch + BATCH_BYTES, end);
    let last = waiting;
    for (let block = batch; block < batchEnd; block += 64) {
      let ends =
        separatorsAt(block, separator, newline) |
        (separatorsAt(block + 16, separator, newline) << 16) |
        (separatorsAt(block + 32, separator, newline) << 32) |
        (separatorsAt(block + 48, separator, newline) << 48);
      // What lies behind the end is not ours; a token that runs into the end is added last.
      const left = (end - block) as u64;
      if (left < 64) ends &= (1 << left) - 1;
      while (ends != 0) {
        const at = start;
        const tokenEnd = block + (ctz(ends) as usize);
        ends &= ends - 1;
        start = tokenEnd + 1;
        const bytes = (tokenEnd - at) as u32;
        if (bytes == 0) continue;
        store<u32>(last, at as u32);
        store<u32>(last, bytes, 4);
        if (bytes <= INLINE_BYTES_MAX) {
          const hash = hashShort(lowOf(at, bytes), highOf(at, bytes), bytes);
          const slot = table + below((hash >>> 32) as u32, slots) * SLOT_BYTES;
          touched ^= load<u32>(slot, SLOT_LENGTH);
          store<u32>(last, slot as u32, 8);
        }
        last += WAITING_BYTES;
      }
    }
    const stopped = addWaiting(state, waiting, last);
    added += ((stopped - waiting) / WAITING_BYTES) as u32;
    if (stopped < last) {
      store<u32>(state, added, ADDED);
      store<u32>(state, load<u32>(stopped), STOPPED);
      return fail(state, FULL, load<u32>(stopped), load<u32>(stopped, 4));
    }
  }
  let status = DONE;
  if (start < end) {
    status = add(state, start, (end - start) as u32, 1);
    if (status == DONE) added++;
    else fail(state, status, start, (end - start) as u32);
  }
  store<u32>(state, added, ADDED);
  store<u32>(state, (status == DONE ? end : start) as u32, STOPPED);
  store<u32>(state, touched, TOUCHED);
  return status;
}

/** Adds one to the sum of each waiting token; returns the first that has no room, or the end. */
function addWaiting(state: usize, from: usize, end: usize): usize {
  const table: usize = load<u32>(state, TABLE);
  const tableEnd: usize = load<u32>(state, END);
  for (let token = from; token < end; token += WAITING_BYTES) {
    const at: usize = load<u32>(token);
    const bytes = load<u32>(token, 4);
    if (bytes > INLINE_BYTES_MAX) {
      if (addLong(state, at, bytes, 1) != DONE) return token;
      continue;
    }
    const low = lowOf(at, bytes);
    const high = highOf(at, bytes);
    let slot: usize = load<u32>(token, 8);
    while (true) {
      const length = load<u32>(slot, SLOT_LENGTH);
      if (((load<u64>(slot) ^ low) | (load<u64>(slot, 8) ^ high) | ((length ^ (bytes + 1)) as u64)) == 0) {
        store<i64>(slot, load<i64>(slot, SLOT_SUM) + 1, SLOT_SUM);
        break;
      }
      if (length == 0) {
        if (!insert(state, slot, low, high, at, bytes, 1)) return token;
        break;
      }
      slot += SLOT_BYTES;
      if (slot == tableEnd) slot = table;
    }
  }
  return end;
}

/** Moves the occupied slots to the table's beginning. Counting tokens does not look at each sum, so this does. */
export function compactTable(state: usize): u32 {
  const table: usize = load<u32>(state, TABLE);
  const end: usize = load<u32>(state, END);
  let last = table;
  for (let slot = table; slot < end; slot += SLOT_BYTES) {
    if (load<u32>(slot, SLOT_LENGTH) == 0) continue;
    v128.store(last, v128.load(slot));
    v128.store(last, v128.load(slot, 16), 16);
    if (!isSafe(load<i64>(last, SLOT_SUM))) {
      const bytes = load<u32>(last, SLOT_LENGTH) - 1;
      return fail(state, UNSAFE, bytes <= INLINE_BYTES_MAX ? last : load<u32>(last, SLOT_ADDRESS), bytes);
    }
    last += SLOT_BYTES;
  }
  return DONE;
}
