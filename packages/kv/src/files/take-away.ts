import { existsSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** What is called so is nobody's any more. */
export const REMOVED = '.removed-';

/**
 * Takes its name from a folder, where there is one: deleting takes a while, and what a crash leaves of a dataset could be
 * taken for one. Returns the path to delete.
 */
export function takeAway(path: string): string {
  const removed = join(dirname(path), `${REMOVED}${basename(path)}`);
  rmSync(removed, { recursive: true, force: true });
  if (existsSync(path)) renameSync(path, removed);
  return removed;
}
