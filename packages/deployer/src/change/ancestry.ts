import { deployerError } from '@oremill/types';
import { bounded } from '../measure/report-source.ts';
import { askGit, streamGit } from './ask-git.ts';
import { type Change, readDiff } from './read-diff.ts';

/** As far as is looked for a commit that was measured. */
const ANCESTORS_MAX = 2000;
const DIFF_BYTES_MAX = 1024 * 1024 * 1024;

export interface Origin {
  readonly commit: string;
  readonly branch: string;
  readonly targetBranch: string;
}

export interface Begin {
  /** Nothing of a first commit, and where the target branch is not known or has nothing in common with it. */
  readonly commit?: string | undefined;
  /** It is on the target branch, and not only called so: a fork may have a branch of that name. */
  readonly isOfTarget: boolean;
}

/** Where a change began: where its branch has left the target branch; on that branch itself, at the commit before. */
export async function beginOf(mirror: string, { commit, branch, targetBranch }: Origin): Promise<Begin> {
  const target = await tipOf(mirror, targetBranch);
  if (target === undefined) return { isOfTarget: false };
  const isFoundOrNot = (code: number | null) => code === 0 || code === 1;
  const [base] = (await askGit(mirror, ['merge-base', commit, target], isFoundOrNot)).trim().split('\n');
  if (branch !== targetBranch || base !== commit) {
    return { commit: base === '' ? undefined : base, isOfTarget: false };
  }
  const parents = await askGit(mirror, ['rev-list', '--parents', '--max-count=1', commit]);
  return { commit: parents.trim().split(' ')[1], isOfTarget: true };
}

/** Of a mirror, or of a clone. */
async function tipOf(mirror: string, branch: string): Promise<string | undefined> {
  const refs = [`refs/heads/${branch}`, `refs/remotes/origin/${branch}`];
  const found = await askGit(mirror, ['for-each-ref', '--format=%(objectname) %(refname)', '--', ...refs]);
  const tips = found.split('\n').map((line) => line.split(' '));
  return refs.map((ref) => tips.find(([, name]) => name === ref)?.[0]).find((tip) => tip !== undefined);
}

/** The commit and those before it, the nearest first; of merges, both sides. */
export async function ancestorsOf(mirror: string, commit: string): Promise<string[]> {
  const words = ['rev-list', '--topo-order', `--max-count=${ANCESTORS_MAX}`, commit];
  return (await askGit(mirror, words)).trim().split('\n');
}

/** What differs at a commit, or in the working tree, from where it began; binary files have no lines. Throws REPORT_TOO_LARGE. */
export async function changeBetween(folder: string, from: string, commit?: string): Promise<Change> {
  const words = [
    'diff',
    '--unified=0',
    '--find-renames',
    '--no-color',
    '--no-ext-diff',
    '--no-textconv',
    '--src-prefix=a/',
    '--dst-prefix=b/',
    from,
    ...(commit === undefined ? [] : [commit]),
    '--',
  ];
  const bytes = streamGit(folder, ['-c', 'core.quotePath=true', ...words]);
  return { from, ...(await readDiff(bounded(`the diff from ${from}`, bytes, DIFF_BYTES_MAX))) };
}

/** Where the working tree has left a commit, a branch or a tag. Throws COMMIT_MISSING. */
export async function leftAt(folder: string, name: string): Promise<string> {
  const found = await askGit(folder, ['merge-base', 'HEAD', '--end-of-options', name], () => true);
  if (found !== '') return found.trim();
  throw deployerError('COMMIT_MISSING', `${name} is no commit that this one comes from`, {
    hint: 'Name a branch, a tag or a commit that git knows here, origin/main say.',
  });
}

/** Files of a commit. */
export async function filesOf(mirror: string, commit: string): Promise<string[]> {
  const names = await askGit(mirror, ['ls-tree', '-r', '-z', '--name-only', '--full-tree', commit]);
  return names.split('\0').filter((name) => name !== '');
}
