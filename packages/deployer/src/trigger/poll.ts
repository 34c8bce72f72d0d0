import type { Clock, Logger, Random } from '@oremill/runtime';
import { type Triggered, toErrorReply } from '@oremill/types';
import { sql } from 'kysely';
import type { State } from '../state/open-state.ts';
import type { Git } from '../workspace/git.ts';
import { listRefs } from './list-refs.ts';
import { type Push, type RequestRun, refOfBranch } from './push.ts';
import { findRow, type RepositoryRow } from './repositories.ts';
import { checkUrl } from './repository-url.ts';
import { requestAll } from './request-all.ts';

export interface PollWorld {
  readonly state: State;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Logger;
  readonly git: Git;
  readonly requestRun: RequestRun;
  readonly roots: readonly string[];
  /** Where git is started. */
  readonly folder: string;
  /** Of one look. */
  readonly timeoutMs: number;
  readonly signal?: AbortSignal | undefined;
}

/** The longest that a repository which does not answer is left alone, unless it is polled less often. */
const BACK_OFF_MS_MAX = 60 * 60_000;
const FAILURES_COUNTED_MAX = 20;
/** Repositories that were added together are not looked at together for ever. */
const JITTER = 0.2;

/**
 * Starts looks at repositories whose time has come, at most `max`. An engine that takes one puts its next look off, so
 * that no other takes it; should the engine be lost, it is looked at then.
 */
export async function startLooks(world: PollWorld, max: number): Promise<Promise<void>[]> {
  const due = await claimDue(world, max);
  return due.map((repository) => lookOnSchedule(world, repository));
}

async function claimDue({ state, clock, timeoutMs }: PollWorld, max: number): Promise<RepositoryRow[]> {
  const nowMs = clock.nowMs();
  return state
    .updateTable('repositories')
    .set({ nextLookAt: new Date(nowMs + 2 * timeoutMs) })
    .where('id', 'in', (query) =>
      query
        .selectFrom('repositories')
        .select('id')
        .where('pollMs', 'is not', null)
        .where('nextLookAt', '<=', new Date(nowMs))
        .orderBy('nextLookAt')
        .limit(max)
        .forUpdate()
        .skipLocked(),
    )
    .returningAll()
    .execute();
}

async function lookOnSchedule(world: PollWorld, repository: RepositoryRow): Promise<void> {
  const { log } = world;
  try {
    await look(world, repository);
    if (repository.lookFailures > 0) log.info({ repository: repository.name }, 'it answers again');
  } catch (error) {
    // Told once, not at each look of a long outage; how it goes on is in the list of repositories.
    if (repository.lookFailures === 0) {
      log.warn({ repository: repository.name, err: error }, 'it cannot be looked at');
    }
  }
}

/** A person wants to know now. */
export async function lookNow(world: PollWorld, name: string): Promise<Triggered> {
  const runs = await look(world, await findRow(world.state, name));
  return runs.length > 0 ? { runs } : { runs, ignored: 'nothing has changed since the last look' };
}

/**
 * One look: runs of what has changed since the one before, of the target branch alone at the first. What was seen is
 * kept after the runs are: a look that is cut off is done again, and finds the same runs.
 */
async function look(world: PollWorld, repository: RepositoryRow): Promise<Triggered['runs']> {
  const { state, requestRun, roots } = world;
  try {
    const url = checkUrl(repository.url, roots);
    const refs = await listRefs({ ...world, url });
    const known = await knownRefs(state, repository.id);
    const changed = repository.lookedAt === null ? firstOf(refs, repository) : changedOf(refs, known);
    const trigger = { kind: 'poll', by: 'poll', fromFork: false } as const;
    const runs = await requestAll(requestRun, repository.name, changed, trigger);
    await keep(world, repository, refs);
    return runs;
  } catch (error) {
    await keepFailure(world, repository, error);
    throw error;
  }
}

async function knownRefs(state: State, repositoryId: string): Promise<Map<string, string>> {
  const rows = await state
    .selectFrom('refs')
    .select(['ref', 'commit'])
    .where('repositoryId', '=', repositoryId)
    .execute();
  return new Map(rows.map(({ ref, commit }) => [ref, commit]));
}

function firstOf(refs: ReadonlyMap<string, string>, { targetBranch }: RepositoryRow): Push[] {
  const ref = refOfBranch(targetBranch);
  const commit = refs.get(ref);
  return commit === undefined ? [] : [{ ref, commit }];
}

function changedOf(refs: ReadonlyMap<string, string>, known: ReadonlyMap<string, string>): Push[] {
  return [...refs]
    .filter(([ref, commit]) => known.get(ref) !== commit)
    .map(([ref, commit]) => ({ ref, commit }));
}

/** Rows of one statement: Postgres takes 65,535 values. */
const ROWS_MAX = 10_000;

async function keep(
  { state, clock, random }: PollWorld,
  { id, pollMs, url }: RepositoryRow,
  refs: ReadonlyMap<string, string>,
): Promise<void> {
  const seenAt = new Date(clock.nowMs());
  const rows = [...refs].map(([ref, commit]) => ({ repositoryId: id, ref, commit, seenAt }));
  await state.transaction().execute(async (tx) => {
    const same = tx.selectFrom('repositories').select('id').where('id', '=', id).where('url', '=', url);
    // Removed meanwhile, or it has another address now: then this was not a look at it.
    if ((await same.forUpdate().executeTakeFirst()) === undefined) return;
    await tx.deleteFrom('refs').where('repositoryId', '=', id).execute();
    for (let index = 0; index < rows.length; index += ROWS_MAX) {
      await tx
        .insertInto('refs')
        .values(rows.slice(index, index + ROWS_MAX))
        .execute();
    }
    await tx
      .updateTable('repositories')
      .set({
        lookedAt: seenAt,
        nextLookAt: after(seenAt, pollMs, 0, random),
        lookFailures: 0,
        lookError: null,
      })
      .where('id', '=', id)
      .execute();
  });
}

async function keepFailure(
  { state, clock, random }: PollWorld,
  { id, pollMs, lookFailures }: RepositoryRow,
  error: unknown,
): Promise<void> {
  const now = new Date(clock.nowMs());
  await state
    .updateTable('repositories')
    .set({
      nextLookAt: after(now, pollMs, lookFailures + 1, random),
      lookFailures: sql<number>`look_failures + 1`,
      lookError: JSON.stringify(toErrorReply(error)),
    })
    .where('id', '=', id)
    .execute();
}

/** Twice as long after each failure, up to an hour, and a little more or less by chance. */
function after(now: Date, pollMs: number | null, failures: number, random: Random): Date | null {
  if (pollMs === null) return null;
  const doubled = pollMs * 2 ** Math.min(failures, FAILURES_COUNTED_MAX);
  const waitMs = Math.min(doubled, Math.max(pollMs, BACK_OFF_MS_MAX));
  return new Date(now.getTime() + waitMs * (1 - JITTER / 2 + JITTER * random()));
}
