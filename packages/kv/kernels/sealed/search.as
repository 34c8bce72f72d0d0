/** Entries by their place in the order of keys. */
import { compare } from '../keys/bytes.as';
import { buckets, count, headOf, key, keyBytes, locate, openHead, order, placeBits, storeCorrupt, storeFound } from './image.as';
import { FOUND_BYTES } from './layout.as';

/** What `searchOrder` gives when a reference leads nowhere. */
const NOWHERE: u32 = 0xffff_ffff;

// @ts-ignore: decorator
@inline
function locateAt(index: u32): bool {
  const reference = load<u32>(order + (index << 2));
  const bucket = reference >> placeBits;
  const place = reference & ((1 << placeBits) - 1);
  return bucket < buckets && openHead(headOf(bucket)) && place < count && locate(place);
}

/** The first of `entries` places in the order whose key is not below the wanted one; if `isBehind`, whose key is above it. */
export function searchOrder(wanted: usize, wantedBytes: u32, isBehind: bool, entries: u32): u32 {
  let low: u32 = 0;
  let high = entries;
  while (low < high) {
    const middle = low + ((high - low) >> 1);
    if (!locateAt(middle)) return NOWHERE;
    const relation = compare(key, keyBytes, wanted, wantedBytes);
    if (relation < 0 || (isBehind && relation == 0)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Keeps what was touched alive for the compiler. */
let touched: u32 = 0;

/** Stores the entries of these places; the first that is corrupt is the last. Returns how many. */
export function listOrder(from: u32, max: u32, targets: usize): u32 {
  // Neighbours in the order lie anywhere: their heads are asked for all at once, then read. A head may lie in two lines.
  for (let index: u32 = 0; index < max; index++) {
    const bucket = load<u32>(order + ((from + index) << 2)) >> placeBits;
    if (bucket >= buckets) break;
    const head = headOf(bucket);
    touched += (load<u8>(head) as u32) + (load<u8>(head, 48) as u32);
  }
  for (let index: u32 = 0; index < max; index++) {
    const target = targets + index * FOUND_BYTES;
    if (!locateAt(from + index)) {
      storeCorrupt(target);
      return index + 1;
    }
    storeFound(target);
  }
  return max;
}
