import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { acquireFileLock } from '@oremill/runtime';
import { webtestError } from './errors.ts';

const FETCH_WAIT_MS = 15 * 60_000;

/**
 * Fetches something into `folder` unless it is there: one process at a time, in a folder of its own that `fetch`
 * renames when it is complete. `findCached` is asked again once nobody else is fetching.
 */
export async function fetchOnce<Found>(
  folder: string,
  title: string,
  findCached: () => Found | undefined,
  fetch: (staging: string) => Promise<void>,
): Promise<Found> {
  mkdirSync(folder, { recursive: true });
  const lock = await acquireFileLock(join(folder, '.lock'), FETCH_WAIT_MS);
  if (!lock) {
    throw webtestError('FETCH_FAILED', `another process has been fetching ${title} into ${folder}`, {
      hint: 'Wait for it, or end it, then run this again.',
    });
  }
  try {
    const cached = findCached();
    if (cached !== undefined) return cached;
    removeLeftovers(folder);
    const staging = mkdtempSync(join(folder, '.fetch-'));
    try {
      await fetch(staging);
    } finally {
      rmSync(staging, { recursive: true, force: true });
    }
  } finally {
    lock.release();
  }
  const found = findCached();
  if (found !== undefined) return found;
  throw webtestError('FETCH_FAILED', `${title} was fetched into ${folder} and is not there`);
}

/** Those of a fetch that was killed; the lock is ours, so nobody is working in them. */
function removeLeftovers(folder: string): void {
  for (const name of readdirSync(folder)) {
    if (name.startsWith('.fetch-')) rmSync(join(folder, name), { recursive: true, force: true });
  }
}
