import { mkdirSync, readdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { webtestError } from '../errors.ts';
import { fetchOnce } from '../fetch-once.ts';
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

/** Taken for installed: of no use to a program. */
const NEVER_WANTED = ['debconf', 'dpkg', 'perl', 'perl-base'];
/** What is needed of it is there already, and a second one beside the machine's would crash. */
const NEVER_UNPACKED = ['libc6'];

/**
 * Fetches packages with the libraries they need into `folder/<version>`: lists, downloads and files are all private,
 * nothing of the system is written, and no right but the user's own is needed.
 */
export async function fetchPackages<Found>(
  folder: string,
  wanted: Wanted,
  findCached: () => Found | undefined,
  say: (text: string) => void,
): Promise<Found> {
  return fetchOnce(folder, wanted.title, findCached, async (staging) => {
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
    const unpacked = packages.filter(({ name }) => !NEVER_UNPACKED.includes(name));
    const root = await unpackAll(apt, unpacked, staging);
    const target = join(folder, version.replaceAll(/[^\w.+~-]/g, '_'));
    wanted.complete(root, target);
    renameSync(root, target);
    say(`${wanted.title} ${version} is in ${target}`);
  });
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
