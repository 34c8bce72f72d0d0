/** Keys of records, compared byte by byte as unsigned numbers. */
import { EXPIRES, EXPIRY_BYTES } from '../layout.as';

/** The key that `findKey` found: apart from what `readRecord` found, which callers still need. */
export let foundKey: usize = 0;
export let foundKeyBytes: u32 = 0;

export function findKey(record: usize): void {
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
  while (load<u8>(at++) >= 0x80) {}
  foundKey = at + (head & EXPIRES ? EXPIRY_BYTES : 0);
  foundKeyBytes = head >>> 2;
}

/** The first eight bytes of a key as a number that is compared as they are; zeroes stand for missing ones. */
export function prefixOf(key: usize, bytes: u32): u64 {
  const first = bswap<u64>(load<u64>(key));
  if (bytes >= 8) return first;
  return bytes == 0 ? 0 : first & (u64.MAX_VALUE << ((8 - bytes) << 3));
}

/** Below 0 when the key comes before the record's, 0 when it is the record's. */
export function compareTo(key: usize, bytes: u32, record: usize): i32 {
  findKey(record);
  const least = min(bytes, foundKeyBytes);
  let at: u32 = 0;
  while (at + 8 <= least) {
    const left = load<u64>(key + at);
    const right = load<u64>(foundKey + at);
    if (left != right) return bswap<u64>(left) < bswap<u64>(right) ? -1 : 1;
    at += 8;
  }
  const left = prefixOf(key + at, least - at);
  const right = prefixOf(foundKey + at, least - at);
  if (left != right) return left < right ? -1 : 1;
  return bytes == foundKeyBytes ? 0 : bytes < foundKeyBytes ? -1 : 1;
}
