import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { libraryFolders } from '../debian/library-folders.ts';
import type { Chromium } from './chromium.ts';

/**
 * What lies below `<cache>/chromium/<version>/`: the packages' files as `dpkg -x` laid them out, and our fonts.conf.
 * The folder appears by a rename, so that it is complete or absent.
 */
export const FONTS_FILE = 'fonts.conf';
const PROGRAM = 'usr/lib/chromium/chromium';

export function chromiumFolder(cacheFolder: string): string {
  return join(cacheFolder, 'chromium');
}

/** The newest fetched Chromium; a second one is fetched only when someone deletes the first. */
export function findCached(cacheFolder: string): Chromium | undefined {
  const folder = chromiumFolder(cacheFolder);
  if (!existsSync(folder)) return undefined;
  const [newest] = readdirSync(folder)
    .filter((name) => !name.startsWith('.'))
    .map((name) => join(folder, name))
    .filter((root) => existsSync(join(root, PROGRAM)))
    .sort((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs);
  return newest === undefined ? undefined : openUnpacked(newest);
}

/** The Chromium in a folder of unpacked packages, with its own libraries and fonts. */
export function openUnpacked(root: string): Chromium {
  return {
    program: join(root, PROGRAM),
    environment: {
      LD_LIBRARY_PATH: [join(root, 'usr/lib/chromium'), ...libraryFolders(root)].join(':'),
      FONTCONFIG_FILE: join(root, FONTS_FILE),
      // Otherwise an installed GTK or GIO module is loaded into the fetched libraries.
      GIO_MODULE_DIR: join(root, 'none'),
    },
  };
}
