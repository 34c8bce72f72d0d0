import { createHmac } from 'node:crypto';
import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ErrorReply, Triggered } from '@oremill/types';
import { type FastifyInstance, fastify } from 'fastify';
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { addRepository } from '../../../src/trigger/repositories.ts';
import { webhookRoute } from '../../../src/trigger/webhook-route.ts';
import { COMMIT, github, gitlab } from '../../trigger/payloads.ts';
import { ann, usePlace } from './place.ts';

const place = usePlace(() => []);
const SECRET = 'a secret of the forge and us';
let app: FastifyInstance;
let other: FastifyInstance;

/** An engine as the API serves it, as far as webhooks go. */
async function serve(): Promise<FastifyInstance> {
  const served = fastify({ bodyLimit: 1024 });
  served.setValidatorCompiler(validatorCompiler);
  served.setSerializerCompiler(serializerCompiler);
  served.setErrorHandler((error: ErrorReply & { status?: number; statusCode?: number }, _request, reply) =>
    reply.code(error.status ?? error.statusCode ?? 500).send({ code: error.code, message: error.message }),
  );
  const environment = { APP_SECRET: SECRET };
  await served.register(webhookRoute, { ...place(), environment });
  return served;
}

beforeEach(async () => {
  const url = 'https://git.example/team/app.git';
  const repository = { name: 'app', url, targetBranch: 'main', pollMs: null };
  await addRepository(place(), { ...repository, webhookSecret: { env: 'APP_SECRET' } }, ann);
  await addRepository(place(), { ...repository, name: 'unsigned' }, ann);
  [app, other] = [await serve(), await serve()];
});
afterEach(() => Promise.all([app.close(), other.close()]));

interface Sent {
  readonly to?: string;
  readonly body: string | Buffer;
  readonly headers?: Record<string, string>;
  readonly engine?: FastifyInstance;
}

async function send({ to = 'github/app', body, headers = {}, engine = app }: Sent) {
  const reply = await engine.inject({
    method: 'POST',
    url: `/deployer/hooks/${to}`,
    headers: { 'content-type': 'application/json', ...headers },
    payload: body,
  });
  return { status: reply.statusCode, reply: reply.json<Triggered & ErrorReply>() };
}

function signed(body: string | Buffer, id = 'd-1', event = 'push', secret = SECRET) {
  return {
    'x-github-event': event,
    'x-github-delivery': id,
    'x-hub-signature-256': `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`,
  };
}

const push = JSON.stringify(github.push);

test('a signed push is a row of a run when it is answered', async () => {
  const { status, reply } = await send({ body: push, headers: signed(push) });
  expect([status, reply]).toEqual([
    202,
    { runs: [{ id: expect.any(String), number: 1, branch: 'main', commit: COMMIT, isNew: true }] },
  ]);
  expect(await place().runs('app')).toEqual([{ branch: 'main', commit: COMMIT, state: 'queued' }]);
  const row = await place().state.selectFrom('runs').selectAll().executeTakeFirstOrThrow();
  expect(row).toMatchObject({
    subject: 'Count twice',
    author: 'Ann Author',
    trigger: { kind: 'webhook', by: 'ann', fromFork: false },
  });
});

test('a change of a fork waits for somebody’s approval', async () => {
  const body = JSON.stringify(github.fork);
  await send({ body, headers: signed(body, 'd-1', 'pull_request') });
  expect(await place().runs('app')).toEqual([{ branch: 'refs/pull/13/head', commit: COMMIT, state: 'held' }]);
});

test('a wrong signature, a repository nobody knows and one without a secret look the same', async () => {
  const refused = [
    await send({ body: push, headers: signed(push, 'd-1', 'push', 'wrong') }),
    await send({ body: `${push} `, headers: signed(push) }),
    await send({ body: push }),
    await send({ body: push, headers: signed(push), to: 'github/nobody' }),
    await send({ body: push, headers: signed(push), to: 'github/unsigned' }),
    await send({ body: push, headers: signed(push, 'd-1', 'push', ''), to: 'github/unsigned' }),
    await send({ body: push, headers: signed(push), to: 'gitlab/app' }),
  ];
  expect(refused).toEqual(
    refused.map(() => ({
      status: 401,
      reply: {
        code: 'WEBHOOK_REFUSED',
        message: 'the repository is not known here, or the signature is not right',
      },
    })),
  );
  expect(await place().runs('app')).toEqual([]);
});

test('a replay is refused, by any engine, under another id too; a refused message uses no id up', async () => {
  await send({ body: push, headers: signed(push, 'd-1', 'push', 'wrong') });
  expect((await send({ body: push, headers: signed(push) })).status).toBe(202);
  const again = await send({ body: push, headers: signed(push), engine: other });
  expect([again.status, again.reply.code]).toEqual([409, 'WEBHOOK_REFUSED']);
  expect((await send({ body: push, headers: signed(push, 'd-2') })).status).toBe(409);
  const tag = JSON.stringify(github.tag);
  expect((await send({ body: tag, headers: signed(tag) })).status).toBe(409);
  expect(await place().runs('app')).toHaveLength(1);
});

test('the same message to two engines at once is one run, and one of them refuses it', async () => {
  const replies = await Promise.all(
    [app, other].map((engine) => send({ body: push, headers: signed(push), engine })),
  );
  expect(await place().runs('app')).toHaveLength(1);
  expect(replies.map(({ status }) => status).sort((one, next) => one - next)).toEqual([202, 409]);
});

test('a message whose run could not be stored is taken when it is sent again', async () => {
  const headers = signed(push);
  const broken = fastify();
  broken.setValidatorCompiler(validatorCompiler);
  broken.setSerializerCompiler(serializerCompiler);
  const requestRun = () => Promise.reject(new Error('the database went away'));
  await broken.register(webhookRoute, { ...place(), environment: { APP_SECRET: SECRET }, requestRun });
  expect((await send({ body: push, headers, engine: broken })).status).toBe(500);
  await broken.close();
  expect((await send({ body: push, headers })).status).toBe(202);
});

test('a huge body, another type and what is no message of the forge are refused', async () => {
  const huge = Buffer.alloc(6 * 1024 * 1024, ' ');
  expect((await send({ body: huge, headers: signed(huge) })).status).toBe(413);
  expect(
    (await send({ body: push, headers: { ...signed(push), 'content-type': 'text/plain' } })).status,
  ).toBe(415);
  for (const [index, body] of [
    '{',
    '[]',
    '{"ref": 1}',
    '',
    JSON.stringify({ ...github.push, ref: 'main' }),
  ].entries()) {
    const { status, reply } = await send({ body, headers: signed(body, `bad-${index}`) });
    expect([status, reply.code]).toEqual([400, 'WEBHOOK_INVALID']);
  }
  const wrong = JSON.stringify({ ...github.push, head_commit: null, after: '--upload-pack=x' });
  expect((await send({ body: wrong, headers: signed(wrong, 'bad') })).reply.message).toMatch(
    /names no commit/,
  );
  const { 'x-github-delivery': _, ...without } = signed(push);
  expect((await send({ body: push, headers: without })).status).toBe(400);
  expect(await place().runs('app')).toEqual([]);
});

test('more than other routes take of a body is taken here, and a form as well as JSON', async () => {
  const long = JSON.stringify({ ...github.push, commits: Array(500).fill(github.push.head_commit) });
  expect(long.length).toBeGreaterThan(1024);
  expect((await send({ body: long, headers: signed(long) })).status).toBe(202);
  const form = `payload=${encodeURIComponent(JSON.stringify(github.tag))}`;
  const headers = { ...signed(form, 'd-2'), 'content-type': 'application/x-www-form-urlencoded' };
  expect((await send({ body: form, headers })).reply.runs).toMatchObject([{ branch: 'refs/tags/v1' }]);
});

test('the secret may be in a file of one’s own, and is not used where others may read it', async () => {
  const file = join(place().folder, 'secret');
  writeFileSync(file, `${SECRET}\n`, { mode: 0o600 });
  const url = 'https://gitlab.example/team/app.git';
  await addRepository(
    place(),
    { name: 'lab', url, targetBranch: 'main', pollMs: null, webhookSecret: { file } },
    ann,
  );
  const body = JSON.stringify(gitlab.push);
  const headers = { 'x-gitlab-token': SECRET, 'x-gitlab-event-uuid': 'd-1' };
  chmodSync(file, 0o644);
  expect((await send({ to: 'gitlab/lab', body, headers })).status).toBe(401);
  chmodSync(file, 0o600);
  expect((await send({ to: 'gitlab/lab', body, headers })).status).toBe(202);
});

test('a ping is answered, and starts nothing', async () => {
  const body = JSON.stringify(github.ping);
  expect(await send({ body, headers: signed(body, 'd-1', 'ping') })).toEqual({
    status: 202,
    reply: { runs: [], ignored: 'the webhook works' },
  });
});
