import { findDataFolder } from '@oremill/runtime';

/** `OREMILL_DATA`, else `.data` in the workspace. */
export function dataFolder(): string {
  return findDataFolder(process.env, process.cwd());
}
