import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { acquireFileLock } from '@oremill/runtime';
import { webtestError } from '../errors.ts';
import { type AptSources, downloadPackages, listPackages, openApt, unpackPackage } from './apt.ts';
import { chromiumFolder, FONTS_FILE, findCached, openUnpacked } from './cache.ts';
import type { Chromium } from './chromium.ts';
import { fontsFile } from './fonts.ts';
import { requireLibraries } from './libraries.ts';

const WANTED = ['chromium', 'fonts-dejavu-core', 'fonts-liberation'];
/** Never taken: a second libc beside the machine's would crash, and the others are for desktops. */
const NOT_WANTED = [
  'libc6',
  'libgtk-3-0',
  'libgtk-3-0t64',
  'xdg-utils',
  'debconf',
  'dpkg',
  'perl',
  'perl-base',
];
const FETCH_WAIT_MS = 15 * 60_000;

/**
 * Fetches Debian's Chromium with the libraries and fonts it needs into the cache folder: lists, downloads and files
 * are all private, nothing of the system is written, and no right but the user's own is needed.
 */
export async function fetchChromium(cacheFolder: string, say: (text: string) => void): Promise<Chromium> {
  const folder = chromiumFolder(cacheFolder);
  mkdirSync(folder, { recursive: true });
  const lock = await acquireFileLock(join(folder, '.lock'), FETCH_WAIT_MS);
  if (!lock) {
    throw webtestError('BROWSER_MISSING', `another process has been fetching Chromium into ${folder}`, {
      hint: 'Wait for it, or end it, then run this again.',
    });
  }
  try {
    return findCached(cacheFolder) ?? (await fetchInto(folder, say));
  } finally {
    lock.release();
  }
}

async function fetchInto(folder: string, say: (text: string) => void): Promise<Chromium> {
  removeLeftovers(folder);
  const staging = mkdtempSync(join(folder, '.fetch-'));
  try {
    say('Chromium is not installed: fetching Debian’s into the cache folder (about 160 MB) …');
    const apt = await openApt(join(staging, 'apt'), NOT_WANTED);
    const packages = await listPackages(apt, WANTED);
    const version = packages.find((entry) => entry.name === 'chromium')?.version;
    if (version === undefined) throw noChromium('the package sources offer no `chromium` package');
    const root = await unpackAll(apt, packages, staging);
    const target = join(folder, version.replaceAll(/[^\w.+~-]/g, '_'));
    writeFileSync(join(root, FONTS_FILE), fontsFile(target, join(folder, '.fonts-cache')));
    if (!existsSync(openUnpacked(root).program)) {
      throw noChromium('its `chromium` package holds no browser (Ubuntu’s points to a snap)');
    }
    requireLibraries(openUnpacked(root));
    renameSync(root, target);
    say(`Chromium ${version} is in ${target}`);
    return openUnpacked(target);
  } finally {
    rmSync(staging, { recursive: true, force: true });
  }
}

async function unpackAll(
  apt: AptSources,
  packages: readonly { name: string; version: string }[],
  staging: string,
): Promise<string> {
  const root = join(staging, 'root');
  const downloads = join(staging, 'packages');
  mkdirSync(root);
  mkdirSync(downloads);
  await downloadPackages(apt, packages, downloads);
  for (const file of readdirSync(downloads)) await unpackPackage(join(downloads, file), root);
  return root;
}

/** Those of a fetch that was killed; the lock is ours, so nobody is working in them. */
function removeLeftovers(folder: string): void {
  for (const name of readdirSync(folder)) {
    if (name.startsWith('.fetch-')) rmSync(join(folder, name), { recursive: true, force: true });
  }
}

function noChromium(reason: string) {
  return webtestError('BROWSER_MISSING', `This system has no Chromium to fetch: ${reason}`, {
    hint: 'Install Chromium or Chrome, or set OREMILL_CHROMIUM to its program.',
  });
}
