import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { MAGIC } from '../image/image-format.ts';

/** Whether a path is that of a table image; what cannot be read is none. */
export function isImage(path: string): boolean {
  let file: number;
  try {
    // To open a pipe would wait for who writes to it.
    if (!statSync(path).isFile()) return false;
    file = openSync(path, 'r');
  } catch {
    return false;
  }
  try {
    const start = Buffer.alloc(MAGIC.length);
    return readSync(file, start, 0, start.length, 0) === start.length && start.equals(MAGIC);
  } catch {
    return false;
  } finally {
    closeSync(file);
  }
}
