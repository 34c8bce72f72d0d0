import { writeDatasetFile } from './dataset/dataset-file.ts';
import { imagePaths } from './dataset/image-paths.ts';
import type { Held } from './held.ts';
import type { StoreFolder } from './store-folder.ts';

/** Copies a dataset as it is now into a new folder, which is returned. */
export async function copyHeld(name: string, held: Held, folder: StoreFolder): Promise<string> {
  switch (held.kind) {
    case 'broken':
      throw held.error;
    case 'published':
      return folder.copyImages(name, imagePaths(folder.of(name), held.versions.servedRow));
    case 'live': {
      const target = folder.newCopy(name);
      await held.dataset.copyTo(folder.writtenOf(target));
      // Last, so that a copy that was cut short is not taken for one.
      writeDatasetFile(target, held.file);
      return target;
    }
  }
}
