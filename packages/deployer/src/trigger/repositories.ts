import {
  type Actor,
  type AddRepository,
  type ChangeRepository,
  deployerError,
  newId,
  type Repository,
} from '@oremill/types';
import type { Selectable } from 'kysely';
import { type ChangesWorld, recordChange } from '../access/changes.ts';
import type { State } from '../state/open-state.ts';
import type { RepositoriesTable } from '../state/trigger-tables.ts';
import { checkUrl } from './repository-url.ts';

export interface RepositoriesWorld extends ChangesWorld {
  /** Folders that repositories of this machine may be in. */
  readonly roots: readonly string[];
}

export type RepositoryRow = Selectable<RepositoriesTable>;

/** The next look at it is due at once. */
export async function addRepository(
  world: RepositoriesWorld,
  repository: AddRepository,
  actor: Actor,
): Promise<Repository> {
  const { name, targetBranch, pollMs, webhookSecret } = repository;
  const url = checkUrl(repository.url, world.roots);
  const now = new Date(world.clock.nowMs());
  return world.state.transaction().execute(async (state) => {
    const row = await state
      .insertInto('repositories')
      .values({
        id: newId(now.getTime(), world.random),
        name,
        url,
        targetBranch,
        pollMs,
        webhookSecret: webhookSecret && JSON.stringify(webhookSecret),
        hookFolder: null,
        nextLookAt: pollMs === null ? null : now,
        createdAt: now,
        createdBy: actor.name,
      })
      .onConflict((conflict) => conflict.column('name').doNothing())
      .returningAll()
      .executeTakeFirst();
    if (row === undefined) {
      throw deployerError('REPOSITORY_INVALID', `there is a repository ${name} already`, {
        hint: 'Take another name, or change the one there is: deployer repositories change.',
        status: 409,
      });
    }
    const details = { url, targetBranch, pollMs };
    await recordChange({ ...world, state }, { actor, action: 'repository.added', subject: name, details });
    return toRepository(row);
  });
}

/** With another address what was seen of the one before is forgotten, so that the next look is a first one. */
export async function changeRepository(
  world: RepositoriesWorld,
  name: string,
  change: ChangeRepository,
  actor: Actor,
): Promise<Repository> {
  const { pollMs, targetBranch, webhookSecret } = change;
  const url = change.url === undefined ? undefined : checkUrl(change.url, world.roots);
  return world.state.transaction().execute(async (state) => {
    const before = await rowOf(state, name);
    if (url !== undefined && url !== before.url) {
      await state.deleteFrom('refs').where('repositoryId', '=', before.id).execute();
      await state.updateTable('repositories').set({ lookedAt: null }).where('id', '=', before.id).execute();
    }
    const isPolled = (pollMs === undefined ? before.pollMs : pollMs) !== null;
    const row = await state
      .updateTable('repositories')
      .set({
        ...(url === undefined ? {} : { url }),
        ...(targetBranch === undefined ? {} : { targetBranch }),
        ...(pollMs === undefined ? {} : { pollMs }),
        ...(webhookSecret === undefined
          ? {}
          : { webhookSecret: webhookSecret && JSON.stringify(webhookSecret) }),
        nextLookAt: isPolled ? new Date(world.clock.nowMs()) : null,
        lookFailures: 0,
        lookError: null,
      })
      .where('id', '=', before.id)
      .returningAll()
      .executeTakeFirstOrThrow();
    const details = { ...change, ...(url === undefined ? {} : { url }) };
    await recordChange({ ...world, state }, { actor, action: 'repository.changed', subject: name, details });
    return toRepository(row);
  });
}

/** With its runs and all that is known of them. */
export async function removeRepository(world: ChangesWorld, name: string, actor: Actor): Promise<void> {
  await world.state.transaction().execute(async (state) => {
    const { id, url } = await rowOf(state, name);
    const open = await state
      .selectFrom('runs')
      .select('number')
      .where('repositoryId', '=', id)
      .where('state', 'in', ['held', 'queued', 'running'])
      .limit(1)
      .executeTakeFirst();
    if (open !== undefined) {
      throw deployerError('RUN_STATE', `run ${open.number} of ${name} has not ended`, {
        hint: 'Cancel it, or wait for it, before you remove the repository.',
      });
    }
    await state.deleteFrom('repositories').where('id', '=', id).execute();
    const change = { actor, action: 'repository.removed', subject: name, details: { url } } as const;
    await recordChange({ ...world, state }, change);
  });
}

export async function getRepository(state: State, name: string): Promise<Repository> {
  return toRepository(await findRow(state, name));
}

/** Throws REPOSITORY_MISSING. */
export async function findRow(state: State, name: string): Promise<RepositoryRow> {
  const row = await findRepository(state, name);
  if (row === undefined) throw missing(name);
  return row;
}

export async function findRepository(state: State, name: string): Promise<RepositoryRow | undefined> {
  return state.selectFrom('repositories').selectAll().where('name', '=', name).executeTakeFirst();
}

/** In a transaction in which nobody else changes the repository. */
export function withRow<Result>(
  world: ChangesWorld,
  name: string,
  act: (state: State, row: RepositoryRow) => Promise<Result>,
): Promise<Result> {
  return world.state.transaction().execute(async (state) => act(state, await rowOf(state, name)));
}

/** Nobody else changes it, and no run of it is asked for, before the transaction is over. */
async function rowOf(state: State, name: string): Promise<RepositoryRow> {
  const row = await state
    .selectFrom('repositories')
    .selectAll()
    .where('name', '=', name)
    .forUpdate()
    .executeTakeFirst();
  if (row === undefined) throw missing(name);
  return row;
}

function missing(name: string): Error {
  return deployerError('REPOSITORY_MISSING', `there is no repository ${name}`, {
    hint: 'List those there are: deployer repositories list.',
  });
}

export function toRepository(row: RepositoryRow): Repository {
  return {
    id: row.id,
    name: row.name,
    url: row.url,
    targetBranch: row.targetBranch,
    pollMs: row.pollMs,
    ...(row.webhookSecret === null ? {} : { webhookSecret: row.webhookSecret }),
    ...(row.hookFolder === null ? {} : { hookFolder: row.hookFolder }),
    createdAt: row.createdAt.toISOString(),
    createdBy: row.createdBy,
    ...(row.lookedAt === null ? {} : { lookedAt: row.lookedAt.toISOString() }),
    ...(row.nextLookAt === null ? {} : { nextLookAt: row.nextLookAt.toISOString() }),
    lookFailures: row.lookFailures,
    ...(row.lookError === null ? {} : { lookError: row.lookError }),
  };
}
