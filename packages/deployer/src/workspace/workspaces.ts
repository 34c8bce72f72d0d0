import { existsSync, readFileSync } from 'node:fs';
import { mkdir, readdir, realpath } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { endProcessesIn, writeFileAtomic } from '@oremill/runtime';
import type { Git } from './git.ts';
import { asCommit, type MirroredRepository, type Mirrors } from './mirrors.ts';
import { removeFolder } from './remove-folder.ts';

export interface Workspace {
  /** With the files of the commit. */
  readonly folder: string;
  /** It was there before, with what steps of this run have made. */
  readonly isKept: boolean;
}

export interface Workspaces {
  /** The files of a commit, for one run; one that an engine before has opened is gone on with. */
  open(
    repository: MirroredRepository,
    runId: string,
    commit: string,
    signal?: AbortSignal,
  ): Promise<Workspace>;
  /** Ends what still works in it, and removes it with all that belongs to the run's steps. */
  close(runId: string): Promise<void>;
  /** Runs that have a folder here. */
  list(): Promise<string[]>;
  /** Removes those of runs that nobody wants any more: what an engine that was killed has left. */
  closeAllBut(runIds: readonly string[]): Promise<string[]>;
}

export function openWorkspaces(folder: string, mirrors: Mirrors, git: Git): Workspaces {
  const runs = join(folder, 'runs');
  const folderOf = (runId: string) => join(runs, basename(runId));
  const list = async () => (existsSync(runs) ? await readdir(runs) : []);
  const close = async (runId: string) => {
    const own = folderOf(runId);
    if (!existsSync(own)) return;
    await endProcessesIn(await realpath(own));
    await removeFolder(own);
  };
  return {
    list,
    close,
    async open(repository, runId, commit, signal) {
      const own = folderOf(runId);
      const tree = join(own, 'tree');
      const ready = join(own, 'commit');
      if (existsSync(ready) && readFileSync(ready, 'utf8') === commit) return { folder: tree, isKept: true };
      await close(runId);
      if (!(await mirrors.hasCommit(repository.name, commit)))
        await mirrors.fetch(repository, commit, signal);
      await mkdir(own, { recursive: true, mode: 0o700 });
      await mirrors.alone(repository.name, async () => {
        const mirror = {
          folder: mirrors.folderOf(repository.name),
          ...(signal === undefined ? {} : { signal }),
        };
        // Work trees whose folder is gone: their runs are over.
        await git(['worktree', 'prune'], mirror);
        await git(['worktree', 'add', '--quiet', '--detach', '--', tree, asCommit(commit)], mirror);
      });
      writeFileAtomic(ready, commit);
      return { folder: tree, isKept: false };
    },
    async closeAllBut(runIds) {
      const wanted = new Set(runIds);
      const left = (await list()).filter((runId) => !wanted.has(runId));
      for (const runId of left) await close(runId);
      return left;
    },
  };
}
