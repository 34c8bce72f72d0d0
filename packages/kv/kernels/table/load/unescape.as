/** Postgres' COPY text: what backslashes stand for. */

const BACKSLASH: u8 = 92;

/** The field is `\N`. */
export function isNull(field: usize, bytes: u32): bool {
  return bytes == 2 && load<u16>(field) == 0x4e5c;
}

/** What `unescape` returns of a field that ends in the middle of an escape. */
export const CUT: u32 = 0xffff_ffff;

/** Replaces escapes where they are, since what they stand for is shorter; the bytes of the field afterwards. */
export function unescape(field: usize, bytes: u32): u32 {
  const end = field + bytes;
  let from = backslashOf(field, end);
  let to = from;
  while (from < end) {
    const byte = load<u8>(from++);
    if (byte != BACKSLASH) {
      store<u8>(to++, byte);
      continue;
    }
    if (from == end) return CUT;
    const escaped = load<u8>(from++);
    let meant: u32 = plainOf(escaped);
    if (isOctal(escaped)) {
      meant = escaped - 48;
      for (let digits = 1; digits < 3 && from < end && isOctal(load<u8>(from)); ++digits) meant = (meant << 3) + load<u8>(from++) - 48;
    } else if (escaped == 120 && from < end && hexOf(load<u8>(from)) >= 0) {
      meant = hexOf(load<u8>(from++));
      if (from < end && hexOf(load<u8>(from)) >= 0) meant = (meant << 4) + hexOf(load<u8>(from++));
    }
    store<u8>(to++, meant as u8);
  }
  return (to - field) as u32;
}

/** The first backslash of `[from, end)`, or `end`. */
function backslashOf(from: usize, end: usize): usize {
  const backslash = i8x16.splat(BACKSLASH);
  for (let at = from; at < end; at += 16) {
    const mask = i8x16.bitmask(i8x16.eq(v128.load(at), backslash));
    if (mask != 0) return min(at + ctz(mask), end);
  }
  return end;
}

/** `\b`, `\f`, `\n`, `\r`, `\t` and `\v`; any other character stands for itself. */
function plainOf(escaped: u8): u8 {
  switch (escaped) {
    case 98:
      return 8;
    case 102:
      return 12;
    case 110:
      return 10;
    case 114:
      return 13;
    case 116:
      return 9;
    case 118:
      return 11;
    default:
      return escaped;
  }
}

function isOctal(byte: u8): bool {
  return byte >= 48 && byte <= 55;
}

function hexOf(byte: u8): i32 {
  if (byte >= 48 && byte <= 57) return byte - 48;
  const lower = byte | 32;
  return lower >= 97 && lower <= 102 ? lower - 87 : -1;
}
