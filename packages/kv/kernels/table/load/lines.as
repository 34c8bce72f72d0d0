/**
 * Lines become records of the table and entries in lists, one for each partition of the hashes: a partition's
 * entries go into a part of the index that fits into a processor's cache, and that no other thread touches.
 */
import { NONE, SEED, SEGMENT_BYTES } from '../layout.as';
import { SMALL_BYTES_MAX } from '../entries.as';
import { hashKey, tagOf } from '../hash.as';
import { bytesOfRecord, writeHead } from '../record.as';
import { startOf } from '../segments.as';
import { claimLarge, claimSegment, leaveSegment } from './claim.as';
import { LIST_ENTRIES, PARTITION_BITS, countAt, listAt } from './lists.as';
import { tallyRecord } from './tally.as';
import { CUT, isNull, unescape } from './unescape.as';

// Why `loadLines` stopped.
/** What it returns is the start of a line that goes on behind the end. */
const DONE: u32 = 0;
const LIST_FULL: u32 = 1;
const MEMORY_FULL: u32 = 2;
/** The line before what it returns was left out. */
const FIELDS_MISSING: u32 = 3;
const KEY_NULL: u32 = 4;
const VALUE_NULL: u32 = 5;
const ESCAPE_CUT: u32 = 6;
const LINE_TOO_LONG: u32 = 7;
const KEY_TOO_LONG: u32 = 8;

/** As TABLE_KEY_BYTES_MAX of src/table/table.ts. */
const KEY_BYTES_MAX: u32 = 64 * 1024;

const NEWLINE: u8 = 10;
const TAB: u8 = 9;
/** Copies of short strings touch so many bytes more. */
const COPY_SPARE: u32 = 16;
/** Longer strings are worth a call of the system's copy. */
const COPY_INLINE_MAX: u32 = 384;

let reason: u32 = DONE;
let lines: u32 = 0;
/** The partition whose list is full. */
let fullList: u32 = 0;

/** Where a thread's records go: the larger ones apart, as what they leave at an end is worth keeping. */
let small: u32 = NONE;
let smallAt: usize = 0;
let smallEnd: usize = 0;
let medium: u32 = NONE;
let mediumAt: usize = 0;
let mediumEnd: usize = 0;

export function stopReason(): u32 {
  return reason;
}

export function stopList(): u32 {
  return fullList;
}

/** Lines since this was asked last. */
export function takeLineCount(): u32 {
  const taken = lines;
  lines = 0;
  return taken;
}

/** Loads the lines of `[from, end)`; where it stopped. 16 bytes behind `end` are overwritten. */
export function loadLines(from: usize, end: usize, keyColumn: u32, isEscaped: bool, lineBytesMax: u32): usize {
  v128.store(end, i8x16.splat(NEWLINE));
  reason = DONE;
  let line = from;
  while (line < end) {
    const first = tabOrNewline(line);
    const isPlain = keyColumn == 0 && !isEscaped && load<u8>(first) == TAB;
    const lineEnd = load<u8>(first) == NEWLINE ? first : newline(first + 1);
    if (lineEnd >= end) return line;
    if (((lineEnd - line) as u32) > lineBytesMax) reason = LINE_TOO_LONG;
    else if (isPlain) putRecord(line, (first - line) as u32, first + 1, (lineEnd - first - 1) as u32, 0, 0);
    else putLine(line, lineEnd, keyColumn, isEscaped);
    // Without memory for it the line is not loaded: everything else leaves it behind.
    if (reason == MEMORY_FULL) return line;
    ++lines;
    line = lineEnd + 1;
    if (reason != DONE) return line;
  }
  return line;
}

/** A line whose key is in any column, whose fields may be escaped, or which has too few of them. */
function putLine(line: usize, lineEnd: usize, keyColumn: u32, isEscaped: bool): void {
  let key = line;
  for (let column: u32 = 0; column < keyColumn; ++column) {
    key = tabBefore(key, lineEnd) + 1;
    if (key > lineEnd) {
      reason = FIELDS_MISSING;
      return;
    }
  }
  const keyEnd = tabBefore(key, lineEnd);
  let keyBytes = (keyEnd - key) as u32;
  // The value is what stands before the key, and what stands behind it with its tab.
  let valueBytes = keyColumn == 0 ? 0 : ((key - line) as u32) - 1;
  let rest = keyEnd;
  if (keyColumn == 0) {
    if (keyEnd == lineEnd) {
      reason = FIELDS_MISSING;
      return;
    }
    ++rest;
  }
  let restBytes = (lineEnd - rest) as u32;
  if (isEscaped) {
    if (isNull(key, keyBytes)) {
      reason = KEY_NULL;
      return;
    }
    keyBytes = unescape(key, keyBytes);
    // A value of several fields stays as it is, or it could not be told where they end.
    const value = keyColumn == 0 ? rest : line;
    let bytes = keyColumn == 0 ? restBytes : valueBytes;
    if ((keyColumn == 0 || restBytes == 0) && tabBefore(value, value + bytes) == value + bytes) {
      if (isNull(value, bytes)) {
        reason = VALUE_NULL;
        return;
      }
      bytes = unescape(value, bytes);
      if (keyColumn == 0) restBytes = bytes;
      else valueBytes = bytes;
    }
    if (keyBytes == CUT || bytes == CUT) {
      reason = ESCAPE_CUT;
      return;
    }
  }
  putRecord(key, keyBytes, line, valueBytes, rest, restBytes);
}

/** A record whose value is two strings, one after the other. */
function putRecord(key: usize, keyBytes: u32, value: usize, valueBytes: u32, rest: usize, restBytes: u32): void {
  if (keyBytes > KEY_BYTES_MAX) {
    reason = KEY_TOO_LONG;
    return;
  }
  const bothBytes = valueBytes + restBytes;
  const bytes = bytesOfRecord(keyBytes, bothBytes, false);
  const record = allocate(bytes);
  if (record == 0) {
    reason = MEMORY_FULL;
    return;
  }
  const keyAt = writeHead(record, keyBytes, bothBytes, 0, 0);
  if (bytes <= SMALL_BYTES_MAX) {
    copy(keyAt, key, keyBytes);
    copy(keyAt + keyBytes, value, valueBytes);
    if (restBytes != 0) copy(keyAt + keyBytes + valueBytes, rest, restBytes);
  } else {
    memory.copy(keyAt, key, keyBytes);
    memory.copy(keyAt + keyBytes, value, valueBytes);
    memory.copy(keyAt + keyBytes + valueBytes, rest, restBytes);
  }
  tallyRecord(keyBytes, bothBytes, (keyAt - record) as u32);
  putEntry(hashKey(key, keyBytes, load<u64>(SEED)), record);
}

/** The bits of a hash that its partition does not tell, and its tag: the other bits are needed no more. */
// @ts-ignore: decorator
@inline
function putEntry(hash: u64, record: usize): void {
  const partition = (hash >> (64 - PARTITION_BITS)) as u32;
  const count = load<u32>(countAt(partition));
  const entry = listAt(partition) + (count << 3);
  store<u32>(entry, (((hash >> 32) as u32) << PARTITION_BITS) | tagOf(hash));
  store<u32>(entry, record as u32, 4);
  store<u32>(countAt(partition), count + 1);
  if (count + 1 == LIST_ENTRIES) {
    fullList = partition;
    reason = LIST_FULL;
  }
}

function allocate(bytes: u32): usize {
  if (bytes <= SMALL_BYTES_MAX) {
    if (smallAt + bytes + COPY_SPARE > smallEnd) {
      const next = claimSegment();
      if (next == NONE) return 0;
      if (small != NONE) leaveSegment(small, (smallAt - startOf(small)) as u32);
      small = next;
      smallAt = startOf(small);
      smallEnd = smallAt + SEGMENT_BYTES;
    }
    const record = smallAt;
    smallAt += bytes;
    return record;
  }
  if (bytes > SEGMENT_BYTES) return claimLarge(bytes);
  if (mediumAt + bytes > mediumEnd) {
    const next = claimSegment();
    if (next == NONE) return 0;
    if (medium != NONE) leaveSegment(medium, (mediumAt - startOf(medium)) as u32);
    medium = next;
    mediumAt = startOf(medium);
    mediumEnd = mediumAt + SEGMENT_BYTES;
  }
  const record = mediumAt;
  mediumAt += bytes;
  return record;
}

/** No more lines come to this thread. */
export function closeLines(): void {
  if (small != NONE) leaveSegment(small, (smallAt - startOf(small)) as u32);
  if (medium != NONE) leaveSegment(medium, (mediumAt - startOf(medium)) as u32);
  small = medium = NONE;
  smallAt = smallEnd = mediumAt = mediumEnd = 0;
}

/** Touches up to COPY_SPARE bytes behind both. */
// @ts-ignore: decorator
@inline
function copy(target: usize, source: usize, bytes: u32): void {
  if (bytes > COPY_INLINE_MAX) {
    memory.copy(target, source, bytes);
    return;
  }
  let at: u32 = 0;
  do {
    v128.store(target + at, v128.load(source + at));
    at += 16;
  } while (at < bytes);
}

// The three below stop at the newlines behind the end at the latest.

// @ts-ignore: decorator
@inline
function tabOrNewline(from: usize): usize {
  const tab = i8x16.splat(TAB);
  const newline = i8x16.splat(NEWLINE);
  let at = from - 16;
  let mask: i32 = 0;
  do {
    at += 16;
    const bytes = v128.load(at);
    mask = i8x16.bitmask(v128.or(i8x16.eq(bytes, tab), i8x16.eq(bytes, newline)));
  } while (mask == 0);
  return at + ctz(mask);
}

// @ts-ignore: decorator
@inline
function newline(from: usize): usize {
  const newline = i8x16.splat(NEWLINE);
  let at = from - 16;
  let mask: i32 = 0;
  do {
    at += 16;
    mask = i8x16.bitmask(i8x16.eq(v128.load(at), newline));
  } while (mask == 0);
  return at + ctz(mask);
}

/** The first tab of `[from, end)`, or `end`. */
function tabBefore(from: usize, end: usize): usize {
  if (from >= end) return end;
  const tab = i8x16.splat(TAB);
  for (let at = from; at < end; at += 16) {
    const mask = i8x16.bitmask(i8x16.eq(v128.load(at), tab));
    if (mask != 0) return min(at + ctz(mask), end);
  }
  return end;
}
