import type { Clock, Logger, Random } from '@oremill/runtime';
import type { Recovery } from './dataset/live-dataset.ts';
import { openLive } from './open-live.ts';
import { withStoppedDataset } from './stopped-store.ts';

export interface RepairOptions {
  /** Of the store. */
  readonly folder: string;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Logger;
}

/**
 * Opens a live dataset whose log is damaged with what is there before the damage, so that it can be opened again. The
 * damaged files stay beside it. Throws STORE_IN_USE while a server has the store open.
 */
export async function repairDataset(name: string, options: RepairOptions): Promise<Recovery> {
  return withStoppedDataset(name, options.folder, async (file, store) => {
    const dataset = await openLive({
      ...options,
      name,
      file,
      folder: store.writtenOf(store.of(name)),
      acceptsLoss: true,
    });
    await dataset.close();
    return dataset.recovery;
  });
}
