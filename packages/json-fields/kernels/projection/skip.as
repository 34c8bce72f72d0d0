// Passes over JSON that nobody needs, and refuses what is none: each function gives the place behind, or 0.
import {
  BACKSLASH,
  QUOTE,
} from './layout.as';

const DEPTH_MAX_BIT: u64 = 1 << 63;

// @ts-ignore: decorator
@inline
export function skipValue(p: usize): usize {
  const byte = <u32>load<u8>(p);
  if (byte == QUOTE) return skipString(p + 1);
  if ((byte | 0x20) == 0x7b) return skipContainer(p);
  return skipScalar(p, byte);
}

/** Passes over the object or array at p; the place behind it, or 0. Deeper than 64 levels is refused. */
export function skipContainer(p: usize): usize {
  // A bit for each container around this one, 1 for an object; the highest that is set marks the outermost.
  let around: u64 = 1;
  let close = <u32>load<u8>(p) + 2;
  p = space(p + 1);
  if (load<u8>(p) == close) return p + 1;
  while (true) {
    if (close == 0x7d) {
      if (load<u8>(p) != QUOTE) return 0;
      p = skipString(p + 1);
      if (p == 0) return 0;
      p = space(p);
      if (load<u8>(p) != 0x3a) return 0;
      p = space(p + 1);
    }
    let byte = <u32>load<u8>(p);
    if (byte == QUOTE) {
      p = skipString(p + 1);
    } else if ((byte | 0x20) == 0x7b) {
      p = space(p + 1);
      // Brackets and braces close two code points behind the one that opens.
      if (load<u8>(p) != byte + 2) {
        if (around & DEPTH_MAX_BIT) return 0;
        around = (around << 1) | u64(close == 0x7d);
        close = byte + 2;
        continue;
      }
      p += 1;
    } else {
      p = skipScalar(p, byte);
    }
    if (p == 0) return 0;
    while (true) {
      p = space(p);
      byte = load<u8>(p);
      p += 1;
      if (byte == 0x2c) break;
      if (byte != close) return 0;
      if (around == 1) return p;
      close = around & 1 ? 0x7d : 0x5d;
      around >>= 1;
    }
    p = space(p);
  }
}

export function skipScalar(p: usize, byte: u32): usize {
  if (byte == 0x6e) return skipNull(p);
  if (byte == 0x74) return skipTrue(p);
  if (byte == 0x66) return skipFalse(p);
  return skipNumber(p);
}

// @ts-ignore: decorator
@inline
export function skipNull(p: usize): usize {
  return load<u32>(p) == 0x6c6c756e ? p + 4 : 0;
}

// @ts-ignore: decorator
@inline
export function skipTrue(p: usize): usize {
  return load<u32>(p) == 0x65757274 ? p + 4 : 0;
}

// @ts-ignore: decorator
@inline
export function skipFalse(p: usize): usize {
  return load<u32>(p, 1) == 0x65736c61 ? p + 5 : 0;
}

export function skipNumber(p: usize): usize {
  if (load<u8>(p) == 0x2d) p += 1;
  const first = <u32>load<u8>(p) - 0x30;
  if (first > 9) return 0;
  p += 1;
  if (first != 0) p = skipDigits(p);
  if (load<u8>(p) == 0x2e) {
    const fraction = p + 1;
    p = skipDigits(fraction);
    if (p == fraction) return 0;
  }
  if ((load<u8>(p) | 0x20) == 0x65) {
    p += 1;
    if (load<u8>(p) == 0x2b || load<u8>(p) == 0x2d) p += 1;
    const power = p;
    p = skipDigits(p);
    if (p == power) return 0;
  }
  return p;
}

// @ts-ignore: decorator
@inline
export function skipDigits(p: usize): usize {
  while (<u32>load<u8>(p) - 0x30 <= 9) p += 1;
  return p;
}

/** Passes over a string from behind its quote. */
// @ts-ignore: decorator
@inline
export function skipString(p: usize): usize {
  p = stringStop(p);
  return load<u8>(p) == QUOTE ? p + 1 : skipStopped(p);
}

/** Goes on with a string that has stopped at p, but not at its quote. */
export function skipStopped(p: usize): usize {
  while (true) {
    const byte = <u32>load<u8>(p);
    if (byte == QUOTE) return p + 1;
    if (byte != BACKSLASH) return 0;
    p = skipEscape(p);
    if (p == 0) return 0;
    p = stringStop(p);
  }
}

/** The first quote, backslash or control character from p on. */
// @ts-ignore: decorator
@inline
export function stringStop(p: usize): usize {
  while (true) {
    const stops = stringStops(v128.load(p));
    if (stops != 0) return p + ctz(stops);
    p += 16;
  }
}

// @ts-ignore: decorator
@inline
export function stringStops(bytes: v128): u32 {
  return i8x16.bitmask(
    v128.or(
      v128.or(i8x16.eq(bytes, i8x16.splat(0x22)), i8x16.eq(bytes, i8x16.splat(0x5c))),
      i8x16.lt_u(bytes, i8x16.splat(0x20)),
    ),
  );
}

/** The place behind the escape at p, or 0. */
export function skipEscape(p: usize): usize {
  const letter = <u32>load<u8>(p, 1);
  if (letter == 0x75) {
    if (isHex(load<u8>(p, 2)) && isHex(load<u8>(p, 3)) && isHex(load<u8>(p, 4)) && isHex(load<u8>(p, 5))) {
      return p + 6;
    }
    return 0;
  }
  // " \ / b f n r t
  if (letter == 0x22 || letter == 0x5c || letter == 0x2f || letter == 0x62) return p + 2;
  return letter == 0x66 || letter == 0x6e || letter == 0x72 || letter == 0x74 ? p + 2 : 0;
}

export function isHex(digit: u32): bool {
  return digit - 0x30 <= 9 || (digit | 0x20) - 0x61 <= 5;
}

/** The first byte from p on that is no white space. */
// @ts-ignore: decorator
@inline
export function space(p: usize): usize {
  if (load<u8>(p) > 0x20) return p;
  if (load<u8>(p, 1) > 0x20 && load<u8>(p) == 0x20) return p + 1;
  return spaces(p);
}

export function spaces(p: usize): usize {
  while (true) {
    const byte = <u32>load<u8>(p);
    if (byte != 0x20 && byte != 0x0a && byte != 0x0d && byte != 0x09) return p;
    p += 1;
  }
}
