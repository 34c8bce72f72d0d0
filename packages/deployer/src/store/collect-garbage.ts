import { endProcessesIn } from '@oremill/runtime';
import { removeFolder } from '../workspace/remove-folder.ts';
import { type Excess, findExcess } from './find-excess.ts';
import type { StoreLimits } from './limits.ts';

export interface GarbageOptions {
  /** Of the deployer on this machine. */
  readonly folder: string;
  readonly limits: StoreLimits;
  readonly nowMs: number;
  /** Tells what would be removed, and removes nothing. */
  readonly isDryRun?: boolean;
}

/** Removes what is more, or older, than is to be kept, and tells it. */
export async function collectGarbage({ folder, isDryRun, limits, nowMs }: GarbageOptions): Promise<Excess[]> {
  const excess = await findExcess(folder, limits, nowMs);
  if (isDryRun) return excess;
  for (const { kind, path } of excess) {
    if (kind === 'workspace') await endProcessesIn(path);
    await removeFolder(path);
  }
  return excess;
}
