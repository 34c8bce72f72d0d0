import { readdir, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { matchesGlob, namesOf } from '../change/match-path.ts';
import { isInside } from './archive.ts';

/** What globs match below a folder, which is resolved, as paths from it; nothing that is, or leads, outside of it. */
export async function matchPaths(root: string, globs: readonly string[]): Promise<string[]> {
  const found = new Set<string>();
  for (const glob of globs) for await (const path of walk(root, glob)) found.add(path);
  return [...found].sort((one, other) => Buffer.compare(Buffer.from(one), Buffer.from(other)));
}

/** Only files of it. */
export async function matchFiles(root: string, globs: readonly string[]): Promise<string[]> {
  const files: string[] = [];
  for (const path of await matchPaths(root, globs)) {
    if ((await stat(join(root, path))).isFile()) files.push(path);
  }
  return files;
}

/** Looks no further than the glob can match, and where it may match at any depth into no links to folders. */
async function* walk(root: string, glob: string): AsyncGenerator<string> {
  const names = namesOf(glob);
  const isDeep = names.includes('**');
  const firstStar = names.findIndex((name) => /[*?]/.test(name));
  const known = firstStar < 0 ? names : names.slice(0, firstStar);
  const folders = [known.join('/')];
  for (let path = folders.pop(); path !== undefined; path = folders.pop()) {
    const real = await realpath(join(root, path)).catch(() => undefined);
    if (real === undefined || !isInside(root, real)) continue;
    if (path !== '' && matchesGlob(names.join('/'), path)) yield path;
    const depth = namesOf(path).length;
    if (firstStar < 0 || (!isDeep && depth >= names.length)) continue;
    if (isDeep && depth > known.length && real !== join(root, path)) continue;
    // A file has no entries.
    const entries = await readdir(real).catch(() => []);
    folders.push(...entries.map((entry) => (path === '' ? entry : `${path}/${entry}`)));
  }
}
