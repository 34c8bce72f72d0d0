/**
 * Records in the order of their hashes become buckets. Input and output come and go in pieces of any size: what a
 * record holds passes through, and only the lengths of the open bucket are kept.
 */
import { groupOf, hashKey, partOf, within } from '../table/hash.as';
import { COMPRESSED, EXPIRES } from '../table/layout.as';
import { headBytesMax, PENDING_BYTES, PENDING_FLAGS, PENDING_TAG, PENDING_VALUE, storeHead } from './head.as';
import { EXPIRY_BYTES, KEY_BYTES_MAX, VALUE_BYTES_MAX } from './layout.as';

/** Why `addRecords` went no further. */
const NEEDS_INPUT: u32 = 0;
const NEEDS_OUTPUT: u32 = 1;
const KEY_TOO_LARGE: u32 = 2;
const VALUE_TOO_LARGE: u32 = 3;
/** The stream is not what it should be: records out of order or of another part, too many in a bucket. */
const UNFIT: u32 = 4;

let seed: u64 = 0;
let part: u32 = 0;
let parts: u32 = 1;
let buckets: u32 = 0;
let directory: usize = 0;
let pending: usize = 0;
let pendingMax: u32 = 0;

let bucket: u32 = 0;
let count: u32 = 0;
let lastPrefix: u32 = 0;
/** Of the record at hand: bytes that are still to be passed on. */
let bodyLeft: u32 = 0;
/** Bytes of all buckets so far; a reader has four bytes to say where one begins. */
let dataBytes: u64 = 0;

let entries: u64 = 0;
let mostInBucket: u64 = 0;
let keyBytesTotal: u64 = 0;
let valueBytesTotal: u64 = 0;
let expiring: u64 = 0;
let compressed: u64 = 0;
let longestKey: u64 = 0;
let longestValue: u64 = 0;

/** There are four bytes a bucket at `directoryAt`, and 16 for each of `pendingCountMax` entries at `pendingAt`. */
export function startBuckets(hashSeed: u64, ownPart: u32, partCount: u32, bucketCount: u32, directoryAt: usize, pendingAt: usize, pendingCountMax: u32): void {
  seed = hashSeed;
  part = ownPart;
  parts = partCount;
  buckets = bucketCount;
  directory = directoryAt;
  pending = pendingAt;
  pendingMax = pendingCountMax;
}

/** What is known when all is written, as numbers of 64 bits. */
export function storeTotals(target: usize): void {
  store<u64>(target, dataBytes);
  store<u64>(target, entries, 8);
  store<u64>(target, mostInBucket, 16);
  store<u64>(target, keyBytesTotal, 24);
  store<u64>(target, valueBytesTotal, 32);
  store<u64>(target, expiring, 40);
  store<u64>(target, compressed, 48);
  store<u64>(target, longestKey, 56);
  store<u64>(target, longestValue, 64);
}

/** Stores at `report`: bytes taken, bytes given, why it stopped, and the length that is too large. */
export function addRecords(input: usize, inputBytes: u32, output: usize, outputBytes: u32, report: usize): void {
  const inputEnd = input + inputBytes;
  const outputEnd = output + outputBytes;
  let from = input;
  let to = output;
  let reason = NEEDS_INPUT;
  let detail: u32 = 0;
  while (true) {
    if (bodyLeft > 0) {
      const available = (inputEnd - from) as u32;
      const room = (outputEnd - to) as u32;
      let bytes = bodyLeft < available ? bodyLeft : available;
      if (bytes > room) bytes = room;
      memory.copy(to, from, bytes);
      from += bytes;
      to += bytes;
      bodyLeft -= bytes;
      if (bodyLeft > 0) {
        reason = bytes == room ? NEEDS_OUTPUT : NEEDS_INPUT;
        break;
      }
    }
    let at = from;
    let head: u64 = 0;
    let valueBytes: u64 = 0;
    let shift: u64 = 0;
    let isWhole = false;
    for (; at < inputEnd && shift < 35; shift += 7) {
      const byte = load<u8>(at++) as u64;
      head |= (byte & 0x7f) << shift;
      isWhole = byte < 0x80;
      if (isWhole) break;
    }
    if (!isWhole) break;
    shift = 0;
    isWhole = false;
    for (; at < inputEnd && shift < 35; shift += 7) {
      const byte = load<u8>(at++) as u64;
      valueBytes |= (byte & 0x7f) << shift;
      isWhole = byte < 0x80;
      if (isWhole) break;
    }
    if (!isWhole) break;
    const flags = (head as u32) & (EXPIRES | COMPRESSED);
    const keyBytes = (head >> 2) as u32;
    const expiryBytes: u32 = (flags & EXPIRES) != 0 ? EXPIRY_BYTES : 0;
    if (keyBytes > KEY_BYTES_MAX) {
      reason = KEY_TOO_LARGE;
      detail = keyBytes;
      break;
    }
    if (valueBytes > VALUE_BYTES_MAX) {
      reason = VALUE_TOO_LARGE;
      detail = valueBytes > u32.MAX_VALUE ? u32.MAX_VALUE : (valueBytes as u32);
      break;
    }
    const key = at + expiryBytes;
    if (key + keyBytes > inputEnd) break;
    const whole = hashKey(key, keyBytes, seed);
    const hash = within(whole, parts);
    const prefix = (hash >> 32) as u32;
    if (prefix < lastPrefix || partOf(whole, parts) != part) {
      reason = UNFIT;
      break;
    }
    const own = groupOf(hash, buckets);
    while (bucket < own && headBytesMax(count) <= ((outputEnd - to) as u32)) to += closeBucket(to);
    if (bucket < own) {
      reason = NEEDS_OUTPUT;
      break;
    }
    if (count == pendingMax) {
      reason = UNFIT;
      break;
    }
    const entry = pending + count * PENDING_BYTES;
    store<u32>(entry, keyBytes);
    store<u32>(entry, valueBytes as u32, PENDING_VALUE);
    store<u32>(entry, flags, PENDING_FLAGS);
    store<u32>(entry, hash as u32, PENDING_TAG);
    count += 1;
    lastPrefix = prefix;
    bodyLeft = expiryBytes + keyBytes + (valueBytes as u32);
    dataBytes += bodyLeft as u64;
    from = at;

    entries += 1;
    keyBytesTotal += keyBytes as u64;
    valueBytesTotal += valueBytes;
    expiring += (flags & EXPIRES) as u64;
    compressed += ((flags & COMPRESSED) >> 1) as u64;
    if ((keyBytes as u64) > longestKey) longestKey = keyBytes as u64;
    if (valueBytes > longestValue) longestValue = valueBytes;
  }
  store<u32>(report, (from - input) as u32);
  store<u32>(report, (to - output) as u32, 4);
  store<u32>(report, reason, 8);
  store<u32>(report, detail, 12);
}

/** Closes the open bucket and the empty ones behind it, as far as the output holds them; returns the bytes given. */
export function closeBuckets(output: usize, outputBytes: u32): u32 {
  const outputEnd = output + outputBytes;
  let to = output;
  while (bucket < buckets && headBytesMax(count) <= ((outputEnd - to) as u32)) to += closeBucket(to);
  return (to - output) as u32;
}

function closeBucket(target: usize): u32 {
  store<u32>(directory + (bucket << 2), dataBytes as u32);
  const bytes = storeHead(target, pending, count);
  dataBytes += bytes as u64;
  if ((count as u64) > mostInBucket) mostInBucket = count as u64;
  bucket += 1;
  count = 0;
  return bytes;
}

/** Bytes of a record of which the rest is still to come, and whether all buckets are closed. */
export function isComplete(): bool {
  return bodyLeft == 0 && bucket == buckets;
}
