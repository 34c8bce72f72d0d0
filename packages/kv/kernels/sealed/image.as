/** The image that lies in memory, and one bucket of it. An instance of the kernel reads one image. */
import { hashKey, within } from '../table/hash.as';
import { COMPRESSED, EXPIRES } from '../table/layout.as';
import {
  ALL,
  COMPRESSION_SHIFT,
  CORRUPT,
  EXPIRY_BYTES,
  EXPIRY_SHIFT,
  FOUND,
  KEY_BITS_MASK,
  MISSING,
  MIXED,
  STATE,
  VALUE_BITS_SHIFT,
} from './layout.as';

export let seed: u64 = 0;
/** Of the dataset of which the image is one. */
export let parts: u32 = 1;
export let buckets: u32 = 0;
export let data: usize = 0;
export let dataEnd: usize = 0;
export let directory: usize = 0;
export let order: usize = 0;
export let placeBits: u32 = 0;

/** Addresses of the sections. A place in a bucket takes `bits` of an entry's reference. */
export function openImage(hashSeed: u64, partCount: u32, bucketCount: u32, dataAt: usize, dataBytes: u32, directoryAt: usize, orderAt: usize, bits: u32): void {
  seed = hashSeed;
  parts = partCount;
  buckets = bucketCount;
  data = dataAt;
  dataEnd = dataAt + dataBytes;
  directory = directoryAt;
  order = orderAt;
  placeBits = bits;
}

/** Of a key that belongs here: its hash within the part. */
// @ts-ignore: decorator
@inline
export function hashOf(wanted: usize, wantedBytes: u32): u64 {
  return within(hashKey(wanted, wantedBytes, seed), parts);
}

/** Where an entry is in the order of this image: the upper half of its hash. */
export function prefixIn(wanted: usize, wantedBytes: u32): u32 {
  return (hashOf(wanted, wantedBytes) >> 32) as u32;
}

/** The first bucket whose place is not behind that of the one before it and inside the data; `buckets` if all are. */
export function firstUnsound(): u32 {
  const bytes = (dataEnd - data) as u32;
  let next: u32 = 0;
  for (let bucket: u32 = 0; bucket < buckets; bucket++) {
    const at = load<u32>(directory + (bucket << 2));
    if (at < next || at >= bytes) return bucket;
    next = at + 1;
  }
  return buckets;
}

// @ts-ignore: decorator
@inline
export function headOf(bucket: u32): usize {
  return data + load<u32>(directory + (bucket << 2));
}

/** The bucket that `openHead` read last. */
export let head: usize = 0;
export let count: u32 = 0;
export let tags: usize = 0;
let fields: usize = 0;
let width: u32 = 0;
let keyMask: u64 = 0;
let valueShift: u64 = 0;
let valueMask: u64 = 0;
let expiryShift: u64 = 0;
let expiryMask: u64 = 0;
let compressionShift: u64 = 0;
let compressionMask: u64 = 0;
let keyLeast: u32 = 0;
let valueLeast: u32 = 0;
/** Flags that every entry of the bucket has. */
let flagsOfAll: u32 = 0;

let lengthEnd: usize = 0;

// @ts-ignore: decorator
@inline
function lengthAt(at: usize): u32 {
  let length = load<u8>(at) as u32;
  lengthEnd = at + 1;
  if (length >= 0x80) {
    length &= 0x7f;
    for (let shift: u32 = 7; shift < 35; shift += 7) {
      const byte = load<u8>(lengthEnd++) as u32;
      length |= (byte & 0x7f) << shift;
      if (byte < 0x80) break;
    }
  }
  return length;
}

/** False when this cannot be a head: it would reach beyond the data. */
export function openHead(at: usize): bool {
  head = at;
  count = lengthAt(at);
  tags = lengthEnd;
  if (count == 0) return true;
  if ((tags as u64) + (count as u64) > (dataEnd as u64)) return false;
  const shapeAt = tags + count;
  const shape = load<u16>(shapeAt) as u32;
  keyLeast = lengthAt(shapeAt + 2);
  valueLeast = lengthAt(lengthEnd);
  fields = lengthEnd;
  const keyBits = shape & KEY_BITS_MASK;
  const valueBits = (shape >> VALUE_BITS_SHIFT) & KEY_BITS_MASK;
  const expiry = (shape >> EXPIRY_SHIFT) & 3;
  const compression = (shape >> COMPRESSION_SHIFT) & 3;
  keyMask = ((1 as u64) << keyBits) - 1;
  valueShift = keyBits;
  valueMask = ((1 as u64) << valueBits) - 1;
  width = keyBits + valueBits;
  expiryShift = width;
  expiryMask = (expiry == MIXED) as u64;
  width += expiryMask as u32;
  compressionShift = width;
  compressionMask = (compression == MIXED) as u64;
  width += compressionMask as u32;
  flagsOfAll = (expiry == ALL ? EXPIRES : 0) | (compression == ALL ? COMPRESSED : 0);
  return (fields as u64) + (((count as u64) * (width as u64) + 7) >> 3) <= (dataEnd as u64);
}

/** The entry that `locate` found last; an expiry lies right before the key. */
export let key: usize = 0;
export let keyBytes: u32 = 0;
export let valueBytes: u32 = 0;
export let flags: u32 = 0;

// @ts-ignore: decorator
@inline
function fieldAt(place: u32): u64 {
  const bit = (place as u64) * (width as u64);
  return load<u64>(fields + ((bit >> 3) as usize)) >> (bit & 7);
}

/** The entry at a place of the bucket that is open. False when it would lie before the data. */
export function locate(place: u32): bool {
  const own = fieldAt(place);
  keyBytes = keyLeast + ((own & keyMask) as u32);
  valueBytes = valueLeast + (((own >> valueShift) & valueMask) as u32);
  flags = flagsOfAll | (((own >> expiryShift) & expiryMask) as u32) | ((((own >> compressionShift) & compressionMask) << 1) as u32);
  const expiryOfAll: u32 = (flagsOfAll & EXPIRES) != 0 ? EXPIRY_BYTES : 0;
  let behind = ((count - place) as u64) * ((keyLeast as u64) + (valueLeast as u64) + (expiryOfAll as u64));
  for (let other = place; other < count; other++) {
    const field = fieldAt(other);
    behind += (field & keyMask) + ((field >> valueShift) & valueMask) + ((field >> expiryShift) & expiryMask) * EXPIRY_BYTES;
  }
  key = head - (behind as usize) + ((flags & EXPIRES) != 0 ? EXPIRY_BYTES : 0);
  return behind <= ((head - data) as u64);
}

/** The entry behind the one that was located or followed last, whose place is one less. */
export function follow(place: u32): void {
  const own = fieldAt(place);
  const before = key + keyBytes + valueBytes;
  keyBytes = keyLeast + ((own & keyMask) as u32);
  valueBytes = valueLeast + (((own >> valueShift) & valueMask) as u32);
  flags = flagsOfAll | (((own >> expiryShift) & expiryMask) as u32) | ((((own >> compressionShift) & compressionMask) << 1) as u32);
  key = before + ((flags & EXPIRES) != 0 ? EXPIRY_BYTES : 0);
}

/**
 * Stores the entry that was located: what src/table/stored-entry.ts reads, and FOUND. Its expiry, which lies elsewhere
 * in memory, follows by `storeExpiry`; until then there is whether it has one.
 */
// @ts-ignore: decorator
@inline
export function storeLocated(target: usize): void {
  store<u64>(target, (flags & EXPIRES) as u64);
  store<u32>(target, key as u32, 8);
  store<u32>(target, keyBytes, 12);
  store<u32>(target, (key as u32) + keyBytes, 16);
  store<u32>(target, valueBytes, 20);
  store<u32>(target, flags & COMPRESSED, 24);
  store<u32>(target, FOUND, STATE);
}

/** Milliseconds since 1970, or 0. */
// @ts-ignore: decorator
@inline
export function storeExpiry(target: usize): void {
  if (load<u64>(target) == 0) return;
  const behind = load<u32>(target, 8) as usize;
  const ms = (load<u32>(behind - EXPIRY_BYTES) as u64) | ((load<u16>(behind - 2) as u64) << 32);
  store<f64>(target, ms as f64);
}

export function storeFound(target: usize): void {
  storeLocated(target);
  storeExpiry(target);
}

// @ts-ignore: decorator
@inline
export function storeMissing(target: usize): void {
  store<u32>(target, MISSING, STATE);
}

/** Stores that the bytes at this head are not what was written. */
export function storeCorrupt(target: usize): void {
  store<u32>(target, CORRUPT, STATE);
  store<u32>(target, (head - data) as u32, 8);
}
