/** Bytes: compared, copied, hashed, eight or sixteen at a time. */

/** The next eight bytes as a number that orders like them; zeros stand for what is not left. */
// @ts-ignore: decorator
@inline
export function wordAt(at: usize, left: u32): u64 {
  const swapped = i8x16.shuffle(v128.load64_zero(at), v128.load64_zero(at), 7, 6, 5, 4, 3, 2, 1, 0, 7, 6, 5, 4, 3, 2, 1, 0);
  const word = i64x2.extract_lane(swapped, 0) as u64;
  return left >= 8 ? word : word & ~(u64.MAX_VALUE >> ((left as u64) << 3));
}

/** How many first bytes are the same, at most `max`. */
export function sharedLength(a: usize, b: usize, max: u32): u32 {
  let at: u32 = 0;
  while (at < max) {
    const same = i8x16.bitmask(i8x16.eq(v128.load(a + at), v128.load(b + at)));
    if (same != 0xffff) {
      const length = at + ctz(~same);
      return length < max ? length : max;
    }
    at += 16;
  }
  return max;
}

/** Order of two byte strings, as `LC_ALL=C sort` sees it. */
export function compareBytes(a: usize, aBytes: u32, b: usize, bBytes: u32): i32 {
  const least = aBytes < bBytes ? aBytes : bBytes;
  const shared = sharedLength(a, b, least);
  if (shared < least) return (load<u8>(a + shared) as i32) - (load<u8>(b + shared) as i32);
  return aBytes < bBytes ? -1 : ((aBytes > bBytes) as i32);
}

/** Writes up to 31 bytes behind the target's end too. */
// @ts-ignore: decorator
@inline
export function copyBytes(target: usize, source: usize, bytes: u32): void {
  if (bytes <= 32) {
    const low = v128.load(source);
    const high = v128.load(source, 16);
    v128.store(target, low);
    v128.store(target, high, 16);
  } else {
    memory.copy(target, source, bytes);
  }
}

/** Writes nothing behind the target's end: the first and the last bytes, which may be the same in part. */
// @ts-ignore: decorator
@inline
export function copyExactly(target: usize, source: usize, bytes: u32): void {
  if (bytes > 32) {
    memory.copy(target, source, bytes);
  } else if (bytes >= 16) {
    const last = v128.load(source + bytes - 16);
    v128.store(target, v128.load(source));
    v128.store(target + bytes - 16, last);
  } else if (bytes >= 8) {
    const last = load<u64>(source + bytes - 8);
    store<u64>(target, load<u64>(source));
    store<u64>(target + bytes - 8, last);
  } else {
    for (let at: u32 = 0; at < bytes; at++) store<u8>(target + at, load<u8>(source + at));
  }
}

/** Masks for the first sixteen bytes of a key: the mask for n bytes begins at `16 - n`. */
const MASKS: usize = memory.data<u8>([
  255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
  0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
]);

/** First eight bytes of a key of at most sixteen; zeros behind its end. */
// @ts-ignore: decorator
@inline
export function lowOf(at: usize, bytes: u32): u64 {
  return load<u64>(at) & load<u64>(MASKS + 16 - bytes);
}

// @ts-ignore: decorator
@inline
export function highOf(at: usize, bytes: u32): u64 {
  return load<u64>(at + 8) & load<u64>(MASKS + 24 - bytes);
}

// Odd numbers with bits all over, from the fractional parts of square roots.
const K1: u64 = 0x9e3779b97f4a7c15;
const K2: u64 = 0xbb67ae8584caa73b;
const K3: u64 = 0x3c6ef372fe94f82b;

/** Hash of a key of at most sixteen bytes. */
// @ts-ignore: decorator
@inline
export function hashShort(low: u64, high: u64, bytes: u32): u64 {
  let hash = (low * K1) ^ rotl<u64>(high * K3, 29) ^ ((bytes as u64) * K2);
  hash = (hash ^ (hash >>> 32)) * K2;
  return hash ^ (hash >>> 29);
}

/** Hash of any key; the same in all runs on all machines, as partitions follow from it. */
export function hashBytes(at: usize, bytes: u32): u64 {
  if (bytes <= 16) return hashShort(lowOf(at, bytes), highOf(at, bytes), bytes);
  let hash = hashShort(load<u64>(at), load<u64>(at + 8), bytes);
  let done: u32 = 16;
  for (; done + 8 <= bytes; done += 8) {
    hash = (hash ^ load<u64>(at + done)) * K1;
    hash ^= hash >>> 32;
  }
  if (done < bytes) hash = (hash ^ lowOf(at + done, bytes - done)) * K3;
  hash = (hash ^ (hash >>> 32)) * K2;
  return hash ^ (hash >>> 29);
}

/** A number below `count` from 32 bits of a hash, without a division. */
// @ts-ignore: decorator
@inline
export function below(bits: u32, count: u32): u32 {
  return (((bits as u64) * (count as u64)) >>> 32) as u32;
}
