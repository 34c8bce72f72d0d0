import { AppError } from '@oremill/types';
import type { EntryPage } from './entries.ts';
import { listPage } from './list-entries.ts';
import type { TableDesk } from './table-desk.ts';
import { POLICY } from './table-layout.ts';
import { STRETCH } from './table-options.ts';
import { setEntry } from './write-entry.ts';

const PAGE_COUNT = 1000;

/** Sets all entries of a table in another, which may evict some. What it may not evict is kept, whatever room it takes. */
export function moveEntries(source: TableDesk, target: TableDesk): void {
  // They come in the order of hashes. An index that finds no room for all of them grows as they come, which takes longer.
  target.kernel.reserveIndex(source.count);
  for (let from: number | undefined = 0; from !== undefined; ) {
    const { entries, next }: EntryPage = listPage(source, from, PAGE_COUNT);
    for (const entry of entries) {
      try {
        setEntry(target, entry.key, entry.value, entry);
      } catch (error) {
        if (!(error instanceof AppError) || error.code !== 'MEMORY_FULL') throw error;
        target.words[POLICY / 4] = STRETCH;
        setEntry(target, entry.key, entry.value, entry);
      }
    }
    from = next;
  }
}
