import { createDatasetSchema, kvError } from '@oremill/types';
import { writeDatasetFile } from './dataset/dataset-file.ts';
import { withStoppedDataset } from './stopped-store.ts';

/**
 * Gives a live dataset as many tables from its next start on: its snapshot and its log know nothing of parts. Throws
 * STORE_IN_USE while a server has the store open.
 */
export async function changeParts(name: string, parts: number, folder: string): Promise<void> {
  await withStoppedDataset(name, folder, async (file, store) => {
    const { maxBytes } = file;
    const checked = createDatasetSchema.safeParse({ name, parts, ...(maxBytes ? { maxBytes } : {}) });
    if (!checked.success) {
      throw kvError(
        'DATASET_INVALID',
        `${name} cannot have ${parts} parts: ${checked.error.issues[0]?.message}`,
      );
    }
    writeDatasetFile(store.of(name), { ...file, parts });
  });
}
