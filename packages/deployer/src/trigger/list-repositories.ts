import type { Repository } from '@oremill/types';
import type { State } from '../state/open-state.ts';
import { toRepository } from './repositories.ts';

/** All of them by name, each with how its target branch is. */
export async function listRepositories(state: State): Promise<Repository[]> {
  const rows = await state
    .selectFrom('repositories')
    .leftJoinLateral(
      (from) =>
        from
          .selectFrom('runs')
          .select(['runs.id as runId', 'runs.number', 'runs.state', 'runs.finishedAt'])
          .whereRef('runs.repositoryId', '=', 'repositories.id')
          .whereRef('runs.branch', '=', 'repositories.targetBranch')
          .where('runs.state', 'in', ['passed', 'failed'])
          .orderBy('runs.number', 'desc')
          .limit(1)
          .as('last'),
      (join) => join.onTrue(),
    )
    .selectAll('repositories')
    .select(['last.runId', 'last.number', 'last.state', 'last.finishedAt'])
    .orderBy('repositories.name')
    .execute();
  return rows.map(({ finishedAt, number, runId, state: runState, ...row }) => {
    const repository = toRepository(row);
    if (runId === null || number === null || runState === null || finishedAt === null) return repository;
    return {
      ...repository,
      lastRun: { id: runId, number, state: runState, finishedAt: finishedAt.toISOString() },
    };
  });
}
