/**
 * Counts the tokens of texts that lie in lines of JSON: what single spaces divide, in lower case. A text that it cannot put
 * into lower case as JavaScript does (letters that become longer, sigmas, scripts beyond U+07FF that have two cases) or
 * that is no UTF-8 it leaves to JavaScript.
 *
 * The rows are those of json-fields; src/statistics/line-meter.ts reads what is counted in their last three words.
 */

const ROW_BYTES: usize = 32;
const KIND: usize = 8;
const TEXT_START: usize = 12;
const TEXT_END: usize = 16;
const TOKENS: usize = 20;
const UNIQUE: usize = 24;
const CHARACTERS: usize = 28;

const ASCII: u32 = 3;
const TEXT: u32 = 4;

const SPACE: i8 = 0x20;
const BACKSLASH: u32 = 0x5c;

/** Of a longer text the table of its tokens might not have the room. */
const TEXT_BYTES_MAX: usize = 32 * 1024;

// A slot: the count at which it was filled, the hash, where the token begins, its length.
const SLOT_BYTES: usize = 16;
const SLOT_HASH: usize = 4;
const SLOT_START: usize = 8;
const SLOT_LENGTH: usize = 12;
const SLOTS_MIN: u32 = 64;

/** The text in lower case, as UTF-8. */
let scratch: usize = 0;
let slots: usize = 0;
/** For each 64 code points up to U+1FFFF whether lower case leaves all of them as they are. */
let caseless: usize = 0;
/** For each code point up to U+07FF the one that it becomes, or 0. */
let lower: usize = 0;
/** Of the texts so far: a slot that was filled at another count is empty. */
let texts: u32 = 0;

export function open(scratchAddress: usize, slotsAddress: usize, caselessAddress: usize, lowerAddress: usize): void {
  scratch = scratchAddress;
  slots = slotsAddress;
  caseless = caselessAddress;
  lower = lowerAddress;
}

/** Counts the texts of so many rows; where it cannot, the tokens are 0, which they never are. */
export function countRows(rows: usize, count: u32): void {
  for (let row = rows; count > 0; count -= 1, row += ROW_BYTES) {
    const kind = load<u32>(row, KIND);
    if (kind != ASCII && kind != TEXT) continue;
    store<u32>(row, 0, TOKENS);
    const start = <usize>load<u32>(row, TEXT_START);
    const end = <usize>load<u32>(row, TEXT_END);
    if (end - start > TEXT_BYTES_MAX) continue;
    const to = kind == ASCII ? lowerAscii(start, end) : lowerText(start, end);
    if (to != 0) countTokens(row, to);
  }
}

/** Where the text in lower case ends. */
function lowerAscii(start: usize, end: usize): usize {
  let to = scratch;
  for (let p = start; p < end; p += 16, to += 16) v128.store(to, lowerBytes(v128.load(p)));
  return scratch + (end - start);
}

// @ts-ignore: decorator
@inline
function lowerBytes(bytes: v128): v128 {
  const isUpper = i8x16.lt_u(i8x16.sub(bytes, i8x16.splat(0x41)), i8x16.splat(26));
  return v128.or(bytes, v128.and(isUpper, i8x16.splat(0x20)));
}

/** The same of a text with escapes or with more than ASCII; 0 when it is left to JavaScript. */
function lowerText(p: usize, end: usize): usize {
  let to = scratch;
  while (p < end) {
    let byte = <u32>load<u8>(p);
    if (byte < 0x80 && byte != BACKSLASH) {
      const bytes = v128.load(p);
      const stops = i8x16.bitmask(v128.or(bytes, i8x16.eq(bytes, i8x16.splat(<i8>BACKSLASH))));
      const length = min<usize>(stops == 0 ? 16 : ctz(stops), end - p);
      v128.store(to, lowerBytes(bytes));
      p += length;
      to += length;
      continue;
    }
    let point: u32;
    if (byte == BACKSLASH) {
      point = unescape(p);
      p += load<u8>(p, 1) == 0x75 ? 6 : 2;
      if (point >= 0xd800 && point < 0xdc00 && p < end && load<u16>(p) == 0x755c) {
        const low = unescape(p);
        if (low >= 0xdc00 && low < 0xe000) {
          point = 0x10000 + ((point & 0x3ff) << 10) + (low & 0x3ff);
          p += 6;
        }
      }
    } else {
      const bytes = sequenceBytes(p, byte, end);
      if (bytes == 0) return 0;
      point = pointAt(p, byte);
      p += bytes;
    }
    if (point < 0x800) {
      point = <u32>load<u16>(lower + (point << 1));
      // Of the code points it is U+0000 that is 0 in lower case: such a text is left to JavaScript as well.
      if (point == 0) return 0;
    } else if (point > 0x1ffff || load<u8>(caseless + (point >> 6)) == 0) {
      return 0;
    }
    to = writePoint(to, point);
  }
  return to;
}

/** Bytes of the sequence that begins at p with this one, or 0 if it is no UTF-8 (Unicode 17, table 3-7). */
function sequenceBytes(p: usize, byte: u32, end: usize): usize {
  if (byte < 0xc2 || byte > 0xf4) return 0;
  const bytes: usize = byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4;
  if (p + bytes > end) return 0;
  for (let at: usize = 1; at < bytes; at += 1) {
    if ((load<u8>(p + at) & 0xc0) != 0x80) return 0;
  }
  const second = <u32>load<u8>(p, 1);
  if (byte == 0xe0 && second < 0xa0) return 0;
  if (byte == 0xed && second > 0x9f) return 0;
  if (byte == 0xf0 && second < 0x90) return 0;
  if (byte == 0xf4 && second > 0x8f) return 0;
  return bytes;
}

function pointAt(p: usize, byte: u32): u32 {
  const second = <u32>load<u8>(p, 1) & 0x3f;
  if (byte < 0xe0) return ((byte & 0x1f) << 6) | second;
  const third = <u32>load<u8>(p, 2) & 0x3f;
  if (byte < 0xf0) return ((byte & 0x0f) << 12) | (second << 6) | third;
  return ((byte & 0x07) << 18) | (second << 12) | (third << 6) | (<u32>load<u8>(p, 3) & 0x3f);
}

/** As UTF-8; a surrogate that stands alone as if it were a character. */
function writePoint(to: usize, point: u32): usize {
  if (point < 0x80) {
    store<u8>(to, point);
    return to + 1;
  }
  if (point < 0x800) {
    store<u8>(to, 0xc0 | (point >> 6));
    store<u8>(to, 0x80 | (point & 0x3f), 1);
    return to + 2;
  }
  if (point < 0x10000) {
    store<u8>(to, 0xe0 | (point >> 12));
    store<u8>(to, 0x80 | ((point >> 6) & 0x3f), 1);
    store<u8>(to, 0x80 | (point & 0x3f), 2);
    return to + 3;
  }
  store<u8>(to, 0xf0 | (point >> 18));
  store<u8>(to, 0x80 | ((point >> 12) & 0x3f), 1);
  store<u8>(to, 0x80 | ((point >> 6) & 0x3f), 2);
  store<u8>(to, 0x80 | (point & 0x3f), 3);
  return to + 4;
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

/** Counts what lies in the scratch up to `end`. */
function countTokens(row: usize, end: usize): void {
  texts += 1;
  // At least twice as many slots as there may be tokens.
  const mask = max(SLOTS_MIN, 2 << (32 - clz(<u32>(end - scratch)))) - 1;
  let tokens: u32 = 1;
  let unique: u32 = 0;
  let continued: u32 = 0;
  let token = scratch;
  for (let p = scratch; p < end; p += 16) {
    const bytes = v128.load(p);
    // Beyond the end lies what an earlier text left.
    const within: u32 = end - p < 16 ? (1 << <u32>(end - p)) - 1 : 0xffff;
    let spaces = i8x16.bitmask(i8x16.eq(bytes, i8x16.splat(SPACE))) & within;
    // Bytes 80 to BF, the smallest of all with a sign, belong to the character before.
    continued += popcnt(i8x16.bitmask(i8x16.lt_s(bytes, i8x16.splat(-64))) & within);
    while (spaces != 0) {
      const space = p + ctz(spaces);
      unique += isNew(token, space - token, mask);
      tokens += 1;
      token = space + 1;
      spaces &= spaces - 1;
    }
  }
  unique += isNew(token, end - token, mask);
  store<u32>(row, tokens, TOKENS);
  store<u32>(row, unique, UNIQUE);
  store<u32>(row, <u32>(end - scratch) - (tokens - 1) - continued, CHARACTERS);
}

/** 1 if there is no such token in the table, where it is then. */
function isNew(token: usize, length: usize, mask: u32): u32 {
  const hash = hashOf(token, length);
  let at = hash & mask;
  while (true) {
    const slot = slots + <usize>at * SLOT_BYTES;
    if (load<u32>(slot) != texts) {
      store<u32>(slot, texts);
      store<u32>(slot, hash, SLOT_HASH);
      store<u32>(slot, <u32>token, SLOT_START);
      store<u32>(slot, <u32>length, SLOT_LENGTH);
      return 1;
    }
    if (
      load<u32>(slot, SLOT_HASH) == hash &&
      <usize>load<u32>(slot, SLOT_LENGTH) == length &&
      isSame(token, <usize>load<u32>(slot, SLOT_START), length)
    ) {
      return 0;
    }
    at = (at + 1) & mask;
  }
}

const FACTOR: u64 = 0x9e3779b97f4a7c15;

function hashOf(p: usize, length: usize): u32 {
  let bits: u64 = length;
  for (; length > 8; p += 8, length -= 8) bits = (rotl(bits, 29) ^ load<u64>(p)) * FACTOR;
  bits = (rotl(bits, 29) ^ lastWord(p, length)) * FACTOR;
  return <u32>(bits >> 32);
}

function isSame(a: usize, b: usize, length: usize): bool {
  for (; length > 8; a += 8, b += 8, length -= 8) {
    if (load<u64>(a) != load<u64>(b)) return false;
  }
  return lastWord(a, length) == lastWord(b, length);
}

/** Up to eight bytes. */
// @ts-ignore: decorator
@inline
function lastWord(p: usize, length: usize): u64 {
  return length == 0 ? 0 : load<u64>(p) & (<u64>-1 >> ((8 - <u64>length) << 3));
}
