import { loadKernel } from '../kernel/load-kernel.ts';
import type { Table } from '../table/table.ts';
import type { LoadKernel } from './load-kernel.ts';
import type { LoadLimits } from './load-limits.ts';
import type { ListedEntries } from './partition-lists.ts';
import { tableFull } from './table-full.ts';

/** Makes room in the index of an empty table for all that was listed, between the two halves of a load. */
export function openIndex(table: Table, all: readonly ListedEntries[], { tableBytesMax }: LoadLimits): void {
  let count = 0;
  for (const { counts } of all) for (const entries of counts) count += entries;
  const kernel = loadKernel<LoadKernel>('table', table.shared);
  if (kernel.openLoadedIndex(count) === 0) throw tableFull(tableBytesMax);
}
