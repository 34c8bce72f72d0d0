import { deployerError, type Run, type Triggers } from '@oremill/types';
import { matchesGlob } from '../change/match-path.ts';

const TAG = 'refs/tags/';

/** Throws RUN_UNWANTED for a run that the pipeline of its commit does not want. */
export function checkWanted(triggers: Triggers, run: Pick<Run, 'branch' | 'trigger'>): void {
  const why = whyUnwanted(triggers, run);
  if (why === undefined) return;
  throw deployerError('RUN_UNWANTED', why, {
    hint: 'Ask for the run yourself, or add it to the triggers: deployer runs request.',
  });
}

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
  return globs.some((glob) => matchesGlob(glob, name));
}
