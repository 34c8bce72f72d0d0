import { spawnSync } from 'node:child_process';
import { webtestError } from '../errors.ts';
import type { Chromium } from './chromium.ts';

/** Throws, naming them, when shared libraries of the program are not found. */
export function requireLibraries(chromium: Chromium): void {
  const missing = missingLibraries(chromium);
  if (missing.length === 0) return;
  throw webtestError('BROWSER_UNUSABLE', `${chromium.program} lacks ${missing.join(', ')}`, {
    hint: 'Install these libraries, or set OREMILL_CHROMIUM to a browser that starts.',
  });
}

/** A program that ldd cannot read (a script, macOS) counts as complete: starting it will tell. */
export function missingLibraries(chromium: Chromium): string[] {
  const ldd = spawnSync('ldd', [chromium.program], {
    encoding: 'utf8',
    env: { ...process.env, ...chromium.environment, LC_ALL: 'C' },
    timeout: 30_000,
  });
  if (ldd.status !== 0) return [];
  return [...ldd.stdout.matchAll(/^\s*(\S+) => not found$/gm)].map((match) => match[1] ?? '');
}
