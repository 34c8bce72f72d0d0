import { request } from 'node:http';
import type { AddressInfo } from 'node:net';
import cookie from '@fastify/cookie';
import { manualClock } from '@oremill/runtime';
import { streamEvents } from '@oremill/runtime/http';
import type { AccessToken, Role } from '@oremill/types';
import { type FastifyInstance, fastify } from 'fastify';
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { errorReplies } from '../../src/http/errors.ts';
import { guard } from '../../src/security/guard.ts';
import { sessionRoutes } from '../../src/security/session-routes.ts';
import { Keeper } from '../../src/security/token.ts';

const clock = manualClock(Date.UTC(2026, 0));
const keeper = new Keeper('right');
const { session } = keeper.openSession(clock.nowMs());

/** Named tokens by their text, which is their name here. */
const named = new Map<string, AccessToken>();
const tokens = {
  byToken: async (token: string) => named.get(token),
  byId: async (id: string) => [...named.values()].find((token) => token.id === id),
};

let app: FastifyInstance;
let port: number;

beforeEach(async () => {
  app = fastify();
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  errorReplies(app);
  await app.register(cookie);
  guard(app, { keeper, tokens, clock, publicOrigins: ['https://oremill.example'] });
  sessionRoutes(app, { keeper, tokens, clock, version: '1.2.3' });
  app.get('/public', { config: { isPublic: true } }, () => 'open');
  app.get('/private', () => 'secret');
  app.post('/change', () => 'changed');
  for (const role of ['viewer', 'operator', 'admin'] as const) {
    app.get(`/for-${role}`, { config: { role } }, (request) => request.actor);
  }
  app.get('/stream', { config: { role: 'viewer' } }, (asked, reply) =>
    streamEvents(asked, reply, () => ({ resume() {}, close() {} })),
  );
  named.clear();
  for (const [index, role] of (['viewer', 'operator', 'admin'] as const).entries()) {
    named.set(role, tokenOf(role, index));
  }
  await app.listen({ host: '127.0.0.1', port: 0 });
  port = (app.server.address() as AddressInfo).port;
});
afterEach(() => app.close());

function tokenOf(role: Role, index: number): AccessToken {
  const createdAt = new Date(clock.nowMs()).toISOString();
  return { id: `01k${'0'.repeat(16)}${index}`, name: `${role}-1`, role, createdAt, createdBy: 'owner' };
}

interface Answer {
  readonly status: number | undefined;
  readonly body: string;
  readonly headers: Record<string, unknown>;
}

/** A raw request: `fetch` would not send the Host and Origin that an attacker can. */
function send(
  method: string,
  path: string,
  headers: Record<string, string> = {},
  body = '',
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port, method, path, headers }, (response) => {
      let text = '';
      response.on('data', (chunk: Buffer) => {
        text += chunk.toString();
      });
      response.on('end', () =>
        resolve({ status: response.statusCode, body: text, headers: response.headers }),
      );
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

const withToken = { authorization: 'Bearer right' };
const withCookie = { cookie: `oremill_session=${session}` };

test('without a token: 401 in the one error shape, also where nothing is served', async () => {
  for (const path of ['/private', '/nowhere']) {
    const { status, body, headers } = await send('GET', path);
    expect(status).toBe(401);
    expect(headers['www-authenticate']).toBe('Bearer');
    expect(JSON.parse(body)).toEqual({
      code: 'UNAUTHENTICATED',
      message: expect.any(String),
      hint: expect.any(String),
      requestId: expect.any(String),
    });
  }
});

test('a public route needs none', async () => {
  expect(await send('GET', '/public')).toMatchObject({ status: 200, body: 'open' });
});

test('the token, or a session, opens what is private', async () => {
  expect(await send('GET', '/private', withToken)).toMatchObject({ status: 200, body: 'secret' });
  expect(await send('GET', '/private', withCookie)).toMatchObject({ status: 200, body: 'secret' });
  expect(await send('GET', '/nowhere', withToken)).toMatchObject({ status: 404 });
});

test.each([
  { authorization: 'Bearer wrong' },
  { authorization: 'Bearer ' },
  { authorization: 'Basic right' },
  { cookie: 'oremill_session=99999999999999.x' },
])('%j does not', async (headers) => {
  expect((await send('GET', '/private', headers)).status).toBe(401);
});

test('a token in the query is no token', async () => {
  expect((await send('GET', '/private?token=right')).status).toBe(401);
});

test('another name for this machine is refused, before the token is looked at', async () => {
  for (const host of ['evil.example', `evil.example:${port}`, '127.0.0.1:1']) {
    expect((await send('GET', '/public', { host, ...withToken })).status).toBe(421);
  }
  expect((await send('GET', '/public', { host: `localhost:${port}` })).status).toBe(200);
  expect((await send('GET', '/public', { host: 'oremill.example' })).status).toBe(200);
});

test('another site’s page is refused, even with a valid session', async () => {
  for (const origin of ['https://evil.example', 'null', 'http://127.0.0.1:1', `https://127.0.0.1:${port}`]) {
    const { status, body } = await send('POST', '/change', { origin, ...withCookie });
    expect([status, (JSON.parse(body) as { code: string }).code]).toEqual([403, 'ORIGIN_REFUSED']);
    expect((await send('GET', '/private', { origin, ...withCookie })).status).toBe(403);
  }
  expect((await send('POST', '/change', { origin: `http://127.0.0.1:${port}`, ...withCookie })).status).toBe(
    200,
  );
  expect((await send('POST', '/change', { origin: 'https://oremill.example', ...withCookie })).status).toBe(
    200,
  );
});

test('a change with a cookie and without an origin is refused, with a token it is a program', async () => {
  expect((await send('POST', '/change', withCookie)).status).toBe(403);
  expect((await send('POST', '/change', { ...withCookie, authorization: 'Basic x' })).status).toBe(403);
  expect((await send('POST', '/change', withToken)).status).toBe(200);
});

test('signing in trades the token for a cookie that scripts and other sites cannot use', async () => {
  const json = { 'content-type': 'application/json' };
  const wrong = await send('POST', '/session', json, '{"token":"wrong"}');
  expect([wrong.status, wrong.headers['set-cookie']]).toEqual([401, undefined]);

  const right = await send('POST', '/session', json, '{"token":"right"}');
  expect(right.status).toBe(201);
  expect(right.body).not.toContain('right');
  const [setCookie = ''] = right.headers['set-cookie'] as string[];
  expect(setCookie).toMatch(/HttpOnly/);
  expect(setCookie).toMatch(/SameSite=Strict/);
  const opened = { cookie: setCookie.split(';')[0] ?? '' };
  expect(JSON.parse((await send('GET', '/session', opened)).body)).toEqual(JSON.parse(right.body));

  const out = await send('DELETE', '/session', { ...opened, origin: `http://127.0.0.1:${port}` });
  expect(out.status).toBe(204);
  expect(String(out.headers['set-cookie'])).toContain('oremill_session=;');
});

const asNamed = (token: string) => ({ authorization: `Bearer ${token}` });

/** What each role is answered at the routes for viewers, operators and admins, and at one that says nothing. */
const ALLOWED = {
  viewer: [200, 403, 403, 403],
  operator: [200, 200, 403, 403],
  admin: [200, 200, 200, 200],
} as const;

test('a named token does what its role does, and routes that say nothing are for admins', async () => {
  const paths = ['/for-viewer', '/for-operator', '/for-admin', '/private'];
  for (const [role, wanted] of Object.entries(ALLOWED)) {
    const answers = await Promise.all(paths.map((path) => send('GET', path, asNamed(role))));
    expect(answers.map(({ status }) => status)).toEqual(wanted);
    expect(JSON.parse(answers[0]?.body ?? '')).toEqual({ name: `${role}-1`, role });
    expect((await send('GET', '/nowhere', asNamed(role))).status).toBe(role === 'admin' ? 404 : 403);
  }
  expect(JSON.parse((await send('GET', '/for-admin', withToken)).body)).toEqual({
    name: 'owner',
    role: 'admin',
  });
});

test('who is refused for the role is told which one is wanted', async () => {
  const { body } = await send('GET', '/for-admin', asNamed('viewer'));
  expect(JSON.parse(body)).toMatchObject({
    code: 'ROLE_INSUFFICIENT',
    message: 'the token viewer-1 has the role viewer, and this needs admin',
  });
});

test('a session of a named token has its name and role, and ends when the token is revoked', async () => {
  const json = { 'content-type': 'application/json' };
  const signIn = await send('POST', '/session', json, '{"token":"viewer"}');
  expect(JSON.parse(signIn.body)).toMatchObject({ name: 'viewer-1', role: 'viewer' });
  const [setCookie = ''] = signIn.headers['set-cookie'] as string[];
  const opened = { cookie: setCookie.split(';')[0] ?? '' };
  expect((await send('GET', '/for-viewer', opened)).status).toBe(200);
  expect((await send('GET', '/for-operator', opened)).status).toBe(403);

  named.delete('viewer');
  expect((await send('GET', '/for-viewer', opened)).status).toBe(401);
  expect((await send('GET', '/for-viewer', asNamed('viewer'))).status).toBe(401);
});

test('a session of a named token does not become the owner’s, nor another token’s', async () => {
  const { session: own } = keeper.openSession(clock.nowMs(), named.get('viewer')?.id);
  const [expiry, , mac] = own.split('.');
  for (const id of ['', named.get('admin')?.id]) {
    const { status } = await send('GET', '/for-viewer', {
      cookie: `oremill_session=${expiry}.${id}.${mac}`,
    });
    expect(status).toBe(401);
  }
});

test('an event stream ends when the token that it was asked with is revoked', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  try {
    const follow = () =>
      fetch(`http://127.0.0.1:${port}/stream`, { headers: { authorization: 'Bearer viewer' } });
    const stream = await follow();
    const other = await fetch(`http://127.0.0.1:${port}/stream`, {
      headers: { authorization: 'Bearer right' },
    });
    named.delete('viewer');
    vi.advanceTimersByTime(15_000);
    expect(await stream.text()).toBe('retry: 1000\n\n');
    const reader = other.body?.pipeThrough(new TextDecoderStream()).getReader();
    let text = '';
    while (!text.includes(': alive')) text += (await reader?.read())?.value ?? '';
    await reader?.cancel();
    expect((await follow()).status).toBe(401);
  } finally {
    vi.useRealTimers();
  }
});
