import type { Entry } from './entries.ts';
import type { PrefixPage } from './list-entries.ts';

/** Pages of the same question to several tables, each in the order of keys, as one of so many entries. */
export function mergePrefixes(pages: readonly PrefixPage[], limit: number): PrefixPage {
  // A key is a view that is made when it is asked for, so each is asked for once.
  const heads = pages.map(({ items }) => ({ items, at: 0, key: items[0]?.key }));
  const merged: Entry[] = [];
  while (merged.length < limit) {
    let first: (typeof heads)[number] | undefined;
    for (const head of heads) {
      if (head.key === undefined) continue;
      if (first?.key === undefined || Buffer.compare(head.key, first.key) < 0) first = head;
    }
    if (first === undefined) break;
    merged.push(first.items[first.at] as Entry);
    first.at += 1;
    first.key = first.items[first.at]?.key;
  }
  const isLeftOver = heads.some(({ key }) => key !== undefined);
  return { items: merged, hasMore: isLeftOver || pages.some(({ hasMore }) => hasMore) };
}
