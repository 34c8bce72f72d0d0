import type { TestCase } from '@oremill/types';
import { sql } from 'kysely';
import { hasFailed } from '../measure/metrics.ts';
import type { State } from '../state/open-state.ts';
import { storable } from './storable.ts';

/** Of a run. */
const TESTS_MAX = 20_000;
const NAME_MAX = 1000;

export interface TestedRun {
  readonly id: string;
  readonly repositoryId: string;
  readonly branch: string;
  readonly commit: string;
  /** How its tests go says nothing of the tests: a stranger has written them. */
  readonly fromFork: boolean;
}

/** Keeps how the tests of a run went. */
export async function saveTests(
  state: State,
  run: TestedRun,
  outcomes: readonly TestOutcome[],
  finishedAt: Date,
): Promise<void> {
  const rows = JSON.stringify(outcomes);
  await sql`
    INSERT INTO deployer.tests
      (run_id, repository_id, branch, commit, finished_at, suite, name, outcome, is_flaky, seconds)
    SELECT ${run.id}, ${run.repositoryId}, ${run.branch}, ${run.commit}, ${finishedAt}::timestamptz, one.*
    FROM json_to_recordset(${rows}::json)
      AS one(suite text, name text, outcome text, "isFlaky" boolean, seconds double precision)
  `.execute(state);
}

export type TestOutcome = Pick<TestCase, 'suite' | 'name' | 'outcome' | 'isFlaky' | 'seconds'>;

/** One of each name, failed ones first: steps of a matrix have the same tests, and one that failed in any of them has failed. */
export function outcomesOf(cases: readonly TestCase[]): TestOutcome[] {
  const rows = new Map<string, TestOutcome>();
  for (const { suite, name, outcome, isFlaky, seconds } of cases) {
    const own = { suite: suite.slice(0, NAME_MAX), name: name.slice(0, NAME_MAX), outcome, isFlaky };
    const key = `${own.suite}\0${own.name}`;
    const known = rows.get(key);
    const sum = (known?.seconds ?? 0) + (seconds ?? 0);
    rows.set(key, {
      ...own,
      ...(known !== undefined && rankOf(known) > rankOf(own) ? { outcome: known.outcome } : {}),
      isFlaky: isFlaky || known?.isFlaky === true,
      ...(seconds === undefined && known?.seconds === undefined ? {} : { seconds: sum }),
    });
  }
  const all = [...rows.values()];
  const failedFirst = [...all.filter(hasFailed), ...all.filter((one) => !hasFailed(one))];
  return storable(failedFirst.slice(0, TESTS_MAX));
}

function rankOf(test: Pick<TestCase, 'outcome'>): number {
  if (hasFailed(test)) return 2;
  return test.outcome === 'passed' ? 1 : 0;
}
