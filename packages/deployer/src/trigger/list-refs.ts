import { dirname } from 'node:path';
import { deployerError } from '@oremill/types';
import { type Git, remoteOptions } from '../workspace/git.ts';
import { branchOfRef, isCommit, refOfBranch } from './push.ts';

export interface ListRefsOptions {
  readonly url: string;
  readonly git: Git;
  /** Any: git is told what it is to look at. */
  readonly folder: string;
  readonly timeoutMs: number;
  readonly signal?: AbortSignal | undefined;
}

/** Of one repository: more than that is no project. */
const REFS_MAX = 100_000;

/** Branches and tags of a repository, wherever it is, with their commits; a tag with a message counts as what it names. */
export async function listRefs(options: ListRefsOptions): Promise<Map<string, string>> {
  const { url, git, folder, timeoutMs, signal } = options;
  const timeout = AbortSignal.timeout(timeoutMs);
  const { config, env } = remoteOptions(url);
  const output = await git(['ls-remote', '--heads', '--tags', 'origin'], {
    folder,
    ...(config === undefined ? {} : { config }),
    // A repository that the folder is in would have an origin of its own.
    env: { ...env, GIT_CEILING_DIRECTORIES: dirname(folder) },
    signal: signal === undefined ? timeout : AbortSignal.any([timeout, signal]),
  }).catch((cause: unknown) => {
    if (!timeout.aborted) throw cause;
    throw deployerError('GIT_FAILED', `${url} has not answered within ${timeoutMs / 1000} s`, { cause });
  });
  return parseRefs(output, url);
}

/** The commit that a branch, or a ref, is at now. */
export async function newestCommit(branch: string, options: ListRefsOptions): Promise<string> {
  const commit = (await listRefs(options)).get(refOfBranch(branch));
  if (commit !== undefined) return commit;
  throw deployerError('COMMIT_MISSING', `${options.url} has no branch ${JSON.stringify(branch)}`, {
    hint: 'It is named as git has it: main, or refs/tags/v1.',
  });
}

export function parseRefs(output: string, url: string): Map<string, string> {
  const refs = new Map<string, string>();
  for (const line of output.split('\n')) {
    const [commit = '', name = ''] = line.split('\t');
    // `refs/tags/v1^{}` comes after `refs/tags/v1`, which is the tag itself.
    const ref = name.replace(/\^\{\}$/, '');
    if (isCommit(commit) && branchOfRef(ref) !== undefined) refs.set(ref, commit);
    if (refs.size > REFS_MAX) {
      throw deployerError('GIT_FAILED', `${url} has more than ${REFS_MAX} branches and tags`);
    }
  }
  return refs;
}
