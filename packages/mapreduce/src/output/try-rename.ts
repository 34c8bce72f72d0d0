import { renameSync } from 'node:fs';
import { asWriteError } from '../files/disk-files.ts';
import { isCode } from '../files/error-code.ts';

/** Whether there was something to rename: of two processes that try, the other finds nothing. */
export function tryRename(source: string, target: string): boolean {
  try {
    renameSync(source, target);
    return true;
  } catch (error) {
    if (isCode(error, 'ENOENT')) return false;
    throw asWriteError(target, error);
  }
}
