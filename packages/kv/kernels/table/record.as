/** Records: reading and writing their heads; see layout.as. */
import { COMPRESSED, EXPIRES, EXPIRY_BYTES } from './layout.as';

// What `readRecord` found, in this thread.
export let keyAt: usize = 0;
export let keyBytes: u32 = 0;
export let valueAt: usize = 0;
export let valueBytes: u32 = 0;
export let flags: u32 = 0;
export let expiresAt: u64 = 0;
/** Bytes before the key that are not the expiry. */
export let headBytes: u32 = 0;
/** Of the whole record. */
export let recordBytes: u32 = 0;

export function readRecord(record: usize): void {
  let at = record;
  let head = load<u8>(at++) as u32;
  if (head >= 0x80) {
    head &= 0x7f;
    let shift: u32 = 7;
    let byte: u32 = 0;
    do {
      byte = load<u8>(at++);
      head |= (byte & 0x7f) << shift;
      shift += 7;
    } while (byte >= 0x80);
  }
  let length = load<u8>(at++) as u32;
  if (length >= 0x80) {
    length &= 0x7f;
    let shift: u32 = 7;
    let byte: u32 = 0;
    do {
      byte = load<u8>(at++);
      length |= (byte & 0x7f) << shift;
      shift += 7;
    } while (byte >= 0x80);
  }
  headBytes = (at - record) as u32;
  flags = head & (EXPIRES | COMPRESSED);
  if (head & EXPIRES) {
    expiresAt = (load<u32>(at) as u64) | ((load<u16>(at, 4) as u64) << 32);
    at += EXPIRY_BYTES;
  } else expiresAt = 0;
  keyAt = at;
  keyBytes = head >>> 2;
  valueAt = at + keyBytes;
  valueBytes = length;
  recordBytes = (valueAt - record) as u32 + length;
}

/** Bytes of a record that is not written yet. */
export function bytesOfRecord(keyBytes: u32, valueBytes: u32, expires: bool): u32 {
  const expiry = expires ? EXPIRY_BYTES : 0;
  return bytesOfInteger(keyBytes << 2) + bytesOfInteger(valueBytes) + expiry + keyBytes + valueBytes;
}

/** Writes what stands before the key; where the key begins. `flags` are COMPRESSED or 0. */
export function writeHead(record: usize, keyBytes: u32, valueBytes: u32, flags: u32, expiresAt: u64): usize {
  const expires = expiresAt != 0;
  let at = writeInteger(record, (keyBytes << 2) | flags | (expires ? EXPIRES : 0));
  at = writeInteger(at, valueBytes);
  if (!expires) return at;
  store<u32>(at, expiresAt as u32);
  store<u16>(at, (expiresAt >> 32) as u16, 4);
  return at + EXPIRY_BYTES;
}

/** Of a record that expires. */
export function writeExpiry(keyAt: usize, expiresAt: u64): void {
  store<u32>(keyAt - EXPIRY_BYTES, expiresAt as u32);
  store<u16>(keyAt - EXPIRY_BYTES, (expiresAt >> 32) as u16, 4);
}

/** Whether the record is this key's; decodes no more than that needs. */
export function isRecordOf(record: usize, key: usize, bytes: u32): bool {
  const head = load<u8>(record) as u32;
  // Both lengths in one byte each, and no expiry: the usual small pair.
  if ((head & (0x80 | EXPIRES)) == 0 && load<u8>(record, 1) < 0x80)
    return head >>> 2 == bytes && areEqual(record + 2, key, bytes);
  readRecord(record);
  return keyBytes == bytes && areEqual(keyAt, key, bytes);
}

/** Touches up to seven bytes behind each. */
export function areEqual(left: usize, right: usize, bytes: u32): bool {
  let at: usize = 0;
  while (at + 8 <= bytes) {
    if (load<u64>(left + at) != load<u64>(right + at)) return false;
    at += 8;
  }
  if (at == bytes) return true;
  const different = load<u64>(left + at) ^ load<u64>(right + at);
  return different << (64 - (((bytes - (at as u32)) as u64) << 3)) == 0;
}

function bytesOfInteger(integer: u32): u32 {
  return (38 - clz(integer | 1)) / 7;
}

/** As LEB128; where it ends. */
export function writeInteger(address: usize, integer: u32): usize {
  let at = address;
  let rest = integer;
  while (rest >= 0x80) {
    store<u8>(at++, (rest as u8) | 0x80);
    rest >>= 7;
  }
  store<u8>(at++, rest as u8);
  return at;
}
