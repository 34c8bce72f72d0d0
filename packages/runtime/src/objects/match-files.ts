import { glob, readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { isHidden } from './match-objects.ts';

/**
 * The files that a path stands for, sorted by the bytes of their names; where nothing is, nothing. What exists is meant
 * as it is, also when its name has brackets in it. A folder means the files in it whose names are not hidden.
 */
export async function matchFiles(path: string): Promise<string[]> {
  const status = await stat(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return undefined;
    throw error;
  });
  if (status === undefined) return matchGlobFiles(path);
  if (!status.isDirectory()) return [path];
  const names = await readdir(path);
  return onlyFiles(names.filter((name) => !isHidden(name)).map((name) => join(path, name)));
}

/** The files that a glob stands for, hidden ones only where it says so; of a path that is none, nothing. */
export async function matchGlobFiles(path: string): Promise<string[]> {
  if (!/[*?[{]/.test(path)) return [];
  const wantsHidden = isHidden(basename(path));
  const matches = await Array.fromAsync(glob(path));
  return onlyFiles(matches.filter((match) => wantsHidden || !isHidden(basename(match))));
}

/** Those that are no folders, sorted by the bytes of their names. */
export async function onlyFiles(paths: readonly string[]): Promise<string[]> {
  const files: string[] = [];
  for (const path of paths) {
    if (!(await stat(path)).isDirectory()) files.push(path);
  }
  return files.sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
}
