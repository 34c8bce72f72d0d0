import {
  type Actor,
  type Best,
  type BestValue,
  deployerError,
  type Gate,
  type Metrics,
} from '@oremill/types';
import { sql } from 'kysely';
import { type ChangesWorld, recordChange } from '../access/changes.ts';
import { findRepository } from '../history/find-repository.ts';
import { storable } from '../history/storable.ts';
import { isMoreBetter } from '../measure/more-is-better.ts';
import type { State } from '../state/open-state.ts';

/** The best values of a branch so far. */
export async function loadBest(state: State, repositoryId: string, branch: string): Promise<Best> {
  const rows = await state
    .selectFrom('best')
    .select(['metric', 'value', 'commit'])
    .where('repositoryId', '=', repositoryId)
    .where('branch', '=', branch)
    .execute();
  return Object.fromEntries(rows.map(({ metric, value, commit }) => [metric, { value, commit }]));
}

/** Keeps those figures of a commit that gates compare with the best and that are better; of two at once the better stays. */
export async function saveBest(
  state: State,
  place: { readonly repositoryId: string; readonly branch: string },
  gates: readonly Gate[],
  { metrics, commit }: { readonly metrics: Metrics; readonly commit: string },
): Promise<void> {
  const held = new Set(
    gates.flatMap((gate) => ('against' in gate && gate.against === 'best' ? gate.metric : [])),
  );
  for (const metric of held) {
    const value = metrics[metric];
    if (value === undefined) continue;
    const isBetter = isMoreBetter(metric)
      ? sql<boolean>`excluded.value > best.value`
      : sql<boolean>`excluded.value < best.value`;
    await state
      .insertInto('best')
      .values({ ...place, metric, value, commit })
      .onConflict((conflict) =>
        conflict.columns(['repositoryId', 'branch', 'metric']).doUpdateSet({ value, commit }).where(isBetter),
      )
      .execute();
  }
}

/** Of all target branches that a repository has had. Throws REPOSITORY_MISSING. */
export async function listBest(state: State, repository: string): Promise<BestValue[]> {
  const { id } = await findRepository(state, repository);
  return state
    .selectFrom('best')
    .select(['branch', 'metric', 'value', 'commit'])
    .where('repositoryId', '=', id)
    .orderBy('branch')
    .orderBy('metric')
    .execute();
}

/** Forgets the best value of a figure, for whoever has a reason to be worse. Throws METRIC_MISSING. */
export async function resetBest(
  world: ChangesWorld,
  repository: string,
  { metric, reason }: { readonly metric: string; readonly reason: string },
  actor: Actor,
): Promise<void> {
  const { id } = await findRepository(world.state, repository);
  await world.state.transaction().execute(async (state) => {
    const [lost] = await state
      .deleteFrom('best')
      .where('repositoryId', '=', id)
      .where('metric', '=', metric)
      .returning(['branch', 'value', 'commit'])
      .execute();
    if (lost === undefined) {
      throw deployerError('METRIC_MISSING', `${repository} has no best value of ${metric}`, {
        hint: `List those there are: deployer best list ${repository}.`,
      });
    }
    const details = storable({ metric, reason, ...lost });
    await recordChange(
      { ...world, state },
      { actor, action: 'repository.best-reset', subject: repository, details },
    );
  });
}
