import type { Clock, Random } from '@oremill/runtime';
import { deployerError, newId, type Run, type RunTrigger } from '@oremill/types';
import { type Selectable, sql } from 'kysely';
import { recordChange } from '../access/changes.ts';
import type { State } from '../state/open-state.ts';
import type { RepositoriesTable } from '../state/trigger-tables.ts';
import { tellChange, tellEngines } from './notices.ts';
import { readRun } from './read-runs.ts';

/** A commit that somebody, or something, wants to see a run of. */
export interface RunRequest {
  /** Name of a repository. */
  readonly repository: string;
  readonly branch: string;
  readonly commit: string;
  readonly subject?: string | undefined;
  readonly author?: string | undefined;
  readonly trigger: RunTrigger;
  /** Even where this commit has had its run. */
  readonly isAgain?: boolean | undefined;
}

export interface RequestedRun {
  readonly run: Run;
  /** False: the run was there before. */
  readonly isNew: boolean;
}

export interface RequestWorld {
  readonly state: State;
  readonly clock: Clock;
  readonly random: Random;
}

const SUBJECT_LENGTH_MAX = 300;

/**
 * Queues a run of a commit, and supersedes those of its branch that wait. The same commit asked for twice is one run,
 * unless it is asked for again. Ask in the order of the commits.
 */
export async function requestRun(world: RequestWorld, request: RunRequest): Promise<RequestedRun> {
  const { state } = world;
  const { id, isNew } = await state.transaction().execute(async (tx) => {
    const repository = await findRepository(tx, request.repository);
    await lockRepository(tx, repository.id);
    const newest = await newestRound(tx, repository.id, request);
    if (newest !== undefined && !request.isAgain && !(await isWantedAgain(tx, repository.id, newest))) {
      return { id: newest.id, isNew: false };
    }
    const round = newest === undefined ? 0 : newest.round + 1;
    return {
      id: await insertRun(tx, world, { ...request, repositoryId: repository.id, round }),
      isNew: true,
    };
  });
  return { run: await readRun(state, id), isNew };
}

/** Throws REPOSITORY_MISSING. */
export async function findRepository(state: State, name: string): Promise<Selectable<RepositoriesTable>> {
  const found = await state
    .selectFrom('repositories')
    .selectAll()
    .where('name', '=', name)
    .executeTakeFirst();
  if (found !== undefined) return found;
  throw deployerError('REPOSITORY_MISSING', `there is no repository ${name}`, {
    hint: 'List those there are: deployer repositories list.',
  });
}

/** Requests for one repository are served one after the other, so that the order of its commits is that of their runs. */
export async function lockRepository(tx: State, id: string): Promise<void> {
  await tx.selectFrom('repositories').select('id').where('id', '=', id).forUpdate().execute();
}

interface Round {
  readonly id: string;
  readonly round: number;
  readonly state: string;
}

export function newestRound(
  tx: State,
  repositoryId: string,
  { branch, commit }: { branch: string; commit: string },
): Promise<(Round & { branch: string }) | undefined> {
  return tx
    .selectFrom('runs')
    .select(['id', 'round', 'state', 'branch'])
    .where('repositoryId', '=', repositoryId)
    .where('branch', '=', branch)
    .where('commit', '=', commit)
    .orderBy('round', 'desc')
    .limit(1)
    .executeTakeFirst();
}

/**
 * A branch that was set back to a commit which never had its turn. While a newer commit of the branch waits, the
 * request may be of a message that was late, and changes nothing.
 */
async function isWantedAgain(
  tx: State,
  repositoryId: string,
  newest: Round & { branch: string },
): Promise<boolean> {
  if (newest.state !== 'superseded') return false;
  const waiting = await tx
    .selectFrom('runs')
    .select('id')
    .where('repositoryId', '=', repositoryId)
    .where('branch', '=', newest.branch)
    .where('state', 'in', ['queued', 'held'])
    .limit(1)
    .executeTakeFirst();
  return waiting === undefined;
}

export interface NewRun extends RunRequest {
  readonly repositoryId: string;
  readonly round: number;
  readonly rerunOf?: string;
  readonly rerunFrom?: string | undefined;
  readonly approvedBy?: string | undefined;
}

/** Call with the repository locked. */
export async function insertRun(tx: State, world: RequestWorld, request: NewRun): Promise<string> {
  const { repositoryId, branch, trigger } = request;
  const id = newId(world.clock.nowMs(), world.random);
  const createdAt = new Date(world.clock.nowMs());
  const { nextNumber } = await tx
    .updateTable('repositories')
    .set({ nextNumber: sql<number>`next_number + 1` })
    .where('id', '=', repositoryId)
    .returning('nextNumber')
    .executeTakeFirstOrThrow();
  await tx
    .insertInto('runs')
    .values({
      id,
      repositoryId,
      number: nextNumber - 1,
      branch,
      commit: request.commit,
      subject: shown(request.subject),
      author: shown(request.author),
      round: request.round,
      isAgain: request.isAgain ?? false,
      trigger: JSON.stringify(trigger),
      state: trigger.fromFork && request.approvedBy === undefined ? 'held' : 'queued',
      approvedBy: request.approvedBy ?? null,
      createdAt,
      rerunOf: request.rerunOf ?? null,
      rerunFrom: request.rerunFrom ?? null,
    })
    .execute();
  const { by, kind, reason } = trigger;
  await recordChange(
    { ...world, state: tx },
    {
      actor: { name: by },
      action: 'run.requested',
      subject: id,
      details: { kind, repositoryId, branch, commit: request.commit, reason, rerunOf: request.rerunOf },
    },
  );
  if (!request.isAgain) await supersede(tx, id, { repositoryId, branch, at: createdAt });
  await tellEngines(tx, id);
  return id;
}

/** Strangers write it, and screens show it; what no text of Postgres can have is in it as well. */
function shown(text = ''): string {
  return text.replaceAll(/\p{Cc}/gu, ' ').slice(0, SUBJECT_LENGTH_MAX);
}

async function supersede(
  tx: State,
  by: string,
  { repositoryId, branch, at }: { repositoryId: string; branch: string; at: Date },
): Promise<void> {
  const superseded = await tx
    .updateTable('runs')
    .set({ state: 'superseded', supersededBy: by, finishedAt: at })
    .where('repositoryId', '=', repositoryId)
    .where('branch', '=', branch)
    .where('state', 'in', ['queued', 'held'])
    .where('isAgain', '=', false)
    .where('id', '!=', by)
    .returning('id')
    .execute();
  for (const { id } of superseded) await tellChange(tx, id);
}
