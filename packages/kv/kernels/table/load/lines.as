/**
 * Lines become records of the table and entries in lists, one for each partition of the hashes: a partition's
 * entries go into a part of the index that fits into a processor's cache, and that no other thread touches.
 */
import { SMALL_BYTES_MAX } from '../entries.as';
import { tagOf } from '../hash.as';
import { isOwn, ownHash } from '../part.as';
import { bytesOfRecord, writeHead } from '../record.as';
import { LIST_ENTRIES, PARTITION_BITS, countAt, listAt } from './lists.as';
import { allocate } from './room.as';
import { NEWLINE, TAB, newline, tabBefore, tabOrNewline } from './scan.as';
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
/** Longer strings are worth a call of the system's copy. */
const COPY_INLINE_MAX: u32 = 384;

let reason: u32 = DONE;
let lines: u32 = 0;
/** The partition whose list is full. */
let fullList: u32 = 0;

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
  // It is loaded in the turn of its own part.
  if (!isOwn(key, keyBytes)) return;
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
  putEntry(ownHash(), record);
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

/** Touches up to COPY_SPARE bytes behind both ends. */
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
