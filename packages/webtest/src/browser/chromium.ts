import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { WebtestConfig } from '../config.ts';
import { webtestError } from '../errors.ts';
import { findCached } from './cache.ts';
import { fetchChromium } from './fetch-chromium.ts';
import { requireLibraries } from './libraries.ts';

/** A browser that can be started: its program, and what its environment must hold besides ours. */
export interface Chromium {
  readonly program: string;
  readonly environment: Readonly<Record<string, string>>;
}

const INSTALLED_NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/**
 * Finds a Chromium: the one that the configuration names, an installed one, one fetched earlier, or else Debian's,
 * fetched now into the cache folder and never installed. `say` hears what takes long.
 */
export async function provideChromium(
  config: WebtestConfig,
  say: (text: string) => void = () => undefined,
): Promise<Chromium> {
  const chromium =
    findInstalled(config) ?? findCached(config.cacheFolder) ?? (await fetchChromium(config.cacheFolder, say));
  requireLibraries(chromium);
  return chromium;
}

/** A Chromium of the machine's own, which brings its libraries and fonts along. */
export function findInstalled(config: WebtestConfig): Chromium | undefined {
  if (config.chromium !== undefined) {
    if (existsSync(config.chromium)) return { program: config.chromium, environment: {} };
    throw webtestError('BROWSER_MISSING', `OREMILL_CHROMIUM names ${config.chromium}, which does not exist`, {
      hint: 'Correct it, or unset it to have a Chromium searched for.',
    });
  }
  for (const name of INSTALLED_NAMES) {
    for (const folder of config.path) {
      const program = join(folder, name);
      if (existsSync(program)) return { program, environment: {} };
    }
  }
  return undefined;
}
