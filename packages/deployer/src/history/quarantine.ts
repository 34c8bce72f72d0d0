import {
  type Actor,
  deployerError,
  QUARANTINE_DAYS_MAX,
  type Quarantine,
  type SetQuarantine,
  type TestId,
} from '@oremill/types';
import type { Selectable } from 'kysely';
import { type ChangesWorld, recordChange } from '../access/changes.ts';
import type { State } from '../state/open-state.ts';
import type { QuarantineTable } from '../state/tables.ts';
import { findRepository } from './find-repository.ts';
import { storable } from './storable.ts';

export type QuarantineRow = Selectable<QuarantineTable>;

const DAY_MS = 86_400_000;

/** Of a repository, those that are over too: they say so until they are removed. */
export function loadQuarantine(state: State, repositoryId: string): Promise<QuarantineRow[]> {
  return state
    .selectFrom('quarantine')
    .selectAll()
    .where('repositoryId', '=', repositoryId)
    .orderBy('until')
    .execute();
}

/** Throws REPOSITORY_MISSING. */
export async function listQuarantine(state: State, nowMs: number, repository: string): Promise<Quarantine[]> {
  const { id } = await findRepository(state, repository);
  return (await loadQuarantine(state, id)).map((row) => toQuarantine(row, nowMs));
}

/**
 * Failures of that test do not count until a day, which may be moved. Throws QUARANTINE_INVALID where that day is past, or so
 * far away that nobody would come back to it.
 */
export async function quarantineTest(
  world: ChangesWorld,
  repository: string,
  { reason, until, ...test }: SetQuarantine,
  actor: Actor,
): Promise<Quarantine> {
  const { id } = await findRepository(world.state, repository);
  const nowMs = world.clock.nowMs();
  const end = new Date(until);
  if (end.getTime() <= nowMs || end.getTime() > nowMs + QUARANTINE_DAYS_MAX * DAY_MS) {
    throw deployerError('QUARANTINE_INVALID', `a quarantine of ${test.name} until ${until}`, {
      hint: `It ends in the future, at most ${QUARANTINE_DAYS_MAX} days from now; it may be set again then.`,
    });
  }
  const facts = storable({ reason, until: end.toISOString(), createdBy: actor.name });
  const row = { ...facts, until: end, createdAt: new Date(nowMs) };
  const key = { repositoryId: id, ...storable(test) };
  return world.state.transaction().execute(async (state) => {
    const kept = await state
      .insertInto('quarantine')
      .values({ ...key, ...row })
      .onConflict((conflict) => conflict.columns(['repositoryId', 'suite', 'name']).doUpdateSet(row))
      .returningAll()
      .executeTakeFirstOrThrow();
    const details = { suite: key.suite, name: key.name, reason: facts.reason, until: facts.until };
    await recordChange(
      { ...world, state },
      { actor, action: 'test.quarantined', subject: repository, details },
    );
    return toQuarantine(kept, nowMs);
  });
}

/** Its failures count again. Throws TEST_MISSING. */
export async function releaseTest(
  world: ChangesWorld,
  repository: string,
  { suite, name }: TestId,
  actor: Actor,
): Promise<void> {
  const { id } = await findRepository(world.state, repository);
  const test = storable({ suite, name });
  await world.state.transaction().execute(async (state) => {
    const removed = await state
      .deleteFrom('quarantine')
      .where('repositoryId', '=', id)
      .where('suite', '=', test.suite)
      .where('name', '=', test.name)
      .returning('name')
      .executeTakeFirst();
    if (removed === undefined) {
      throw deployerError(
        'TEST_MISSING',
        `${suite === '' ? '' : `${suite} › `}${name} is not in quarantine`,
        {
          hint: `List those that are: deployer quarantine list ${repository}.`,
        },
      );
    }
    await recordChange(
      { ...world, state },
      { actor, action: 'test.released', subject: repository, details: test },
    );
  });
}

function toQuarantine(row: QuarantineRow, nowMs: number): Quarantine {
  const { suite, name, reason, until, createdAt, createdBy } = row;
  return {
    suite,
    name,
    reason,
    until: until.toISOString(),
    isOver: until.getTime() <= nowMs,
    createdAt: createdAt.toISOString(),
    createdBy,
  };
}
