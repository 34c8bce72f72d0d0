import type { AccessToken, Change, ErrorReply, MadeToken, Session } from '@oremill/types';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ServedInputs, serveInputs } from './served-inputs.ts';

let served: ServedInputs;

beforeAll(async () => {
  served = await serveInputs({});
});
afterAll(() => served.close());

async function as<Reply>(token: string, method: string, path: string, body?: object) {
  const response = await fetch(served.address + path, {
    method,
    headers: {
      authorization: `Bearer ${token}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, reply: (text === '' ? undefined : JSON.parse(text)) as Reply };
}

const make = async (name: string, role: string) =>
  (await as<MadeToken>(served.token, 'POST', '/deployer/tokens', { name, role })).reply.token;

test('a role does what is its own in the deployer, and other engines are for admins', async () => {
  const [viewer, operator, admin] = [
    await make('looker', 'viewer'),
    await make('ci', 'operator'),
    await make('ann', 'admin'),
  ];
  const run = { repository: 'nobody', reason: 'to see' };
  const repository = { name: 'app', url: 'https://git.example/app.git', pollMs: null };
  const asked = async (token: string) => [
    (await as(token, 'GET', '/deployer/runs')).status,
    (await as(token, 'POST', '/deployer/runs', run)).status,
    (await as(token, 'GET', '/deployer/tokens')).status,
    (await as(token, 'GET', '/warehouse/tables')).status,
    (await as(token, 'GET', '/metrics')).status,
    (await as(token, 'GET', '/session')).status,
  ];
  expect(await asked(viewer)).toEqual([200, 403, 403, 403, 403, 200]);
  expect(await asked(operator)).toEqual([200, 404, 403, 403, 403, 200]);
  expect((await as(operator, 'POST', '/deployer/repositories', repository)).status).toBe(403);
  expect((await as(admin, 'POST', '/deployer/repositories', repository)).status).toBe(201);
  expect((await as(admin, 'GET', '/warehouse/tables')).status).toBe(200);
  const { reply } = await as<Session>(operator, 'GET', '/session');
  expect([reply.name, reply.role]).toEqual(['ci', 'operator']);
});

test('a revoked token opens nothing, and who did what is listed', async () => {
  const token = await make('gone', 'admin');
  await as(token, 'DELETE', '/deployer/repositories/app');
  const revoked = await as<AccessToken>(served.token, 'DELETE', '/deployer/tokens/gone');
  expect([revoked.status, revoked.reply.revokedAt]).toEqual([200, expect.any(String)]);
  expect((await as<ErrorReply>(token, 'GET', '/deployer/runs')).reply.code).toBe('UNAUTHENTICATED');
  const { items } = (await as<{ items: Change[] }>(served.token, 'GET', '/deployer/changes?limit=3')).reply;
  expect(items.map(({ actor, action, subject }) => [actor, action, subject])).toEqual([
    ['owner', 'token.revoked', 'gone'],
    ['gone', 'repository.removed', 'app'],
    ['owner', 'token.made', 'gone'],
  ]);
});

test('a webhook comes in without a token, and only with its signature', async () => {
  const response = await fetch(`${served.address}/deployer/hooks/github/app`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-github-delivery': '1', 'x-github-event': 'push' },
    body: '{}',
  });
  expect([response.status, ((await response.json()) as ErrorReply).code]).toEqual([401, 'WEBHOOK_REFUSED']);
});
