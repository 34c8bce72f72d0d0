import { execFile } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { promisify } from 'node:util';

/** Removes a folder, also where tools have made folders in it that may not be written to (Go keeps its modules so). */
export async function removeFolder(folder: string): Promise<void> {
  const remove = () => rm(folder, { recursive: true, force: true, maxRetries: 3 });
  try {
    await remove();
  } catch {
    await promisify(execFile)('chmod', ['-R', 'u+rwX', '--', folder]);
    await remove();
  }
}
