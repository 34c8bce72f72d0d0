import { join } from 'node:path';
import { findDataFolder } from '@oremill/runtime';

/** Where price books of a region are kept: below `OREMILL_DATA`, else below `.data` in the workspace. */
export function booksFolder(): string {
  return join(findDataFolder(process.env, process.cwd()), 'cost', 'books');
}
