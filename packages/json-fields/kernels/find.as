/**
 * Finds one field of the object on each line: where its value lies, if that is a string. The rest of the line is checked
 * against the grammar (RFC 8259). A line that it does not know for certain it leaves to JSON.parse, as projection.as does.
 *
 * src/find/found-lines.ts names the words of a row.
 */
import {
  BACKSLASH,
  QUOTE,
} from './projection/layout.as';
import {
  skipEscape,
  skipValue,
  space,
  stringStop,
  stringStops,
} from './projection/skip.as';

// A row for each line, in bytes: where the line begins, where it ends, the kind, the inside of the string.
const ROW_BYTES: usize = 32;
const END: usize = 4;
const KIND: usize = 8;
const VALUE_START: usize = 12;
const VALUE_END: usize = 16;

const NOT_AN_OBJECT: u32 = 0;
const UNCERTAIN: u32 = 1;
const NO_STRING: u32 = 2;
const ASCII: u32 = 3;
const TEXT: u32 = 4;

const NEWLINE: i8 = 10;
const OPENING_BRACE: u32 = 0x7b;

let keyAddress: usize = 0;
let keyBytes: usize = 0;

/** The key that is looked for: ASCII, and nothing in it that JSON escapes. */
export function open(address: usize, bytes: usize): void {
  keyAddress = address;
  keyBytes = bytes;
}

/** Writes a row for each line in [from, to), so many at most; their number. 64 bytes behind `to` may be read. */
export function findLines(from: usize, to: usize, rows: usize, rowsMax: u32): u32 {
  let count: u32 = 0;
  let row = rows;
  while (from < to && count < rowsMax) {
    const newline = lineEnd(from, to);
    store<u32>(row, <u32>from);
    store<u32>(row, <u32>min(newline + 1, to), END);
    if (<u32>load<u8>(from) == OPENING_BRACE) {
      // No loop needs to know the end of the line, as a NUL stops each of them.
      const behind = load<u8>(newline);
      store<u8>(newline, 0);
      store<u32>(row, findField(from, newline, row), KIND);
      store<u8>(newline, behind);
    } else {
      store<u32>(row, NOT_AN_OBJECT, KIND);
    }
    from = newline + 1;
    row += ROW_BYTES;
    count += 1;
  }
  return count;
}

function lineEnd(p: usize, to: usize): usize {
  while (p < to) {
    const newlines = i8x16.bitmask(i8x16.eq(v128.load(p), i8x16.splat(NEWLINE)));
    if (newlines != 0) return min(p + ctz(newlines), to);
    p += 16;
  }
  return to;
}

/** The kind of the line whose brace is at p. */
function findField(p: usize, end: usize, row: usize): u32 {
  let kind = NO_STRING;
  let isFound = false;
  p = space(p + 1);
  if (load<u8>(p) == 0x7d) return space(p + 1) == end ? kind : UNCERTAIN;
  while (true) {
    if (load<u8>(p) != QUOTE) return UNCERTAIN;
    const key = p + 1;
    p = stringStop(key);
    // An escaped key may be the one that is looked for.
    if (load<u8>(p) != QUOTE) return UNCERTAIN;
    const isWanted = p - key == keyBytes && isSame(key);
    p = space(p + 1);
    if (load<u8>(p) != 0x3a) return UNCERTAIN;
    p = space(p + 1);
    if (isWanted) {
      // Of two the last one counts.
      if (isFound) return UNCERTAIN;
      isFound = true;
    }
    if (isWanted && load<u8>(p) == QUOTE) {
      kind = readString(p + 1, row);
      if (kind == UNCERTAIN) return UNCERTAIN;
      p = <usize>load<u32>(row, VALUE_END) + 1;
    } else {
      p = skipValue(p);
      if (p == 0) return UNCERTAIN;
    }
    p = space(p);
    const byte = load<u8>(p);
    if (byte == 0x2c) {
      p = space(p + 1);
      continue;
    }
    return byte == 0x7d && space(p + 1) == end ? kind : UNCERTAIN;
  }
}

function isSame(key: usize): bool {
  for (let at: usize = 0; at < keyBytes; at += 1) {
    if (load<u8>(key + at) != load<u8>(keyAddress + at)) return false;
  }
  return true;
}

/** p is behind the quote. Notes where the string lies. */
function readString(p: usize, row: usize): u32 {
  store<u32>(row, <u32>p, VALUE_START);
  let kind = ASCII;
  while (true) {
    const bytes = v128.load(p);
    const stops = stringStops(bytes);
    const length: usize = stops == 0 ? 16 : ctz(stops);
    if (i8x16.bitmask(bytes) & ((1 << <u32>length) - 1)) kind = TEXT;
    p += length;
    if (stops == 0) continue;
    const byte = <u32>load<u8>(p);
    if (byte == QUOTE) break;
    if (byte != BACKSLASH) return UNCERTAIN;
    kind = TEXT;
    p = skipEscape(p);
    if (p == 0) return UNCERTAIN;
  }
  store<u32>(row, <u32>p, VALUE_END);
  return kind;
}
