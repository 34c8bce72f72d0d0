/**
 * 64-bit hash of a key. The upper 32 bits choose the place of an entry and its order in scans, snapshots and images;
 * the lower 7 are its tag. They must not share bits: a tag that follows from the group tells nothing within it.
 *
 * Each step multiplies two words to 128 bits, both mixed with what follows from the seed before. Who does not know the
 * seed then knows no two keys that collide, however they differ: a product of words of which one is known would let
 * differences through that are the same under many seeds.
 */
export function hashKey(key: usize, bytes: u32, seed: u64): u64 {
  const second = (rotl<u64>(seed, 32) + 0x9e37_79b9_7f4a_7c15) * 0x9fb2_1c65_1e98_df25;
  const third = ((seed ^ 0xc4ce_b9fe_1a85_ec53) * 0xff51_afd7_ed55_8ccd) ^ (second >> 32);
  let hash: u64 = seed ^ 0x8cb9_2ba7_2f3d_8dd7;
  let at = key;
  let left = bytes;
  while (left >= 16) {
    hash = fold(load<u64>(at) ^ hash, load<u64>(at, 8) ^ second);
    at += 16;
    left -= 16;
  }
  if (left > 8) hash = fold(load<u64>(at) ^ hash, lastOf(at + 8, left - 8) ^ second);
  else if (left > 0) hash = fold(lastOf(at, left) ^ hash, second);
  // The length comes last: before the words, these could make up for it.
  return fold(hash ^ second, third ^ (bytes as u64));
}

/** The last 1 to 8 bytes of a key; those behind it are masked away, never hashed. */
// @ts-ignore: decorator
@inline
function lastOf(at: usize, bytes: u32): u64 {
  return load<u64>(at) & (u64.MAX_VALUE >> ((8 - (bytes as u64)) << 3));
}

/**
 * Both halves of the product, and a factor: without it nothing would be left of this one where the other is 0, and
 * where all bits of both change the halves would be as before too often.
 */
// @ts-ignore: decorator
@inline
function fold(a: u64, b: u64): u64 {
  const lows = (a & 0xffff_ffff) * (b & 0xffff_ffff);
  const crossed = (a & 0xffff_ffff) * (b >> 32);
  const middle = (a >> 32) * (b & 0xffff_ffff) + (crossed & 0xffff_ffff) + (lows >> 32);
  const high = (a >> 32) * (b >> 32) + (crossed >> 32) + (middle >> 32);
  return (high ^ ((middle << 32) | (lows & 0xffff_ffff))) + a;
}

/** The group of `count` whose turn an entry is; in the order of hashes, whatever the count. */
// @ts-ignore: decorator
@inline
export function groupOf(hash: u64, count: u32): u32 {
  return (((hash >> 32) * (count as u64)) >> 32) as u32;
}

/** The least upper half of a hash whose group this is. */
export function firstOf(group: u32, count: u32): u64 {
  return (((group as u64) << 32) + (count as u64) - 1) / (count as u64);
}

/** Of `parts` that a dataset has, the one whose range of hashes this is in. */
// @ts-ignore: decorator
@inline
export function partOf(hash: u64, parts: u32): u32 {
  return groupOf(hash, parts);
}

/**
 * A hash as its part sees it: the upper half says how far it lies in the range of the part, of 2^32 again. Order stays,
 * nothing is lost, and where there is one part nothing changes; so a part fills its index as a whole does.
 */
// @ts-ignore: decorator
@inline
export function within(hash: u64, parts: u32): u64 {
  return ((hash & 0xffff_ffff_0000_0000) * (parts as u64)) | (hash & 0xffff_ffff);
}

// @ts-ignore: decorator
@inline
export function tagOf(hash: u64): u8 {
  return (hash as u8) & 0x7f;
}
