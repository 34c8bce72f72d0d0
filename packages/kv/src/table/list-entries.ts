import { kvError } from '@oremill/types';
import type { Entry, EntryPage } from './entries.ts';
import type { TableDesk } from './table-desk.ts';
import { FOUND_COUNT, HAS_MORE, NEXT, PREFIX, RESULTS_MOST } from './table-layout.ts';
import { KEY_BYTES_MAX } from './table-options.ts';

/** About so many entries in the order of their hashes. */
export function listPage(desk: TableDesk, from: number, count: number): EntryPage {
  const listed: (Entry | undefined)[] = [];
  desk.list(desk.kernel.listPage(from, count), listed);
  const next = desk.doubles[NEXT / 8] as number;
  const nowMs = desk.clock.nowMs();
  const entries: Entry[] = [];
  for (const entry of listed)
    if (entry !== undefined && (entry.expiresAtMs === 0 || entry.expiresAtMs > nowMs)) entries.push(entry);
  return { entries, next: next < 0 ? undefined : next };
}

export interface PrefixQuery {
  readonly prefix: Uint8Array;
  readonly after?: Uint8Array;
  readonly limit: number;
}

export interface PrefixPage {
  readonly items: readonly Entry[];
  readonly hasMore: boolean;
}

/** Entries whose keys begin with a prefix, in the order of keys. */
export function listPrefix(desk: TableDesk, { prefix, after, limit }: PrefixQuery): PrefixPage {
  const items: Entry[] = [];
  if (prefix.length > KEY_BYTES_MAX) return { items, hasMore: false };
  const isBehindPrefix = after !== undefined && Buffer.compare(after, prefix) >= 0;
  // The beginning of a key that is too long comes before all keys behind it, and behind all before it.
  let start = isBehindPrefix ? after.subarray(0, KEY_BYTES_MAX) : prefix;
  let isBehind = isBehindPrefix;
  for (;;) {
    const most = Math.min(limit - items.length, RESULTS_MOST);
    desk.put(start);
    desk.put(prefix, PREFIX);
    desk.kernel.listPrefix(start.length, isBehind ? 1 : 0, prefix.length, most, desk.clock.nowMs());
    const listed: (Entry | undefined)[] = [];
    desk.list(desk.words[FOUND_COUNT / 4] as number, listed);
    for (const entry of listed) if (entry !== undefined) items.push(entry);
    const hasMore = desk.words[HAS_MORE / 4] !== 0;
    const last = items.at(-1);
    if (!hasMore || items.length >= limit || last === undefined) return { items, hasMore };
    start = last.key;
    isBehind = true;
  }
}

export function notOrdered(): Error {
  return kvError('NOT_ORDERED', 'the keys of this table are not kept in order', {
    hint: 'open the dataset with its keys in order, or publish it so',
  });
}
