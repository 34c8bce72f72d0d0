import type { Git } from '../workspace/git.ts';

export interface WorkingTree {
  /** The root of the repository. */
  readonly folder: string;
  readonly branch: string;
  readonly commit: string;
  /** As git names them; those that are not committed yet too, but none that it is told to ignore. */
  readonly files: readonly string[];
}

const NO_COMMIT = '0'.repeat(40);

/** Of the repository that a folder is in; of none, where there is no repository. */
export async function findWorkingTree(folder: string, git: Git): Promise<WorkingTree> {
  const ask = (...args: string[]) =>
    git(args, { folder }).then(
      (answer) => answer.trim(),
      () => undefined,
    );
  const root = await ask('rev-parse', '--show-toplevel');
  if (root === undefined) return { folder, branch: 'main', commit: NO_COMMIT, files: [] };
  const files = await git(['ls-files', '-z', '--cached', '--others', '--exclude-standard'], { folder: root });
  return {
    folder: root,
    files: files.split('\0').filter((name) => name !== ''),
    // Without one where a commit is checked out, or where there is none yet.
    branch: (await ask('symbolic-ref', '--quiet', '--short', 'HEAD')) ?? 'HEAD',
    commit: (await ask('rev-parse', '--verify', '--quiet', 'HEAD')) ?? NO_COMMIT,
  };
}
