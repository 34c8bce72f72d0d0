import type { Clock, Logger, Random } from '@oremill/runtime';
import { kvError } from '@oremill/types';
import type { Recovery } from './dataset/live-dataset.ts';
import { openLive } from './open-live.ts';
import { StoreFolder } from './store-folder.ts';

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
  const store = new StoreFolder(options.folder);
  const lock = await store.lock();
  try {
    if (!store.open().includes(name)) {
      throw kvError('DATASET_MISSING', `there is no dataset ${name}`);
    }
    const file = store.read(name);
    if (file.kind !== 'live') {
      throw kvError('NOT_LIVE', `${name} is published: it has no log that could be damaged`, {
        hint: 'Serve another version (kv rollback), or publish it again.',
      });
    }
    const dataset = await openLive({
      ...options,
      name,
      file,
      folder: store.writtenOf(store.of(name)),
      acceptsLoss: true,
    });
    await dataset.close();
    return dataset.recovery;
  } finally {
    lock.release();
  }
}
