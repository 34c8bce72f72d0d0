/** The head of a bucket is stored: what a lookup reads first. */
import { COMPRESSED, EXPIRES } from '../table/layout.as';
import { ALL, COMPRESSION_SHIFT, EXPIRY_SHIFT, MIXED, NONE, VALUE_BITS_SHIFT } from './layout.as';

/** An entry whose bucket is open: key bytes, value bytes, flags, tag. */
export const PENDING_BYTES: usize = 16;
export const PENDING_VALUE: usize = 4;
export const PENDING_FLAGS: usize = 8;
export const PENDING_TAG: usize = 12;

/** Count, shape, two shortest lengths, and the word that a field is stored in. */
const HEAD_BYTES_MAX: u32 = 5 + 2 + 5 + 5 + 8;
/** Tag and field. */
const HEAD_ENTRY_BYTES_MAX: u32 = 1 + 7;

// @ts-ignore: decorator
@inline
export function headBytesMax(count: u32): u32 {
  return HEAD_BYTES_MAX + count * HEAD_ENTRY_BYTES_MAX;
}

/** Where the next byte behind the number goes. */
export function storeLength(target: usize, length: u32): usize {
  let at = target;
  let rest = length;
  for (; rest >= 0x80; rest >>= 7) store<u8>(at++, (rest as u8) | 0x80);
  store<u8>(at++, rest as u8);
  return at;
}

/** There are `headBytesMax(count)` bytes at `target`; returns how many it took. */
export function storeHead(target: usize, pending: usize, count: u32): u32 {
  let at = storeLength(target, count);
  if (count == 0) return (at - target) as u32;
  const end = pending + count * PENDING_BYTES;
  let keyLeast = u32.MAX_VALUE;
  let keyMost: u32 = 0;
  let valueLeast = u32.MAX_VALUE;
  let valueMost: u32 = 0;
  let expiring: u32 = 0;
  let compressed: u32 = 0;
  for (let entry = pending; entry < end; entry += PENDING_BYTES) {
    const keyBytes = load<u32>(entry);
    const valueBytes = load<u32>(entry, PENDING_VALUE);
    const flags = load<u32>(entry, PENDING_FLAGS);
    if (keyBytes < keyLeast) keyLeast = keyBytes;
    if (keyBytes > keyMost) keyMost = keyBytes;
    if (valueBytes < valueLeast) valueLeast = valueBytes;
    if (valueBytes > valueMost) valueMost = valueBytes;
    expiring += ((flags & EXPIRES) != 0) as u32;
    compressed += ((flags & COMPRESSED) != 0) as u32;
    store<u8>(at++, load<u8>(entry, PENDING_TAG));
  }
  const keyBits = 32 - clz<u32>(keyMost - keyLeast);
  const valueBits = 32 - clz<u32>(valueMost - valueLeast);
  const expiry = modeOf(expiring, count);
  const compression = modeOf(compressed, count);
  const shape = keyBits | (valueBits << VALUE_BITS_SHIFT) | (expiry << EXPIRY_SHIFT) | (compression << COMPRESSION_SHIFT);
  store<u16>(at, shape as u16);
  at = storeLength(storeLength(at + 2, keyLeast), valueLeast);

  // Bits wait here until there are whole bytes of them.
  let bits: u64 = 0;
  let held: u32 = 0;
  for (let entry = pending; entry < end; entry += PENDING_BYTES) {
    const flags = load<u32>(entry, PENDING_FLAGS);
    let field = ((load<u32>(entry) - keyLeast) as u64) | (((load<u32>(entry, PENDING_VALUE) - valueLeast) as u64) << keyBits);
    let width = keyBits + valueBits;
    if (expiry == MIXED) field |= ((flags & EXPIRES) as u64) << width++;
    if (compression == MIXED) field |= (((flags & COMPRESSED) >> 1) as u64) << width++;
    bits |= field << held;
    held += width;
    const whole = held >> 3;
    store<u64>(at, bits);
    at += whole;
    bits >>= whole << 3;
    held &= 7;
  }
  if (held > 0) store<u8>(at++, bits as u8);
  return (at - target) as u32;
}

// @ts-ignore: decorator
@inline
function modeOf(having: u32, count: u32): u32 {
  return having == 0 ? NONE : having == count ? ALL : MIXED;
}
