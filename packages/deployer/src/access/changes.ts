import type { Clock, Random } from '@oremill/runtime';
import { type Actor, type Change, newId, type Page, type PageQuery } from '@oremill/types';
import type { State } from '../state/open-state.ts';

export interface ChangesWorld {
  readonly state: State;
  readonly clock: Clock;
  readonly random: Random;
}

export interface NewChange {
  readonly actor: Pick<Actor, 'name'>;
  /** What it is of, and what was done with it: `token.made`. */
  readonly action: `${'run' | 'repository' | 'token' | 'test'}.${string}`;
  /** Name of the repository or token, id of the run. */
  readonly subject: string;
  /** Never a secret. */
  readonly details?: Readonly<Record<string, unknown>>;
}

/** Keeps who did what. Give it the transaction of what was done as `state`: then neither is there without the other. */
export async function recordChange(world: ChangesWorld, change: NewChange): Promise<void> {
  const nowMs = world.clock.nowMs();
  await world.state
    .insertInto('changes')
    .values({
      id: newId(nowMs, world.random),
      at: new Date(nowMs),
      actor: change.actor.name,
      action: change.action,
      subject: change.subject,
      details: JSON.stringify(change.details ?? {}),
    })
    .execute();
}

export interface ChangesQuery extends PageQuery {
  readonly actor?: string | undefined;
  readonly subject?: string | undefined;
}

/** Newest first. */
export async function listChanges(
  state: State,
  { limit, cursor, actor, subject }: ChangesQuery,
): Promise<Page<Change>> {
  let query = state.selectFrom('changes').selectAll().orderBy('id', 'desc');
  if (cursor !== undefined) query = query.where('id', '<', cursor);
  if (actor !== undefined) query = query.where('actor', '=', actor);
  if (subject !== undefined) query = query.where('subject', '=', subject);
  const rows = await query.limit(limit + 1).execute();
  const items = rows.slice(0, limit).map(({ at, ...row }) => ({ ...row, at: at.toISOString() }));
  return { items, nextCursor: rows.length > limit ? items.at(-1)?.id : undefined };
}
