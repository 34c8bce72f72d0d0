import { kvError } from '@oremill/types';
import type { SetOptions } from './entries.ts';
import { COMPRESSED } from './record.ts';
import type { TableDesk } from './table-desk.ts';
import { EXPIRY_MEMORY_FULL, EXPIRY_SET, REMOVED_ALIVE, REMOVED_EXPIRED } from './table-kernel.ts';
import { checkLengths } from './table-options.ts';
import { unshare } from './unshare.ts';

/** Sets one entry; others may be evicted for it. Throws MEMORY_FULL. */
export function setEntry(
  desk: TableDesk,
  key: Uint8Array,
  value: Uint8Array,
  { isCompressed = false, expiresAtMs = 0 }: SetOptions,
): void {
  checkLengths(key, value);
  const source = unshare(value);
  desk.put(key);
  const flags = isCompressed ? COMPRESSED : 0;
  let at: number;
  do {
    at = desk.kernel.set(key.length, source.length, flags, expiresAtMs) >>> 0;
  } while (desk.takeEvicted() && at === 0);
  if (at === 0) throw memoryFull(desk);
  desk.reaching(at + source.length).set(source, at);
}

/** Whether it was there, and had not expired. */
export function removeEntry(desk: TableDesk, key: Uint8Array): boolean {
  desk.put(key);
  const removed = desk.kernel.remove(key.length, desk.operationMs);
  if (removed === REMOVED_EXPIRED) desk.expired.push(Buffer.from(key));
  return removed === REMOVED_ALIVE;
}

/** False: it is not there, or has expired and is there still. Throws MEMORY_FULL. */
export function setEntryExpiry(desk: TableDesk, key: Uint8Array, expiresAtMs: number): boolean {
  desk.put(key);
  const nowMs = desk.operationMs;
  let outcome: number;
  do {
    outcome = desk.kernel.setExpiry(key.length, expiresAtMs, nowMs);
  } while (desk.takeEvicted() && outcome === EXPIRY_MEMORY_FULL);
  if (outcome === EXPIRY_MEMORY_FULL) throw memoryFull(desk);
  return outcome === EXPIRY_SET;
}

export function memoryFull({ count }: TableDesk): Error {
  return kvError('MEMORY_FULL', `the table has ${count} entries and no room for more`, {
    hint: 'delete entries, raise the memory limit, let entries be evicted, or give the dataset more parts',
  });
}
