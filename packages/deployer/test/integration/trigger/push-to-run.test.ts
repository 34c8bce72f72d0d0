import { execFileSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { systemClock, systemRandom } from '@oremill/runtime';
import type { Actor, Repository, Run, Triggered } from '@oremill/types';
import { AppError, toErrorReply } from '@oremill/types';
import { type FastifyInstance, fastify } from 'fastify';
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Deployer } from '../../../src/deployer.ts';
import { deployerPlugin } from '../../../src/plugin.ts';
import { makeFolder, makeRepository, type TestRepository } from '../../workspace/repository.ts';
import { ENGINE_LIMITS } from '../engine/project.ts';
import { log, useWorld } from '../world.ts';

const world = useWorld();
const ann: Actor = { name: 'ann', role: 'admin' };
const CONFIG = `
triggers:
  branches: [main]
  schedule: [{ cron: 0 3 * * *, branch: main }]
steps:
  test: { run: 'true' }
`;

let deployer: Deployer;
let app: FastifyInstance;
let clone: TestRepository;
let bare: string;

beforeAll(async () => {
  deployer = await Deployer.open({
    server: world().server,
    folder: world().makeFolder(),
    environment: process.env,
    engine: ENGINE_LIMITS,
    roots: [tmpdir()],
    isTriggered: true,
    clock: systemClock,
    random: systemRandom,
    log,
  });
  app = fastify();
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  app.setErrorHandler((error, _request, reply) =>
    reply.code(error instanceof AppError ? error.status : 500).send(toErrorReply(error)),
  );
  app.decorateRequest('actor');
  app.addHook('onRequest', async (request) => {
    request.actor = ann;
  });
  await app.register(deployerPlugin, { deployer });
  bare = makeFolder();
  execFileSync('git', ['init', '--quiet', '--bare', '--initial-branch=main', bare]);
  clone = makeRepository();
  clone.git('remote', 'add', 'origin', bare);
});
afterAll(async () => {
  await app.close();
  await deployer.close();
});

async function call<Reply>(method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, body?: object) {
  const reply = await app.inject({
    method,
    url: `/deployer${path}`,
    ...(body === undefined ? {} : { payload: body }),
  });
  return { status: reply.statusCode, reply: (reply.body === '' ? undefined : reply.json()) as Reply };
}

/** The newest run of a branch, when it has ended. */
async function ended(branch: string): Promise<Run> {
  const find = async () => (await call<{ items: Run[] }>('GET', `/runs?branch=${branch}`)).reply.items[0];
  await expect.poll(find, { timeout: 60_000 }).toBeDefined();
  return deployer.ended((await find())?.id ?? '');
}

test('a push of a repository that was added over HTTP goes to a verdict', async () => {
  const added = await call<Repository>('POST', '/repositories', { name: 'app', url: bare, pollMs: null });
  expect([added.status, added.reply]).toMatchObject([201, { name: 'app', url: bare, targetBranch: 'main' }]);
  const hooked = await call<Repository>('PUT', '/repositories/app/hook', {});
  expect([hooked.status, hooked.reply.hookFolder]).toEqual([200, bare]);
  const commit = clone.commit({ 'oremill.yaml': CONFIG }, 'count twice');
  clone.git('push', '--quiet', 'origin', 'main');
  expect(await ended('main')).toMatchObject({
    state: 'passed',
    commit,
    subject: 'count twice',
    author: 'Test',
    trigger: { kind: 'hook' },
  });
});

test('the pipeline’s schedule is kept, and a branch that it does not name ends with the reason', async () => {
  const schedules = await world().state.selectFrom('schedules').selectAll().execute();
  expect(schedules).toMatchObject([{ cron: '0 3 * * *', branch: 'main' }]);
  clone.git('push', '--quiet', 'origin', 'main:feature');
  const run = await ended('feature');
  expect([run.state, run.steps]).toEqual(['cancelled', []]);
  expect(run.error).toMatchObject({
    code: 'RUN_UNWANTED',
    message: 'triggers.branches of its pipeline does not name feature',
  });
});

test('a person looks, changes and removes it, and each change has a name', async () => {
  expect((await call<Triggered>('POST', '/repositories/app/look')).reply.runs).toMatchObject([
    { branch: 'main', isNew: false },
  ]);
  const changed = await call<Repository>('PUT', '/repositories/app', { webhookSecret: { env: 'APP' } });
  expect(changed.reply.webhookSecret).toEqual({ env: 'APP' });
  expect((await call<{ items: Repository[] }>('GET', '/repositories')).reply.items).toHaveLength(1);
  expect((await call('DELETE', '/repositories/app/hook')).status).toBe(200);
  expect((await call('DELETE', '/repositories/app')).status).toBe(204);
  expect((await call('GET', '/repositories/app')).status).toBe(404);
  const changes = await call<{ items: { actor: string; action: string }[] }>('GET', '/changes?subject=app');
  expect(changes.reply.items.map(({ actor, action }) => `${actor}: ${action}`)).toEqual([
    'ann: repository.removed',
    'ann: repository.hook-removed',
    'ann: repository.changed',
    'ann: repository.hook-installed',
    'ann: repository.added',
  ]);
});
