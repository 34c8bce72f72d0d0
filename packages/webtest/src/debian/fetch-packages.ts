import { mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { acquireFileLock } from '@oremill/runtime';
import { webtestError } from '../errors.ts';
import { type AptSources, downloadPackages, listPackages, openApt, unpackPackage } from './apt.ts';

/** Programs of Debian's that tests run without anybody installing them. */
export interface Wanted {
  /** As people call it, `Chromium`. */
  readonly title: string;
  /** How much is fetched, about. */
  readonly megabytes: number;
  /** The first one's version names the folder. */
  readonly packages: readonly [string, ...string[]];
  /** Taken for installed, with what only they need. */
  readonly notWanted?: readonly string[];
  /** Completes what was unpacked in `root`, which will lie in `target`; throws when it cannot be used. */
  readonly complete: (root: string, target: string) => void;
}

/** Never taken: a second libc beside the machine's would crash, and the others are of no use to a program. */
const NEVER_WANTED = ['libc6', 'debconf', 'dpkg', 'perl', 'perl-base'];
const FETCH_WAIT_MS = 15 * 60_000;

/**
 * Fetches packages with the libraries they need into `folder/<version>`: lists, downloads and files are all private,
 * nothing of the system is written, and no right but the user's own is needed. `findCached` is asked again once
 * nobody else is fetching.
 */
export async function fetchPackages<Found>(
  folder: string,
  wanted: Wanted,
  findCached: () => Found | undefined,
  say: (text: string) => void,
): Promise<Found> {
  mkdirSync(folder, { recursive: true });
  const lock = await acquireFileLock(join(folder, '.lock'), FETCH_WAIT_MS);
  if (!lock) {
    throw webtestError('FETCH_FAILED', `another process has been fetching ${wanted.title} into ${folder}`, {
      hint: 'Wait for it, or end it, then run this again.',
    });
  }
  try {
    const cached = findCached();
    if (cached !== undefined) return cached;
    await fetchInto(folder, wanted, say);
  } finally {
    lock.release();
  }
  const found = findCached();
  if (found !== undefined) return found;
  throw webtestError('FETCH_FAILED', `${wanted.title} was fetched into ${folder} and is not there`);
}

async function fetchInto(folder: string, wanted: Wanted, say: (text: string) => void): Promise<void> {
  removeLeftovers(folder);
  const staging = mkdtempSync(join(folder, '.fetch-'));
  try {
    const [first] = wanted.packages;
    say(
      `${wanted.title} is not installed: fetching Debian’s into the cache folder (about ${wanted.megabytes} MB) …`,
    );
    const apt = await openApt(join(staging, 'apt'), [...NEVER_WANTED, ...(wanted.notWanted ?? [])], first);
    const packages = await listPackages(apt, wanted.packages);
    const version = packages.find((entry) => entry.name === first)?.version;
    if (version === undefined) {
      throw webtestError('FETCH_FAILED', `the package sources offer no \`${first}\` package`, {
        hint: `Install ${wanted.title} yourself, so that it is on the PATH.`,
      });
    }
    const root = await unpackAll(apt, packages, staging);
    const target = join(folder, version.replaceAll(/[^\w.+~-]/g, '_'));
    wanted.complete(root, target);
    renameSync(root, target);
    say(`${wanted.title} ${version} is in ${target}`);
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
