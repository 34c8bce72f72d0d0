/**
 * 64-bit hash of a key. The upper 32 bits choose the place of an entry and its order in scans, snapshots and images;
 * the lower 7 are its tag. They must not share bits: a tag that follows from the group tells nothing within it.
 * Multiply and xor-shift on 64-bit lanes, finished as in MurmurHash3's fmix64 (public domain, A. Appleby). Each word is
 * multiplied twice before it meets the next: a product carries the last byte of a word into its top bits only, where the
 * word behind can undo it, and then numbers with the same beginning share all 64 bits.
 */
export function hashKey(key: usize, bytes: u32, seed: u64): u64 {
  let hash: u64 = seed ^ ((bytes as u64) * 0x9e37_79b9_7f4a_7c15);
  let at = key;
  let left = bytes;
  while (left >= 16) {
    let low = (load<u64>(at) ^ hash) * 0x9fb2_1c65_1e98_df25;
    let high = (load<u64>(at, 8) ^ rotl<u64>(hash, 32)) * 0xff51_afd7_ed55_8ccd;
    low = (low ^ (low >> 32)) * 0xc4ce_b9fe_1a85_ec53;
    high = (high ^ (high >> 32)) * 0x9e37_79b9_7f4a_7c15;
    hash = (low ^ (low >> 29)) + rotl<u64>(high ^ (high >> 31), 17);
    at += 16;
    left -= 16;
  }
  if (left >= 8) {
    hash = (hash ^ load<u64>(at)) * 0x9fb2_1c65_1e98_df25;
    hash = (hash ^ (hash >> 32)) * 0xff51_afd7_ed55_8ccd;
    at += 8;
    left -= 8;
  }
  if (left > 0) {
    // Bytes behind the key are masked away, never hashed.
    const last = load<u64>(at) & (u64.MAX_VALUE >> ((8 - (left as u64)) << 3));
    hash = (hash ^ last) * 0x9fb2_1c65_1e98_df25;
    hash = (hash ^ (hash >> 32)) * 0xff51_afd7_ed55_8ccd;
  }
  hash ^= hash >> 33;
  hash *= 0xff51_afd7_ed55_8ccd;
  hash ^= hash >> 33;
  hash *= 0xc4ce_b9fe_1a85_ec53;
  return hash ^ (hash >> 33);
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

// @ts-ignore: decorator
@inline
export function tagOf(hash: u64): u8 {
  return (hash as u8) & 0x7f;
}
