import { kvError } from '@oremill/types';
import type { LiveFile } from './dataset/dataset-file.ts';
import { StoreFolder } from './store-folder.ts';

/** Does something to a live dataset while no server has its store open. Throws STORE_IN_USE, DATASET_MISSING, NOT_LIVE. */
export async function withStoppedDataset<Result>(
  name: string,
  folder: string,
  act: (file: LiveFile, store: StoreFolder) => Promise<Result>,
): Promise<Result> {
  const store = new StoreFolder(folder);
  const lock = await store.lock();
  try {
    if (!store.open().includes(name)) {
      throw kvError('DATASET_MISSING', `there is no dataset ${name}`);
    }
    const file = store.read(name);
    if (file.kind === 'live') return await act(file, store);
    throw kvError('NOT_LIVE', `${name} is published: it has no log, and its parts are those of its images`, {
      hint: 'Serve another version (kv rollback), or publish it again.',
    });
  } finally {
    lock.release();
  }
}
