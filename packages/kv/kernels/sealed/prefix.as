import { hashKey } from '../table/hash.as';

/** The upper 32 bits of a key's hash: where an entry is in the order of a whole dataset. */
export function prefixOf(key: usize, bytes: u32, seed: u64): u32 {
  return (hashKey(key, bytes, seed) >> 32) as u32;
}
