import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fetchPackages } from '../debian/fetch-packages.ts';
import { webtestError } from '../errors.ts';
import { chromiumFolder, FONTS_FILE, findCached, openUnpacked } from './cache.ts';
import type { Chromium } from './chromium.ts';
import { fontsFile } from './fonts.ts';
import { requireLibraries } from './libraries.ts';

/** Desktops need these, a headless browser does not. */
const NOT_WANTED = ['libgtk-3-0', 'libgtk-3-0t64', 'xdg-utils'];

/** Debian's Chromium with its libraries and fonts, fetched into the cache folder unless it is there. */
export async function fetchChromium(cacheFolder: string, say: (text: string) => void): Promise<Chromium> {
  const folder = chromiumFolder(cacheFolder);
  return fetchPackages(
    folder,
    {
      title: 'Chromium',
      megabytes: 160,
      packages: ['chromium', 'fonts-dejavu-core', 'fonts-liberation'],
      notWanted: NOT_WANTED,
      complete(root, target) {
        writeFileSync(join(root, FONTS_FILE), fontsFile(target, join(folder, '.fonts-cache')));
        const chromium = openUnpacked(root);
        if (!existsSync(chromium.program)) {
          throw webtestError(
            'BROWSER_MISSING',
            'the `chromium` package holds no browser (Ubuntu’s points to a snap)',
            {
              hint: 'Install Chromium or Chrome, or set OREMILL_CHROMIUM to its program.',
            },
          );
        }
        requireLibraries(chromium);
      },
    },
    () => findCached(cacheFolder),
    say,
  );
}
