import { glob, realpath, stat } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { isInside } from './archive.ts';

/** What globs match below a folder, which is resolved, as paths from it; nothing that is, or leads, outside of it. */
export async function matchPaths(root: string, globs: readonly string[]): Promise<string[]> {
  const found = new Set<string>();
  for (const pattern of globs) {
    for await (const match of glob(pattern, { cwd: root })) {
      const path = relative(root, join(root, match));
      const real = await realpath(join(root, path)).catch(() => undefined);
      if (real !== undefined && isInside(root, real)) found.add(path);
    }
  }
  return [...found].sort((one, other) => Buffer.compare(Buffer.from(one), Buffer.from(other)));
}

/** Only files of it. */
export async function matchFiles(root: string, globs: readonly string[]): Promise<string[]> {
  const paths = await matchPaths(root, globs);
  const areFiles = await Promise.all(paths.map(async (path) => (await stat(join(root, path))).isFile()));
  return paths.filter((_, index) => areFiles[index]);
}
