import { join } from 'node:path';
import { acquireFileLock, type FileLock, makePrivateFolder } from '@oremill/runtime';

/** One process has a store open at a time; undefined when another one has it. */
export function lockStore(folder: string): Promise<FileLock | undefined> {
  makePrivateFolder(folder);
  return acquireFileLock(join(folder, 'store.lock'));
}
