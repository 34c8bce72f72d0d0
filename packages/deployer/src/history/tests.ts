import type { Page, TestHabit, TestId, TestOutcome } from '@oremill/types';
import type { State } from '../state/open-state.ts';
import { findRepository } from './find-repository.ts';
import { listQuarantine } from './quarantine.ts';
import { testHabits, whyFlaky } from './test-habits.ts';

export interface TestsQuery {
  readonly order: 'slowest' | 'flakiest';
  readonly branch?: string | undefined;
  readonly limit: number;
  readonly cursor?: string | undefined;
}

/** How the tests of a repository have gone in their last runs. Throws REPOSITORY_MISSING. */
export async function listTests(
  state: State,
  nowMs: number,
  repository: string,
  { order, branch, limit, cursor }: TestsQuery,
): Promise<Page<TestHabit>> {
  const { id } = await findRepository(state, repository);
  const offset = /^\d{1,9}$/.test(cursor ?? '') ? Number(cursor) : 0;
  const habits = await testHabits(state, { repositoryId: id, branch, order, limit: limit + 1, offset });
  const quarantine = new Map(
    (await listQuarantine(state, nowMs, repository)).map((one) => [keyOf(one), one]),
  );
  const items = habits.slice(0, limit).map((habit): TestHabit => {
    const { contradictedAt: _, secondsMedian, secondsMax, ...counts } = habit;
    const [flaky, held] = [whyFlaky(habit), quarantine.get(keyOf(habit))];
    return {
      ...counts,
      ...(secondsMedian === null ? {} : { secondsMedian }),
      ...(secondsMax === null ? {} : { secondsMax }),
      ...(flaky === undefined ? {} : { flaky }),
      ...(held === undefined ? {} : { quarantine: held }),
    };
  });
  return habits.length > limit ? { items, nextCursor: String(offset + limit) } : { items };
}

/** How one test went, the newest run first. Throws REPOSITORY_MISSING. */
export async function listTestOutcomes(
  state: State,
  repository: string,
  { suite, name, limit }: TestId & { readonly limit: number },
): Promise<TestOutcome[]> {
  const { id } = await findRepository(state, repository);
  const rows = await state
    .selectFrom('tests')
    .select(['runId', 'branch', 'commit', 'outcome', 'isFlaky', 'seconds', 'finishedAt'])
    .where('repositoryId', '=', id)
    .where('suite', '=', suite)
    .where('name', '=', name)
    .orderBy('finishedAt', 'desc')
    .limit(limit)
    .execute();
  return rows.map(({ seconds, finishedAt, ...row }) => ({
    ...row,
    at: finishedAt.toISOString(),
    ...(seconds === null ? {} : { seconds }),
  }));
}

function keyOf({ suite, name }: TestId): string {
  return JSON.stringify([suite, name]);
}
