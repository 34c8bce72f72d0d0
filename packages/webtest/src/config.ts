import { accessSync, constants, existsSync, mkdirSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';

export interface WebtestConfig {
  /** A Chromium to use instead of searching: `OREMILL_CHROMIUM`. */
  readonly chromium: string | undefined;
  /** Folders searched for an installed one. */
  readonly path: readonly string[];
  /** Where a fetched browser is kept: `OREMILL_CACHE`, else `~/.cache/oremill`. */
  readonly cacheFolder: string;
  /** What cannot be had skips the tests that need it: `OREMILL_ALLOW_MISSING=1`. */
  readonly isMissingAllowed: boolean;
  /** A release that tests are of, instead of an app that they start: `OREMILL_WEBTEST_URL`. */
  readonly deployedUrl: string | undefined;
  /** Where traces and pictures of failed tests go: `OREMILL_EVIDENCE`, else `evidence` where the tests run. */
  readonly evidenceFolder: string;
}

export function readConfig(environment: NodeJS.ProcessEnv = process.env): WebtestConfig {
  return {
    chromium: environment.OREMILL_CHROMIUM || undefined,
    path: (environment.PATH ?? '').split(delimiter).filter((folder) => folder !== ''),
    cacheFolder: cacheFolderOf(environment),
    isMissingAllowed: environment.OREMILL_ALLOW_MISSING === '1',
    deployedUrl: environment.OREMILL_WEBTEST_URL || undefined,
    evidenceFolder: resolve(environment.OREMILL_EVIDENCE || 'evidence'),
  };
}

function cacheFolderOf(environment: NodeJS.ProcessEnv): string {
  if (environment.OREMILL_CACHE) return resolve(environment.OREMILL_CACHE);
  const home = join(environment.HOME || homedir(), '.cache', 'oremill');
  return isUsable(home) ? home : join(workspaceCache(), 'oremill');
}

/** For a home that cannot be written to: the workspace's own cache, else the system's temporary folder. */
function workspaceCache(): string {
  for (let folder = import.meta.dirname; folder !== dirname(folder); folder = dirname(folder)) {
    if (existsSync(join(folder, 'pnpm-workspace.yaml'))) return join(folder, 'node_modules', '.cache');
  }
  return tmpdir();
}

function isUsable(folder: string): boolean {
  try {
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
