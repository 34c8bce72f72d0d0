/** A table may be one part of a dataset: then it has the keys of a range of hashes, and hashes are within that range. */
import { PART, PARTS, SEED } from './layout.as';
import { hashKey, partOf, within } from './hash.as';

/** Of a key that is this part's. */
// @ts-ignore: decorator
@inline
export function hashOf(key: usize, bytes: u32): u64 {
  return within(hashKey(key, bytes, load<u64>(SEED)), load<u32>(PARTS));
}

let hash: u64 = 0;

/** Whether a key is this part's; `ownHash` is its hash then. */
// @ts-ignore: decorator
@inline
export function isOwn(key: usize, bytes: u32): bool {
  const whole = hashKey(key, bytes, load<u64>(SEED));
  const parts = load<u32>(PARTS);
  hash = within(whole, parts);
  return partOf(whole, parts) == load<u32>(PART);
}

// @ts-ignore: decorator
@inline
export function ownHash(): u64 {
  return hash;
}
