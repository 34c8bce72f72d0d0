import { createHash, randomBytes } from 'node:crypto';
import {
  type AccessToken,
  type Actor,
  deployerError,
  type MadeToken,
  type MakeToken,
  newId,
} from '@oremill/types';
import type { Selectable } from 'kysely';
import type { State } from '../state/open-state.ts';
import type { TokensTable } from '../state/tables.ts';
import { type ChangesWorld, recordChange } from './changes.ts';

/** What a token begins with, so that people and scanners of secrets know one when they see it. */
const PREFIX = 'oremill_';
const TOKEN_BYTES = 32;

/** The token itself is in the reply alone: what is kept is its digest. */
export async function makeToken(
  world: ChangesWorld,
  { name, role }: MakeToken,
  actor: Actor,
): Promise<MadeToken> {
  const token = PREFIX + randomBytes(TOKEN_BYTES).toString('base64url');
  const nowMs = world.clock.nowMs();
  return world.state.transaction().execute(async (state) => {
    const row = await state
      .insertInto('tokens')
      .values({
        id: newId(nowMs, world.random),
        name,
        role,
        digest: digestOf(token),
        createdAt: new Date(nowMs),
        createdBy: actor.name,
      })
      .onConflict((conflict) => conflict.column('name').doNothing())
      .returningAll()
      .executeTakeFirst();
    if (row === undefined) {
      throw deployerError('TOKEN_EXISTS', `there is, or was, a token ${name}`, {
        hint: 'Take another name: one is given once, so that the list of changes stays clear.',
      });
    }
    await recordChange(
      { ...world, state },
      { actor, action: 'token.made', subject: name, details: { role } },
    );
    return { ...toAccessToken(row), token };
  });
}

export async function listTokens(state: State): Promise<AccessToken[]> {
  const rows = await state.selectFrom('tokens').selectAll().orderBy('id').execute();
  return rows.map(toAccessToken);
}

/** It opens nothing any more, nor do its sessions. */
export async function revokeToken(world: ChangesWorld, name: string, actor: Actor): Promise<AccessToken> {
  return world.state.transaction().execute(async (state) => {
    const row = await state
      .updateTable('tokens')
      .set({ revokedAt: new Date(world.clock.nowMs()) })
      .where('name', '=', name)
      .where('revokedAt', 'is', null)
      .returningAll()
      .executeTakeFirst();
    if (row === undefined) {
      throw deployerError('TOKEN_MISSING', `there is no token ${name} that could be revoked`, {
        hint: 'List those there are: deployer tokens list.',
      });
    }
    await recordChange({ ...world, state }, { actor, action: 'token.revoked', subject: name });
    return toAccessToken(row);
  });
}

/** What is asked of each request: looked up anew each time, so that a revoked token ends at once. */
export interface TokenFinder {
  byToken(token: string): Promise<AccessToken | undefined>;
  byId(id: string): Promise<AccessToken | undefined>;
}

/** Finds tokens that are not revoked. */
export function findTokens(state: State): TokenFinder {
  const find = async (column: 'digest' | 'id', value: string) => {
    const row = await state
      .selectFrom('tokens')
      .selectAll()
      .where(column, '=', value)
      .where('revokedAt', 'is', null)
      .executeTakeFirst();
    return row && toAccessToken(row);
  };
  return {
    byToken: async (token) => (token.startsWith(PREFIX) ? find('digest', digestOf(token)) : undefined),
    byId: (id) => find('id', id),
  };
}

/** With 32 random bytes in it, a token is not guessed from its digest: no salt, no slow function. */
function digestOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

function toAccessToken(row: Selectable<TokensTable>): AccessToken {
  const { id, name, role, createdAt, createdBy, revokedAt } = row;
  return {
    id,
    name,
    role,
    createdAt: createdAt.toISOString(),
    createdBy,
    ...(revokedAt === null ? {} : { revokedAt: revokedAt.toISOString() }),
  };
}
