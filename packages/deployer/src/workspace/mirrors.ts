import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { acquireFileLock } from '@oremill/runtime';
import { deployerError, repositoryNameSchema } from '@oremill/types';
import { type Git, remoteOptions } from './git.ts';

/** A repository that has a mirror here. */
export interface MirroredRepository {
  readonly name: string;
  readonly url: string;
}

const LOCK_MS_MAX = 30 * 60_000;

/** Copies of repositories without work trees, one each, that all runs of this machine share. */
export interface Mirrors {
  /** The folder of a repository's mirror, which may not be there yet. */
  folderOf(name: string): string;
  /** Brings branches and tags up to date, and gets a commit that none of them has. */
  fetch(repository: MirroredRepository, commit?: string, signal?: AbortSignal): Promise<void>;
  hasCommit(name: string, commit: string): Promise<boolean>;
  /** Whether a branch or a tag has it; others know commits of forks as well. */
  hasOnRef(name: string, commit: string): Promise<boolean>;
  /** Nobody else changes the mirror meanwhile, in another process neither. */
  alone<Result>(name: string, act: () => Promise<Result>): Promise<Result>;
}

export function openMirrors(folder: string, git: Git): Mirrors {
  const folderOf = (name: string) => join(folder, `${repositoryNameSchema.parse(name)}.git`);
  const hasCommit = async (name: string, commit: string) => {
    const object = `${asCommit(commit)}^{commit}`;
    if (!existsSync(folderOf(name))) return false;
    return git(['cat-file', '-e', object], { folder: folderOf(name) }).then(
      () => true,
      () => false,
    );
  };
  const alone: Mirrors['alone'] = async (name, act) => {
    const lock = await acquireFileLock(`${folderOf(name)}.lock`, LOCK_MS_MAX);
    if (lock === undefined) throw deployerError('GIT_FAILED', `the mirror of ${name} is in use for too long`);
    try {
      return await act();
    } finally {
      lock.release();
    }
  };
  return {
    folderOf,
    hasCommit,
    async hasOnRef(name, commit) {
      if (!(await hasCommit(name, commit))) return false;
      const words = ['for-each-ref', '--count=1', '--contains', asCommit(commit), 'refs/heads', 'refs/tags'];
      return (await git(words, { folder: folderOf(name) })) !== '';
    },
    alone,
    async fetch({ name, url }, commit, signal) {
      await alone(name, async () => {
        const mirror = folderOf(name);
        await mkdir(mirror, { recursive: true });
        await git(['init', '--quiet', '--bare'], { folder: mirror });
        const options = {
          folder: mirror,
          ...remoteOptions(url),
          ...(signal === undefined ? {} : { signal }),
        };
        const fetch = ['fetch', '--quiet', '--force', '--no-write-fetch-head'];
        const all = ['+refs/heads/*:refs/heads/*', '+refs/tags/*:refs/tags/*'];
        await git([...fetch, '--prune', 'origin', ...all], options);
        if (commit === undefined || (await hasCommit(name, commit))) return;
        // Of a pull request, or of a branch that was moved meanwhile. A ref keeps it.
        await git([...fetch, 'origin', `${asCommit(commit)}:refs/oremill/${commit}`], options).catch(
          (cause) => {
            throw deployerError('COMMIT_MISSING', `${name} has no commit ${commit}`, {
              hint: 'It may have been taken away by a forced push.',
              cause,
            });
          },
        );
      });
    },
  };
}

/** What comes from outside is an object's name, or it never reaches git. */
export function asCommit(commit: string): string {
  if (/^[0-9a-f]{40}([0-9a-f]{24})?$/.test(commit)) return commit;
  throw deployerError('COMMIT_MISSING', `${JSON.stringify(commit)} is no commit`);
}
