import { manualClock, seededRandom } from '@oremill/runtime';
import type { Actor } from '@oremill/types';
import { beforeEach, expect, test } from 'vitest';
import { type ChangesWorld, listChanges, recordChange } from '../../src/access/changes.ts';
import { findTokens, listTokens, makeToken, revokeToken } from '../../src/access/tokens.ts';
import { useWorld } from './world.ts';

const world = useWorld();
const clock = manualClock(Date.UTC(2026, 10, 24));
const random = seededRandom(1);
const owner: Actor = { name: 'owner', role: 'admin' };
let changes: ChangesWorld;

beforeEach(async () => {
  changes = { state: world().state, clock, random };
  await world().pool.query('TRUNCATE deployer.tokens, deployer.changes');
});

test('a token is shown when it is made, found by its text, and its text is kept nowhere', async () => {
  const { token, ...made } = await makeToken(changes, { name: 'ci', role: 'operator' }, owner);
  expect(token).toMatch(/^oremill_[A-Za-z0-9_-]{43}$/);
  const finder = findTokens(world().state);
  expect(await finder.byToken(token)).toEqual(made);
  expect(await finder.byId(made.id)).toEqual(made);
  expect(await listTokens(world().state)).toEqual([made]);
  expect(await finder.byToken(`${token}x`)).toBeUndefined();
  expect(await finder.byToken('')).toBeUndefined();
  const { rows } = await world().pool.query('SELECT t::text AS text FROM deployer.tokens t');
  expect(JSON.stringify(rows)).not.toContain(token.slice('oremill_'.length));
});

test('a revoked token opens nothing, stays in the list, and its name is not given again', async () => {
  const { token, id } = await makeToken(changes, { name: 'ci', role: 'viewer' }, owner);
  const revoked = await revokeToken(changes, 'ci', owner);
  expect(revoked).toMatchObject({ name: 'ci', revokedAt: '2026-11-24T00:00:00.000Z' });
  const finder = findTokens(world().state);
  expect([await finder.byToken(token), await finder.byId(id)]).toEqual([undefined, undefined]);
  expect(await listTokens(world().state)).toEqual([revoked]);
  await expect(makeToken(changes, { name: 'ci', role: 'viewer' }, owner)).rejects.toMatchObject({
    code: 'TOKEN_EXISTS',
  });
  await expect(revokeToken(changes, 'ci', owner)).rejects.toMatchObject({ code: 'TOKEN_MISSING' });
});

test('what was done is listed with who did it, newest first, page by page', async () => {
  await makeToken(changes, { name: 'ci', role: 'operator' }, owner);
  clock.advance(1);
  await revokeToken(changes, 'ci', { name: 'ann', role: 'admin' });
  clock.advance(1);
  await recordChange(changes, { actor: { name: 'ci' }, action: 'run.cancelled', subject: 'r1' });
  const first = await listChanges(world().state, { limit: 2 });
  expect(first.items.map(({ actor, action, subject }) => [actor, action, subject])).toEqual([
    ['ci', 'run.cancelled', 'r1'],
    ['ann', 'token.revoked', 'ci'],
  ]);
  const second = await listChanges(world().state, { limit: 2, cursor: first.nextCursor });
  expect(second.items).toMatchObject([
    { actor: 'owner', action: 'token.made', subject: 'ci', details: { role: 'operator' } },
  ]);
  expect(second.nextCursor).toBeUndefined();
  expect((await listChanges(world().state, { limit: 9, actor: 'ann' })).items).toHaveLength(1);
  expect((await listChanges(world().state, { limit: 9, subject: 'r1' })).items).toHaveLength(1);
});

test('what could not be done is no change', async () => {
  await expect(revokeToken(changes, 'nobody', owner)).rejects.toMatchObject({ code: 'TOKEN_MISSING' });
  expect((await listChanges(world().state, { limit: 9 })).items).toEqual([]);
});
