import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import type { Git } from './git.ts';
import type { Mirrors } from './mirrors.ts';

/** Git's own number: so many loose objects, and they are packed. Fetches never do it, runs would wait for it. */
const LOOSE_OBJECTS_MAX = '6700';
const ENDING = '.git';

/** Packs what fetches have brought, mirror by mirror, where it is time to. */
export async function tidyMirrors(folder: string, mirrors: Mirrors, git: Git): Promise<void> {
  const names = existsSync(folder) ? await readdir(folder) : [];
  for (const file of names.filter((one) => one.endsWith(ENDING))) {
    const name = file.slice(0, -ENDING.length);
    await mirrors.alone(name, async () => {
      await git(['worktree', 'prune'], { folder: mirrors.folderOf(name) });
      const config = { 'gc.auto': LOOSE_OBJECTS_MAX, 'gc.autoDetach': 'false' };
      await git(['gc', '--auto', '--quiet'], { folder: mirrors.folderOf(name), config });
    });
  }
}
