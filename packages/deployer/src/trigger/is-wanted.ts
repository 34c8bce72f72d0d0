import { matchesGlob } from 'node:path';
import type { Run, Triggers } from '@oremill/types';

const TAG = 'refs/tags/';

/**
 * Why the pipeline of a commit does not want this run; undefined where it does. It is known when the commit is there, and
 * so after the run was asked for. What a person, a schedule or a rerun asks for is always wanted.
 */
export function whyUnwanted(
  { branches, tags, pullRequests }: Triggers,
  { branch, trigger }: Pick<Run, 'branch' | 'trigger'>,
): string | undefined {
  const { kind, pullRequest } = trigger;
  if (kind === 'person' || kind === 'schedule' || kind === 'rerun') return undefined;
  if (branch.startsWith(TAG)) {
    const tag = branch.slice(TAG.length);
    return matchesAny(tag, tags) ? undefined : `triggers.tags of its pipeline does not name ${tag}`;
  }
  if (pullRequest !== undefined && pullRequests) return undefined;
  if (branch.startsWith('refs/')) return 'triggers.pullRequests of its pipeline is false';
  return matchesAny(branch, branches)
    ? undefined
    : `triggers.branches of its pipeline does not name ${branch}`;
}

function matchesAny(name: string, globs: readonly string[]): boolean {
  return globs.some((glob) => matchesGlob(name, glob));
}
