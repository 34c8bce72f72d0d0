import type { Best, Gate, Metrics } from '@oremill/types';
import { sql } from 'kysely';
import type { State } from '../state/open-state.ts';
import { isMoreBetter } from './judge.ts';

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
