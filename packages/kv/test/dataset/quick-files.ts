import type { DataFile, Files } from '@oremill/runtime';
import { diskFiles } from '../../src/files/disk-files.ts';

/** The disk without its syncs, which cost most of the time of a test that cuts no power. */
export const quickFiles: Files = {
  ...diskFiles,
  create: (path) => withoutSync(diskFiles.create(path)),
  append: (path) => withoutSync(diskFiles.append(path)),
  syncFolder: () => undefined,
  syncFolderLater: () => Promise.resolve(),
};

function withoutSync(file: DataFile): DataFile {
  return Object.create(file, {
    sync: { value: () => undefined },
    datasync: { value: () => Promise.resolve() },
  });
}
