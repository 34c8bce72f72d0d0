import { sql } from 'kysely';
import type { State } from '../state/open-state.ts';

/** Runs of a repository, and of its target branch, whose tests and details are kept; figures stay with each run. */
const RUNS_KEPT = 300;
const TARGET_RUNS_KEPT = 100;

/** Deletes what is older. Many branches do not push out what they are compared with: the target branch has its own share, and no commit says which that is. */
export async function forgetOld(state: State, repositoryId: string): Promise<void> {
  for (const table of ['tests', 'measurements'] as const) {
    const own = sql.table(`deployer.${table}`);
    await sql`
      DELETE FROM ${own} WHERE repository_id = ${repositoryId} AND run_id NOT IN (
        (SELECT id FROM deployer.runs WHERE repository_id = ${repositoryId}
          ORDER BY ordinal DESC LIMIT ${RUNS_KEPT})
        UNION
        (SELECT runs.id FROM deployer.runs JOIN deployer.repositories ON repositories.id = repository_id
          WHERE repository_id = ${repositoryId} AND branch = target_branch
          ORDER BY ordinal DESC LIMIT ${TARGET_RUNS_KEPT})
      )
    `.execute(state);
  }
}
