import { sql } from 'kysely';
import type { State } from '../state/open-state.ts';
import type { TestedRun, TestOutcome } from './save-tests.ts';

/** How a test went in its last runs. */
export interface TestHabits {
  readonly suite: string;
  readonly name: string;
  readonly runs: number;
  readonly failures: number;
  /** How often it went otherwise than in the run before on the same branch. */
  readonly flips: number;
  /** How often it passed when it was run again within a run. */
  readonly retried: number;
  /** A commit at which it has both passed and failed. */
  readonly contradictedAt: string | null;
  readonly secondsMedian: number | null;
  readonly secondsMax: number | null;
}

/** Runs of each test that are looked at. */
const RUNS_MAX = 50;
/** A test that breaks and is mended goes otherwise twice; so often it is not the code that does it. */
const FLIPS_MIN = 3;

/** Why a test is held for flaky: it fails and passes without a reason in the code. Nothing where it is not. */
export function whyFlaky({ contradictedAt, flips, retried, runs }: TestHabits): string | undefined {
  if (contradictedAt !== null)
    return `it has passed and failed at the same commit, ${contradictedAt.slice(0, 12)}`;
  const last = runs === 1 ? 'its last run' : `its last ${runs} runs`;
  if (retried > 0) return `it has failed, and passed when it was run again, in ${retried} of ${last}`;
  return flips >= FLIPS_MIN ? `it has gone back and forth ${flips} times in ${last}` : undefined;
}

export interface HabitsOptions {
  readonly repositoryId: string;
  /** Of these tests; of all unless given. */
  readonly tests?: readonly { readonly suite: string; readonly name: string }[] | undefined;
  readonly branch?: string | undefined;
  /** How they have gone in a run that is not kept yet. */
  readonly now?:
    | (Pick<TestedRun, 'branch' | 'commit'> & { readonly tests: readonly TestOutcome[] })
    | undefined;
  readonly order: 'slowest' | 'flakiest';
  readonly limit: number;
  readonly offset?: number;
}

/** Tests of a repository by how they went, skips left out. */
export async function testHabits(state: State, options: HabitsOptions): Promise<TestHabits[]> {
  const { repositoryId, tests, branch, now, order, limit, offset = 0 } = options;
  const isWanted =
    tests === undefined
      ? sql`true`
      : sql`(suite, name) IN (SELECT wanted.suite, wanted.name
          FROM json_to_recordset(${JSON.stringify(tests)}::json) AS wanted(suite text, name text))`;
  const isOfBranch = branch === undefined ? sql`true` : sql`branch = ${branch}`;
  const first =
    order === 'slowest'
      ? sql`seconds_median DESC NULLS LAST`
      : sql`(contradicted.commit IS NOT NULL) DESC, flips + retried DESC, failures DESC`;
  const { rows } = await sql<TestHabits>`
    WITH every AS (
      SELECT suite, name, branch, commit, finished_at, is_flaky, seconds, outcome FROM deployer.tests
      WHERE repository_id = ${repositoryId}
      UNION ALL
      SELECT suite, name, ${now?.branch ?? ''}, ${now?.commit ?? ''}, 'infinity', "isFlaky", seconds, outcome
      FROM json_to_recordset(${JSON.stringify(now?.tests ?? [])}::json)
        AS one(suite text, name text, outcome text, "isFlaky" boolean, seconds double precision)
    ), aged AS (
      SELECT *, outcome IN ('failed', 'errored') AS has_failed,
        row_number() OVER (PARTITION BY suite, name ORDER BY finished_at DESC) AS age
      FROM every WHERE outcome <> 'skipped' AND ${isOfBranch} AND ${isWanted}
    ), kept AS (
      SELECT *, lag(has_failed) OVER (PARTITION BY suite, name, branch ORDER BY finished_at) <> has_failed AS has_flipped
      FROM aged WHERE age <= ${RUNS_MAX}
    ), contradicted AS (
      SELECT DISTINCT ON (suite, name) suite, name, commit FROM (
        SELECT suite, name, commit, max(finished_at) AS last_at FROM kept GROUP BY suite, name, commit
        HAVING bool_or(has_failed) AND bool_or(NOT has_failed)
      ) both_ways ORDER BY suite, name, last_at DESC
    ), told AS (
      SELECT suite, name, count(*)::int AS runs, (count(*) FILTER (WHERE has_failed))::int AS failures,
        (count(*) FILTER (WHERE has_flipped))::int AS flips, (count(*) FILTER (WHERE is_flaky))::int AS retried,
        percentile_cont(0.5) WITHIN GROUP (ORDER BY seconds) AS seconds_median, max(seconds) AS seconds_max
      FROM kept GROUP BY suite, name
    )
    SELECT told.*, contradicted.commit AS contradicted_at
    FROM told LEFT JOIN contradicted USING (suite, name)
    ORDER BY ${first}, suite, name LIMIT ${limit} OFFSET ${offset}
  `.execute(state);
  return rows;
}
