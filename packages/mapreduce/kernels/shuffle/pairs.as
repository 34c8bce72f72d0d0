/** Pairs and decimal numbers as they are written, and read again. */

// Set by `readHead`: where the key begins, and the two lengths.
export let keyAt: usize = 0;
export let keyBytes: u32 = 0;
export let valueBytes: u32 = 0;

/** Reads the lengths of the pair at `at`. */
// @ts-ignore: decorator
@inline
export function readHead(at: usize): void {
  const both = load<u16>(at) as u32;
  if ((both & 0x8080) == 0) {
    keyAt = at + 2;
    keyBytes = both & 0x7f;
    valueBytes = both >>> 8;
  } else {
    readLongHead(at);
  }
}

export function readLongHead(at: usize): void {
  keyBytes = readLength(at);
  valueBytes = readLength(keyAt);
}

/** Leaves `keyAt` behind the length. */
function readLength(from: usize): u32 {
  let at = from;
  let length: u32 = 0;
  let shift: u32 = 0;
  while (true) {
    const byte = load<u8>(at++) as u32;
    length |= (byte & 0x7f) << shift;
    if (byte < 0x80) break;
    shift += 7;
  }
  keyAt = at;
  return length;
}

/** Writes a length; returns where it ends. */
export function writeLength(from: usize, length: u32): usize {
  let at = from;
  let rest = length;
  while (rest >= 0x80) {
    store<u8>(at++, (rest & 0x7f) | 0x80);
    rest >>>= 7;
  }
  store<u8>(at, rest);
  return at + 1;
}

/** Writes both lengths; returns where the key begins. */
// @ts-ignore: decorator
@inline
export function writeHead(at: usize, key: u32, value: u32): usize {
  if ((key | value) < 0x80) {
    store<u16>(at, key | (value << 8));
    return at + 2;
  }
  return writeLength(writeLength(at, key), value);
}

/** Two lengths of up to five bytes. */
export const HEAD_BYTES_MAX: u32 = 10;
export const SAFE_INTEGER_MAX: i64 = 9007199254740991;
/** A sign and sixteen digits. */
export const INTEGER_BYTES_MAX: u32 = 17;
export const NOT_AN_INTEGER: i64 = i64.MIN_VALUE;

/** The decimal integer written at `at`, or NOT_AN_INTEGER; beyond the safe integers is not one. */
export function readInteger(at: usize, bytes: u32): i64 {
  if (bytes == 0 || bytes > INTEGER_BYTES_MAX) return NOT_AN_INTEGER;
  const isNegative = load<u8>(at) == 45;
  let digit = at + (isNegative as usize);
  const end = at + bytes;
  if (digit == end) return NOT_AN_INTEGER;
  let number: i64 = 0;
  for (; digit < end; digit++) {
    const value = (load<u8>(digit) as u32) - 48;
    if (value > 9) return NOT_AN_INTEGER;
    number = number * 10 + (value as i64);
  }
  if (number > SAFE_INTEGER_MAX) return NOT_AN_INTEGER;
  return isNegative ? -number : number;
}

export function isSafe(number: i64): bool {
  return ((number + SAFE_INTEGER_MAX) as u64) <= ((2 * SAFE_INTEGER_MAX) as u64);
}

/** How many bytes `writeInteger` writes. */
export function integerBytes(number: i64): u32 {
  let rest: u64 = number < 0 ? -number : number;
  let bytes: u32 = 1 + ((number < 0) as u32);
  while (rest >= 10) {
    rest /= 10;
    bytes++;
  }
  return bytes;
}

export function writeInteger(at: usize, number: i64, bytes: u32): void {
  let rest: u64 = number < 0 ? -number : number;
  if (number < 0) store<u8>(at, 45);
  let digit = at + bytes;
  do {
    digit--;
    store<u8>(digit, 48 + (rest % 10));
    rest /= 10;
  } while (rest != 0);
}
