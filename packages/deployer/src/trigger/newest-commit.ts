import { deployerError } from '@oremill/types';
import { type Git, remoteOptions } from '../workspace/git.ts';
import { isRef, refOfBranch } from './push.ts';

const TIMEOUT_MS = 60_000;

/** The commit that a branch is at, where the repository is. */
export async function newestCommit(
  git: Git,
  { url, branch, folder }: { url: string; branch: string; folder: string },
): Promise<string> {
  const ref = refOfBranch(branch);
  if (!isRef(ref)) throw commitMissing(branch);
  const told = await git(['ls-remote', '--quiet', 'origin', ref], {
    folder,
    ...remoteOptions(url),
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  // Git looks for the end of the name: another ref may end the same.
  for (const line of told.split('\n')) {
    const [commit = '', name] = line.split('\t');
    if (name === ref) return commit;
  }
  throw commitMissing(branch);
}

function commitMissing(branch: string) {
  return deployerError('COMMIT_MISSING', `the repository has no branch ${JSON.stringify(branch)}`, {
    hint: 'It is named as git has it: main, or refs/tags/v1.',
  });
}
