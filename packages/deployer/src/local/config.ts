import { homedir } from 'node:os';
import { join } from 'node:path';

/** Of the person who runs a pipeline here. */
export function ownEnvironment(): NodeJS.ProcessEnv {
  return process.env;
}

/** Where local runs keep caches, artifacts and what they need while they last. */
export function localFolder(): string {
  return join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'oremill', 'deployer');
}
