/** The order of keys is made: references of entries, sorted by their keys. */
import { compare } from '../keys/bytes.as';
import { ELEMENT_BYTES, KEY, KEY_BYTES, REFERENCE } from '../keys/sort.as';
import { buckets, count, follow, headOf, key, keyBytes, locate, openHead, placeBits } from './image.as';

/**
 * Collects the entries whose keys are at least the low key and below the high one, which is none at address 0.
 * Returns how many there are, or `max + 1` when there are more than `max`.
 */
export function gatherKeys(elements: usize, max: u32, low: usize, lowBytes: u32, high: usize, highBytes: u32): u32 {
  let gathered: u32 = 0;
  let element = elements;
  for (let bucket: u32 = 0; bucket < buckets; bucket++) {
    if (!openHead(headOf(bucket)) || count == 0 || !locate(0)) continue;
    for (let place: u32 = 0; place < count; place++) {
      if (place > 0) follow(place);
      if (lowBytes > 0 && compare(key, keyBytes, low, lowBytes) < 0) continue;
      if (high != 0 && compare(key, keyBytes, high, highBytes) >= 0) continue;
      if (gathered == max) return max + 1;
      store<u32>(element, (bucket << placeBits) | place, REFERENCE);
      store<u32>(element, key as u32, KEY);
      store<u32>(element, keyBytes, KEY_BYTES);
      element += ELEMENT_BYTES;
      gathered += 1;
    }
  }
  return gathered;
}

/** Address of the key of an element. */
export function gatheredKey(elements: usize, index: u32): usize {
  return load<u32>(elements + index * ELEMENT_BYTES, KEY);
}

export function gatheredKeyBytes(elements: usize, index: u32): u32 {
  return load<u32>(elements + index * ELEMENT_BYTES, KEY_BYTES);
}

/** Keeps the references alone, which then lie without gaps at `elements`. */
export function keepReferences(elements: usize, elementCount: u32): void {
  for (let index: usize = 0; index < (elementCount as usize); index++) {
    store<u32>(elements + (index << 2), load<u32>(elements + index * ELEMENT_BYTES, REFERENCE));
  }
}
