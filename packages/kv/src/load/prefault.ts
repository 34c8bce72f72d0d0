import { setImmediate as turn } from 'node:timers/promises';
import { loadKernel } from '../kernel/load-kernel.ts';
import type { Table } from '../table/table.ts';
import type { LoadKernel } from './load-kernel.ts';
import { TABLE_BYTES_MAX, tableFull } from './table-full.ts';
import { told } from './told.ts';

/** What the system gives at once, at the first touch: that takes a large part of a load. */
const PAGE_BYTES = 4096;
/** Touched between two looks at what else there is to do. */
const STEP_BYTES = 1024 * 1024;

/** Gives an empty table so much memory before a load needs it: `loadTable({ reuse: table })` then has no need to wait for it. */
export async function prefault(table: Table, bytes: number): Promise<void> {
  const kernel = loadKernel<LoadKernel>('table', table.shared);
  const address = kernel.claimScratch(bytes) >>> 0;
  if (address === 0) throw told(tableFull(TABLE_BYTES_MAX));
  const memory = table.shared.bytes.subarray(address, address + bytes);
  for (let step = 0; step < bytes; step += STEP_BYTES) {
    const end = Math.min(step + STEP_BYTES, bytes);
    for (let page = step; page < end; page += PAGE_BYTES) memory[page] = 0;
    await turn();
  }
  kernel.giveBackScratch(address);
}
