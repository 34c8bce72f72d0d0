import { imageCorrupt } from '../image/describe-image.ts';
import type { SealedDesk } from './sealed-desk.ts';

/** Places in the order of keys: from the first to the one behind the last. */
export interface OrderRange {
  readonly start: number;
  readonly end: number;
}

/** Where the keys are that begin so, behind `after`. */
export function searchOrder(desk: SealedDesk, prefix: Uint8Array, after: Uint8Array | undefined): OrderRange {
  const first = search(desk, prefix, false);
  const behind = successorOf(prefix);
  return {
    start: after ? Math.max(first, search(desk, after, true)) : first,
    end: behind ? search(desk, behind, false) : desk.description.entries,
  };
}

/** The first place whose key is not below this one; or, behind it, whose key is above. */
function search(desk: SealedDesk, key: Uint8Array, isBehind: boolean): number {
  const { entries, longestKeyBytes, orderAt } = desk.description;
  // One byte more than any entry's key has decides as all of them would.
  const wanted = key.subarray(0, longestKeyBytes + 1);
  desk.lay(wanted, desk.bytesAt);
  const place = desk.kernel.searchOrder(desk.bytesAt, wanted.length, isBehind, entries) >>> 0;
  if (place > entries) throw imageCorrupt(desk.path, orderAt, 'its order of keys leads nowhere');
  return place;
}

/** The least byte string behind all that begin so; undefined when none is. */
function successorOf(prefix: Uint8Array): Uint8Array | undefined {
  const last = prefix.findLastIndex((byte) => byte < 0xff);
  if (last === -1) return undefined;
  const successor = Uint8Array.from(prefix.subarray(0, last + 1));
  successor[last] = (prefix[last] as number) + 1;
  return successor;
}
