import type { Run } from '@oremill/types';
import { beginOf } from '../change/ancestry.ts';
import { askGit } from '../change/ask-git.ts';
import type { State } from '../state/open-state.ts';

export interface AffectedRun {
  readonly run: Run;
  readonly repositoryId: string;
  readonly targetBranch: string;
  /** Of its repository. */
  readonly mirror: string;
}

/** So many of the last good runs are looked at: of a branch that was pushed anew none may be before the commit. */
const RUNS_MAX = 20;

/**
 * The commit since which a run looks at what has changed. Of a branch, where it has left the target branch; of the target
 * branch itself, the commit of its last good run, since several may be pushed at once and some may have failed. Undefined
 * where all is to be done: there is no such commit, or a schedule or a person wants the run, and not a change.
 */
export async function affectedSince(state: State, affected: AffectedRun): Promise<string | undefined> {
  const { mirror, run, targetBranch } = affected;
  const { branch, commit, trigger } = run;
  if (trigger.kind === 'schedule' || trigger.kind === 'person') return undefined;
  if (branch === targetBranch) return lastGood(state, affected);
  const { commit: begin } = await beginOf(mirror, { commit, branch, targetBranch });
  // It is on the target branch already: what of it is new nobody knows.
  return begin === commit ? undefined : begin;
}

async function lastGood(
  state: State,
  { mirror, repositoryId, run }: AffectedRun,
): Promise<string | undefined> {
  const good = await state
    .selectFrom('runs')
    .select('commit')
    .where('repositoryId', '=', repositoryId)
    .where('branch', '=', run.branch)
    .where('state', '=', 'passed')
    .where('id', '!=', run.id)
    .orderBy('ordinal', 'desc')
    .limit(RUNS_MAX)
    .execute();
  for (const { commit } of good) {
    if (commit !== run.commit && (await isBefore(mirror, commit, run.commit))) return commit;
  }
  return undefined;
}

/** Not where the mirror does not have it any more. */
async function isBefore(mirror: string, earlier: string, commit: string): Promise<boolean> {
  const words = ['merge-base', earlier, commit];
  return (await askGit(mirror, words, () => true)).trim() === earlier;
}
