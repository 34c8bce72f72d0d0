import { existsSync } from 'node:fs';
import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Git } from '../workspace/git.ts';

export interface LocalChange {
  /** Where it left the target branch. */
  readonly base: string;
  /** A commit of all that is in the working tree now, which no branch has. */
  readonly commit: string;
}

const NOBODY = { NAME: 'deployer run', EMAIL: 'deployer@localhost' };

/**
 * What has been done in a working tree since it left the target branch, also what is not committed. Nothing is known
 * where there is no such branch. Neither the index nor any branch of the repository changes.
 */
export async function findLocalChange(
  folder: string,
  targetBranch: string,
  git: Git,
): Promise<LocalChange | undefined> {
  const head = await orNothing(git(['rev-parse', '--verify', '--quiet', 'HEAD'], { folder }));
  if (head === undefined) return undefined;
  for (const ref of [`refs/remotes/origin/${targetBranch}`, `refs/heads/${targetBranch}`]) {
    const base = await orNothing(git(['merge-base', '--', ref, head], { folder }));
    if (base !== undefined) return { base, commit: await commitAll(folder, head, git) };
  }
  return undefined;
}

async function commitAll(folder: string, head: string, git: Git): Promise<string> {
  const own = await mkdtemp(join(tmpdir(), 'deployer-index-'));
  try {
    const GIT_INDEX_FILE = join(own, 'index');
    const index = resolve(folder, (await git(['rev-parse', '--git-path', 'index'], { folder })).trim());
    // With what it knows of files, those that have not changed are not read again.
    if (existsSync(index)) await copyFile(index, GIT_INDEX_FILE);
    await git(['add', '--all'], { folder, env: { GIT_INDEX_FILE } });
    const tree = (await git(['write-tree'], { folder, env: { GIT_INDEX_FILE } })).trim();
    const people = ['AUTHOR', 'COMMITTER'].flatMap((role) =>
      Object.entries(NOBODY).map(([what, value]) => [`GIT_${role}_${what}`, value] as const),
    );
    const commit = ['commit-tree', '-p', head, '-m', 'working tree', tree];
    return (await git(commit, { folder, env: Object.fromEntries(people) })).trim();
  } finally {
    await rm(own, { recursive: true });
  }
}

async function orNothing(answer: Promise<string>): Promise<string | undefined> {
  return answer.then(
    (text) => text.trim(),
    () => undefined,
  );
}
