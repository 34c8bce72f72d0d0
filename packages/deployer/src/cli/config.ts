import { userInfo } from 'node:os';
import { findDataFolder } from '@oremill/runtime';
import type { Actor } from '@oremill/types';
import { repositoryRoots } from '../config.ts';

/** `OREMILL_DATA`, else `.data` in the workspace. */
export function dataFolder(): string {
  return findDataFolder(process.env, process.cwd());
}

export function databaseUrl(): string | undefined {
  return process.env.DATABASE_URL;
}

/** Who uses the command line: whoever may open the database may do anything. */
export function cliActor(): Actor {
  return { name: accountName(), role: 'admin' };
}

/** An account without an entry in the machine's list has a number only. */
function accountName(): string {
  try {
    return userInfo().username;
  } catch {
    return `uid ${process.getuid?.()}`;
  }
}

/** As the platform of this data folder has them. */
export function repositoryRootsHere(): string[] {
  return repositoryRoots(dataFolder(), process.env.OREMILL_REPOSITORY_ROOTS);
}
