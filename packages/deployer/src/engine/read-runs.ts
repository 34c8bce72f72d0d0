import { deployerError, type Page, type Run, type RunState, type RunStep } from '@oremill/types';
import { type Selectable, sql } from 'kysely';
import type { State } from '../state/open-state.ts';
import type { RunsTable, StepsTable } from '../state/tables.ts';

export type RunRow = Selectable<RunsTable>;
export type StepRow = Selectable<StepsTable>;

export interface RunFilter {
  readonly repository?: string | undefined;
  readonly branch?: string | undefined;
  /** Its beginning is enough. */
  readonly commit?: string | undefined;
  readonly state?: RunState | undefined;
  /** In the subject or the author of the commit. */
  readonly text?: string | undefined;
  readonly limit: number;
  /** `nextCursor` of the page before. */
  readonly cursor?: string | undefined;
}

/** Throws RUN_MISSING. */
export async function readRun(state: State, id: string): Promise<Run> {
  const [run] = await withSteps(state, await selectRuns(state).where('runs.id', '=', id).execute());
  if (run !== undefined) return run;
  throw deployerError('RUN_MISSING', `there is no run ${id}`, {
    hint: 'List those there are: deployer runs.',
  });
}

/** Newest first. */
export async function listRuns(state: State, filter: RunFilter): Promise<Page<Run>> {
  const { repository, branch, commit, cursor, limit, text } = filter;
  let query = selectRuns(state)
    .orderBy('runs.id', 'desc')
    .limit(limit + 1);
  if (repository !== undefined) query = query.where('repositories.name', '=', repository);
  if (branch !== undefined) query = query.where('runs.branch', '=', branch);
  if (commit !== undefined) query = query.where('runs.commit', 'like', startsWith(commit));
  if (filter.state !== undefined) query = query.where('runs.state', '=', filter.state);
  if (text !== undefined) {
    query = query.where((is) =>
      is.or([is('runs.subject', 'ilike', contains(text)), is('runs.author', 'ilike', contains(text))]),
    );
  }
  if (cursor !== undefined) query = query.where('runs.id', '<', cursor);
  const rows = await query.execute();
  const items = await withSteps(state, rows.slice(0, limit));
  const last = items.at(-1);
  return rows.length > limit && last !== undefined ? { items, nextCursor: last.id } : { items };
}

function contains(text: string): string {
  return `%${startsWith(text)}`;
}

/** A pattern of LIKE; what has a meaning in one has none. */
function startsWith(text: string): string {
  return `${text.replaceAll(/[\\%_]/g, '\\$&')}%`;
}

const RECENT_MAX = 200;

/** Ids of runs that have not ended, or have in the last minutes; oldest first. */
export async function readRecent(state: State): Promise<string[]> {
  const rows = await state
    .selectFrom('runs')
    .select('id')
    .where((is) =>
      is.or([
        is('state', 'in', ['held', 'queued', 'running']),
        is('finishedAt', '>', sql<Date>`clock_timestamp() - interval '5 minutes'`),
      ]),
    )
    .orderBy('id', 'desc')
    .limit(RECENT_MAX)
    .execute();
  return rows.map(({ id }) => id).toReversed();
}

/** Runs that an engine does, or will. */
export async function countOpen(state: State): Promise<number> {
  const { count } = await state
    .selectFrom('runs')
    .select((is) => is.fn.countAll<string>().as('count'))
    .where('state', 'in', ['queued', 'running'])
    .executeTakeFirstOrThrow();
  return Number(count);
}

export function readSteps(state: State, runId: string): Promise<StepRow[]> {
  return state.selectFrom('steps').selectAll().where('runId', '=', runId).orderBy('position').execute();
}

function selectRuns(state: State) {
  return state
    .selectFrom('runs')
    .innerJoin('repositories', 'repositories.id', 'runs.repositoryId')
    .selectAll('runs')
    .select('repositories.name as repository');
}

async function withSteps(state: State, rows: readonly (RunRow & { repository: string })[]): Promise<Run[]> {
  if (rows.length === 0) return [];
  const steps = await state
    .selectFrom('steps')
    .selectAll()
    .where(
      'runId',
      'in',
      rows.map(({ id }) => id),
    )
    .orderBy('position')
    .execute();
  const byRun = Map.groupBy(steps, ({ runId }) => runId);
  return rows.map((row) => toRun(row, byRun.get(row.id) ?? []));
}

function toRun(row: RunRow & { repository: string }, steps: readonly StepRow[]): Run {
  return {
    id: row.id,
    repository: row.repository,
    number: row.number,
    branch: row.branch,
    commit: row.commit,
    subject: row.subject,
    author: row.author,
    trigger: row.trigger,
    state: row.state,
    createdAt: row.createdAt.toISOString(),
    ...times(row),
    steps: steps.map(toRunStep),
    ...withoutNull({
      metrics: row.metrics,
      verdict: row.verdict,
      error: row.error,
      cancelledBy: row.cancelledBy,
      approvedBy: row.approvedBy,
      rerunOf: row.rerunOf,
      supersededBy: row.supersededBy,
    }),
  };
}

function toRunStep(row: StepRow): RunStep {
  return {
    name: row.planned.name,
    needs: row.planned.needs,
    state: row.state,
    attempt: row.attempt,
    ...times(row),
    ...withoutNull({
      exitCode: row.exitCode,
      signal: row.signal,
      reason: row.reason,
      error: row.error,
      keptFrom: row.keptFrom,
    }),
    mayFail: row.planned.definition.mayFail,
    artifacts: row.artifacts,
    logLines: row.logLines,
    logBytes: Number(row.logBytes),
  };
}

function times({ startedAt, finishedAt }: Pick<RunRow, 'startedAt' | 'finishedAt'>) {
  return withoutNull({
    startedAt: startedAt?.toISOString() ?? null,
    finishedAt: finishedAt?.toISOString() ?? null,
  });
}

/** Columns without a value are no properties. */
function withoutNull<Values extends Record<string, unknown>>(
  values: Values,
): { [Key in keyof Values]?: NonNullable<Values[Key]> } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null)) as {
    [Key in keyof Values]?: NonNullable<Values[Key]>;
  };
}
