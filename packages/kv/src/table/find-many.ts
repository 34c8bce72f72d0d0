import type { Entry } from './entries.ts';
import type { TableDesk } from './table-desk.ts';
import { IO, RESULTS, RESULTS_MOST } from './table-layout.ts';
import { KEY_BYTES_MAX } from './table-options.ts';

/** Behind this there may be no room for another key. */
const KEYS_END = RESULTS - KEY_BYTES_MAX - 8;

/** Finds keys together, as many at once as there is room for. */
export function findMany(desk: TableDesk, keys: readonly Uint8Array[]): (Entry | undefined)[] {
  const entries: (Entry | undefined)[] = [];
  let at = IO;
  let first = 0;
  for (let index = 0; index < keys.length; index++) {
    if (at > KEYS_END || index - first === RESULTS_MOST) {
      findPart(desk, keys, first, index, entries);
      first = index;
      at = IO;
    }
    const key = keys[index] as Uint8Array;
    // The beginning of a key that is too long stands for it: no entry has one of this length either.
    const length = Math.min(key.length, KEY_BYTES_MAX + 1);
    desk.words[at >> 2] = length;
    desk.put(length === key.length ? key : key.subarray(0, length), at + 4);
    at = (at + 4 + length + 3) & ~3;
  }
  findPart(desk, keys, first, keys.length, entries);
  return entries;
}

function findPart(
  desk: TableDesk,
  keys: readonly Uint8Array[],
  first: number,
  end: number,
  entries: (Entry | undefined)[],
): void {
  desk.kernel.findMany(end - first);
  const start = entries.length;
  desk.list(end - first, entries);
  if (desk.expiring === 0) return;
  const nowMs = desk.clock.nowMs();
  for (let index = start; index < entries.length; index++) {
    const expiresAtMs = entries[index]?.expiresAtMs ?? 0;
    if (expiresAtMs === 0 || expiresAtMs > nowMs) continue;
    // The keys that were put have done their work.
    const key = keys[first + index - start] as Uint8Array;
    desk.put(key);
    desk.removeExpired(key, expiresAtMs);
    entries[index] = undefined;
  }
}
