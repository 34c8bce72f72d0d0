/**
 * Walks one line of JSON by a plan: values of declared fields go to the tape, everything else is checked against
 * the grammar (RFC 8259) and passed over. It refuses (0) whatever it does not know for certain: the engine then
 * parses that line by the reference, so a refusal costs time and an acceptance has to be right.
 *
 * The line ends with a NUL that the engine puts there: no loop needs to know the end, as NUL stops each of them.
 * src/projection/encode-plan.ts lays out the tables of the plan; tape.ts and make-reader.ts there read the tape.
 */
import {
  ABSENT,
  ARRAY,
  BACKSLASH,
  CELL_BYTES,
  COPIED_BYTES_MAX,
  ELEMENT,
  ESCAPED_BYTES_MAX,
  FALSE,
  FIELDS_BY_LENGTH,
  FIELD_CELL,
  FIELD_COUNT,
  FIELD_KEY,
  FIELD_LENGTH,
  FIELD_NEXT,
  FIELD_NODE,
  FIELD_REQUIRED,
  FIRST,
  IS_STRICT,
  LENGTH_MAX,
  NARROW,
  NEXT,
  NULL,
  OBJECT,
  QUOTE,
  REQUIRED_COUNT,
  SECOND,
  SPAN_ASCII,
  SPAN_JSON,
  TAKES_ARRAY,
  TAKES_BOOLEAN,
  TAKES_CONTAINER,
  TAKES_NULL,
  TAKES_NUMBER,
  TAKES_OBJECT,
  TAKES_STRING,
  TRUE,
  WIDE,
} from './projection/layout.as';
import {
  readNumber,
  readSpan,
} from './projection/number.as';
import {
  skipContainer,
  skipEscape,
  skipFalse,
  skipNull,
  skipTrue,
  skipValue,
  space,
  stringStop,
  stringStops,
} from './projection/skip.as';

let tapeStart: usize = 0;
let tapeEnd: usize = 0;
let tape: usize = 0;
let narrowStart: usize = 0;
let narrowEnd: usize = 0;
let narrow: usize = 0;
let wideStart: usize = 0;
let wideEnd: usize = 0;
let wide: usize = 0;
let keyScratch: usize = 0;
/** The field that the escaped key read last names. */
let escapedField: usize = 0;

/** Addresses that the instance works in; each has 64 bytes of room behind its end. */
export function open(
  tapeAddress: usize,
  tapeBytes: usize,
  narrowAddress: usize,
  narrowBytes: usize,
  wideAddress: usize,
  wideBytes: usize,
  keyAddress: usize,
): void {
  tapeStart = tapeAddress;
  tapeEnd = tapeAddress + tapeBytes;
  narrowStart = narrowAddress;
  narrowEnd = narrowAddress + narrowBytes;
  wideStart = wideAddress;
  wideEnd = wideAddress + wideBytes;
  keyScratch = keyAddress;
}

/**
 * Fills the tape with the line at [start, end); the cell of the whole value is the first. 1 if the line was
 * accepted. The second cell holds what was written: bytes of narrow text, UTF-16 units of wide text.
 */
export function project(root: usize, start: usize, end: usize): u32 {
  const behind = load<u8>(end);
  store<u8>(end, 0);
  tape = tapeStart + 2 * CELL_BYTES;
  narrow = narrowStart;
  wide = wideStart;
  let p = readValue(root, space(start), tapeStart);
  if (p != 0) p = space(p);
  store<u8>(end, behind);
  store<u32>(tapeStart + CELL_BYTES, <u32>(narrow - narrowStart), FIRST);
  store<u32>(tapeStart + CELL_BYTES, <u32>((wide - wideStart) >> 1), SECOND);
  return u32(p == end);
}

/** Reads the value at p into the cell; the place behind it, or 0. */
function readValue(node: usize, p: usize, cell: usize): usize {
  const takes = load<u32>(node);
  const byte = <u32>load<u8>(p);
  if (byte == QUOTE) return takes & TAKES_STRING ? readString(p + 1, cell) : 0;
  if (byte == 0x7b) {
    if (takes & TAKES_OBJECT) return readObject(node, p + 1, cell);
    return takes & TAKES_CONTAINER ? readSpan(p, skipContainer(p), SPAN_JSON, cell) : 0;
  }
  if (byte == 0x5b) {
    if (takes & TAKES_ARRAY) return readArray(load<u32>(node, ELEMENT), p + 1, cell);
    return takes & TAKES_CONTAINER ? readSpan(p, skipContainer(p), SPAN_JSON, cell) : 0;
  }
  if (byte == 0x6e) {
    store<u32>(cell, NULL);
    return takes & TAKES_NULL ? skipNull(p) : 0;
  }
  if (byte == 0x74) {
    store<u32>(cell, TRUE);
    return takes & TAKES_BOOLEAN ? skipTrue(p) : 0;
  }
  if (byte == 0x66) {
    store<u32>(cell, FALSE);
    return takes & TAKES_BOOLEAN ? skipFalse(p) : 0;
  }
  return takes & TAKES_NUMBER ? readNumber(p, cell) : 0;
}

/** p is behind the brace. A declared key that comes twice is refused: the last would win. */
function readObject(node: usize, p: usize, cell: usize): usize {
  const frame = tape;
  const frameEnd = frame + CELL_BYTES * <usize>load<u32>(node, FIELD_COUNT);
  if (frameEnd > tapeEnd) return 0;
  tape = frameEnd;
  store<u32>(cell, OBJECT);
  store<u32>(cell, <u32>(frame >> 2), FIRST);
  for (let field = frame; field < frameEnd; field += CELL_BYTES) store<u32>(field, ABSENT);
  let missing = load<u32>(node, REQUIRED_COUNT);
  p = space(p);
  if (load<u8>(p) == 0x7d) return missing == 0 ? p + 1 : 0;
  while (true) {
    if (load<u8>(p) != QUOTE) return 0;
    const key = p + 1;
    p = stringStop(key);
    let field: usize;
    if (load<u8>(p) == QUOTE) {
      field = findField(node, key, p - key);
      p += 1;
    } else {
      p = readEscapedKey(node, key, p);
      if (p == 0) return 0;
      field = escapedField;
    }
    p = space(p);
    if (load<u8>(p) != 0x3a) return 0;
    p = space(p + 1);
    if (field == 0) {
      if (load<u32>(node) & IS_STRICT) return 0;
      p = skipValue(p);
    } else {
      const target = frame + <usize>load<u32>(field, FIELD_CELL);
      if (load<u32>(target) != ABSENT) return 0;
      missing -= load<u32>(field, FIELD_REQUIRED);
      p = readValue(load<u32>(field, FIELD_NODE), p, target);
    }
    if (p == 0) return 0;
    p = space(p);
    const byte = load<u8>(p);
    if (byte == 0x2c) {
      p = space(p + 1);
      continue;
    }
    return byte == 0x7d && missing == 0 ? p + 1 : 0;
  }
}

/** p is behind the bracket. */
function readArray(element: usize, p: usize, cell: usize): usize {
  const first = tape;
  store<u32>(cell, ARRAY);
  store<u32>(cell, <u32>(first >> 2), FIRST);
  let count: u32 = 0;
  p = space(p);
  if (load<u8>(p) != 0x5d) {
    while (true) {
      const item = tape;
      tape += CELL_BYTES;
      if (tape > tapeEnd) return 0;
      p = readValue(element, p, item);
      if (p == 0) return 0;
      store<u32>(item, <u32>(tape >> 2), NEXT);
      count += 1;
      p = space(p);
      const byte = load<u8>(p);
      if (byte == 0x5d) break;
      if (byte != 0x2c) return 0;
      p = space(p + 1);
    }
  }
  store<u32>(cell, count, SECOND);
  return p + 1;
}

/** p is behind the quote. Puts the text on the narrow side (units up to 255) or the wide one. */
function readString(p: usize, cell: usize): usize {
  const start = p;
  let isPlain = true;
  let seen = i8x16.splat(0);
  while (true) {
    const bytes = v128.load(p);
    const stops = stringStops(bytes);
    if (stops == 0) {
      seen = v128.or(seen, bytes);
      p += 16;
      continue;
    }
    const length = ctz(stops);
    if (i8x16.bitmask(bytes) & ((1 << length) - 1)) isPlain = false;
    p += length;
    const byte = <u32>load<u8>(p);
    if (byte == QUOTE) break;
    if (byte != BACKSLASH) return 0;
    isPlain = false;
    p = skipEscape(p);
    if (p == 0) return 0;
  }
  if (isPlain && i8x16.bitmask(seen) == 0) {
    const length = p - start;
    if (length > COPIED_BYTES_MAX || narrow + length > narrowEnd) {
      readSpan(start, p, SPAN_ASCII, cell);
      return p + 1;
    }
    for (let copied: usize = 0; copied < length; copied += 16) {
      v128.store(narrow + copied, v128.load(start + copied));
    }
    store<u32>(cell, NARROW);
    store<u32>(cell, <u32>(narrow - narrowStart), FIRST);
    narrow += length;
    store<u32>(cell, <u32>(narrow - narrowStart), SECOND);
  } else if (p - start > COPIED_BYTES_MAX || !(writeNarrow(start, p, cell) || writeWide(start, p, cell))) {
    readSpan(start - 1, p + 1, SPAN_JSON, cell);
  }
  return p + 1;
}

/** Unescapes [p, end) as Latin-1; false when a unit does not fit, or the room does not do. */
function writeNarrow(p: usize, end: usize, cell: usize): bool {
  if (narrow + (end - p) > narrowEnd) return false;
  let to = narrow;
  while (p < end) {
    let unit = <u32>load<u8>(p);
    if (unit == BACKSLASH) {
      unit = unescape(p);
      p += load<u8>(p, 1) == 0x75 ? 6 : 2;
      if (unit > 0xff) return false;
    } else if (unit < 0x80) {
      p += 1;
    } else {
      // Only C2 and C3 lead to a unit below 256.
      if (unit > 0xc3) return false;
      unit = ((unit & 0x1f) << 6) | (<u32>load<u8>(p, 1) & 0x3f);
      p += 2;
    }
    store<u8>(to, unit);
    to += 1;
  }
  store<u32>(cell, NARROW);
  store<u32>(cell, <u32>(narrow - narrowStart), FIRST);
  store<u32>(cell, <u32>(to - narrowStart), SECOND);
  narrow = to;
  return true;
}

/** Unescapes [p, end) as UTF-16; false when the room does not do. A lone surrogate stays one, as in JSON.parse. */
function writeWide(p: usize, end: usize, cell: usize): bool {
  if (wide + 2 * (end - p) > wideEnd) return false;
  let to = wide;
  while (p < end) {
    let unit = <u32>load<u8>(p);
    if (unit < 0x80) {
      if (unit == BACKSLASH) {
        unit = unescape(p);
        p += load<u8>(p, 1) == 0x75 ? 6 : 2;
      } else {
        p += 1;
      }
    } else if (unit < 0xe0) {
      unit = ((unit & 0x1f) << 6) | (<u32>load<u8>(p, 1) & 0x3f);
      p += 2;
    } else if (unit < 0xf0) {
      unit = ((unit & 0x0f) << 12) | ((<u32>load<u8>(p, 1) & 0x3f) << 6) | (<u32>load<u8>(p, 2) & 0x3f);
      p += 3;
    } else {
      const point =
        ((unit & 0x07) << 18) |
        ((<u32>load<u8>(p, 1) & 0x3f) << 12) |
        ((<u32>load<u8>(p, 2) & 0x3f) << 6) |
        (<u32>load<u8>(p, 3) & 0x3f);
      p += 4;
      store<u16>(to, 0xd7c0 + (point >> 10));
      to += 2;
      unit = 0xdc00 | (point & 0x3ff);
    }
    store<u16>(to, unit);
    to += 2;
  }
  store<u32>(cell, WIDE);
  store<u32>(cell, <u32>((wide - wideStart) >> 1), FIRST);
  store<u32>(cell, <u32>((to - wideStart) >> 1), SECOND);
  wide = to;
  return true;
}

/** The unit of the escape at p, which is known to be a right one. */
function unescape(p: usize): u32 {
  const letter = <u32>load<u8>(p, 1);
  if (letter == 0x75) {
    return (
      (hexDigit(load<u8>(p, 2)) << 12) |
      (hexDigit(load<u8>(p, 3)) << 8) |
      (hexDigit(load<u8>(p, 4)) << 4) |
      hexDigit(load<u8>(p, 5))
    );
  }
  if (letter == 0x6e) return 10;
  if (letter == 0x74) return 9;
  if (letter == 0x72) return 13;
  if (letter == 0x62) return 8;
  if (letter == 0x66) return 12;
  return letter;
}

function hexDigit(digit: u32): u32 {
  return digit <= 0x39 ? digit - 0x30 : (digit | 0x20) - 0x57;
}

/** The declared field that this key without escapes names, or 0. */
// @ts-ignore: decorator
@inline
function findField(node: usize, key: usize, length: usize): usize {
  const slot = <usize>min<u32>(<u32>length, LENGTH_MAX);
  let field = <usize>load<u32>(node + (slot << 2), FIELDS_BY_LENGTH);
  if (field == 0) return 0;
  return findAmong(field, key, length);
}

function findAmong(field: usize, key: usize, length: usize): usize {
  let head = load<u64>(key);
  if (length < 8) head &= (<u64>1 << (<u64>length << 3)) - 1;
  do {
    if (
      load<u64>(field) == head &&
      <usize>load<u32>(field, FIELD_LENGTH) == length &&
      (length <= 8 || isSame(key, <usize>load<u32>(field, FIELD_KEY), length))
    ) {
      return field;
    }
    field = <usize>load<u32>(field, FIELD_NEXT);
  } while (field != 0);
  return 0;
}

/** Both are longer than 8 bytes. */
function isSame(a: usize, b: usize, length: usize): bool {
  const last = length - 8;
  for (let at: usize = 8; at < last; at += 8) {
    if (load<u64>(a + at) != load<u64>(b + at)) return false;
  }
  return load<u64>(a + last) == load<u64>(b + last);
}

/** Reads the rest of a key whose string has stopped at p, but not at its quote; the place behind it, or 0. */
function readEscapedKey(node: usize, key: usize, p: usize): usize {
  while (true) {
    const byte = <u32>load<u8>(p);
    if (byte == QUOTE) break;
    if (byte != BACKSLASH) return 0;
    p = skipEscape(p);
    if (p == 0) return 0;
    p = stringStop(p);
  }
  // A longer one, also if each of its units were escaped, is longer than all that are declared.
  escapedField = 0;
  if (p - key <= <usize>load<u32>(node, ESCAPED_BYTES_MAX)) {
    escapedField = findField(node, keyScratch, decodeKey(key, p));
  }
  return p + 1;
}

/** Writes the key [p, end) as UTF-8 to the scratch. A lone surrogate becomes what is no UTF-8, so it equals no key. */
function decodeKey(p: usize, end: usize): usize {
  let to = keyScratch;
  while (p < end) {
    if (load<u8>(p) != BACKSLASH) {
      store<u8>(to, load<u8>(p));
      p += 1;
      to += 1;
      continue;
    }
    let point = unescape(p);
    p += load<u8>(p, 1) == 0x75 ? 6 : 2;
    if (point >= 0xd800 && point < 0xdc00 && load<u16>(p) == 0x755c) {
      const low = unescape(p);
      if (low >= 0xdc00 && low < 0xe000) {
        point = 0x10000 + ((point & 0x3ff) << 10) + (low & 0x3ff);
        p += 6;
      }
    }
    if (point < 0x80) {
      store<u8>(to, point);
      to += 1;
    } else if (point < 0x800) {
      store<u8>(to, 0xc0 | (point >> 6));
      store<u8>(to, 0x80 | (point & 0x3f), 1);
      to += 2;
    } else if (point < 0x10000) {
      store<u8>(to, 0xe0 | (point >> 12));
      store<u8>(to, 0x80 | ((point >> 6) & 0x3f), 1);
      store<u8>(to, 0x80 | (point & 0x3f), 2);
      to += 3;
    } else {
      store<u8>(to, 0xf0 | (point >> 18));
      store<u8>(to, 0x80 | ((point >> 12) & 0x3f), 1);
      store<u8>(to, 0x80 | ((point >> 6) & 0x3f), 2);
      store<u8>(to, 0x80 | (point & 0x3f), 3);
      to += 4;
    }
  }
  return to - keyScratch;
}
