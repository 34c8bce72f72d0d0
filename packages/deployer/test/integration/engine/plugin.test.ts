import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AppError, type Run, toErrorReply } from '@oremill/types';
import Fastify, { type FastifyInstance } from 'fastify';
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';
import { expect, onTestFinished, test } from 'vitest';
import type { Deployer } from '../../../src/deployer.ts';
import { deployerPlugin } from '../../../src/plugin.ts';
import { useWorld } from '../world.ts';
import { ENGINE_LIMITS, openDeployer, Project } from './project.ts';

const world = useWorld();

const CONFIG = `
steps:
  build:
    run: echo building; mkdir out; echo 42 > out/answer
    artifacts: { answer: [out/*] }
  test:
    needs: [build]
    uses: [answer]
    run: |
      i=0; while [ $i -lt 50 ]; do echo "line $i"; i=$((i+1)); done
      cat > junit.xml <<END
      <testsuite name="a" tests="2" failures="0"><testcase name="one" time="0.1"/><testcase name="two" time="0.2"/></testsuite>
      END
    reports: [junit.xml]
gates:
  - { metric: tests.failed, atMost: 0 }
  - { metric: tests.total, atLeast: 2 }
`;

async function serve(deployer: Deployer): Promise<FastifyInstance> {
  const app = Fastify();
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  app.setErrorHandler((error, _, reply) => {
    const status =
      error instanceof AppError ? error.status : ((error as { statusCode?: number }).statusCode ?? 500);
    return reply.code(status).send(toErrorReply(error));
  });
  app.decorateRequest('actor');
  app.addHook('onRequest', async (received) => {
    received.actor = { name: 'ann', role: 'operator' };
  });
  await app.register(deployerPlugin, { deployer });
  await app.listen({ host: '127.0.0.1', port: 0 });
  onTestFinished(() => app.close());
  return app;
}

/** The events of a stream, to its end. */
async function eventsOf(app: FastifyInstance, path: string, headers = {}) {
  const { port } = app.server.address() as AddressInfo;
  const sent = request({ port, path, headers }).end();
  const [reply] = (await once(sent, 'response')) as [IncomingMessage];
  let text = '';
  for await (const chunk of reply.setEncoding('utf8')) text += chunk;
  const events = text.split('\n\n').flatMap((block) => {
    const [, id = ''] = /^id: (.*)$/m.exec(block) ?? [];
    const [, data] = /^data: (.*)$/m.exec(block) ?? [];
    return data === undefined ? [] : [{ id, data: JSON.parse(data) }];
  });
  return { status: reply.statusCode, events };
}

test('a commit is asked for, followed, judged and looked at over HTTP', async () => {
  const folder = world().makeFolder();
  const deployer = await openDeployer(world(), folder, { engine: ENGINE_LIMITS });
  const app = await serve(deployer);
  const project = await Project.make({ state: world().state, folder }, { 'oremill.yaml': CONFIG });

  const asked = await app.inject({
    method: 'POST',
    url: '/deployer/runs',
    payload: { repository: project.name, reason: 'to see it' },
  });
  expect(asked.statusCode).toBe(202);
  const { id } = asked.json<Run>();
  const { events } = await eventsOf(app, `/deployer/runs/${id}/events`);
  const run = events.at(-1)?.data as Run;
  expect(run).toMatchObject({
    state: 'passed',
    subject: 'the first',
    author: 'Ann',
    trigger: { kind: 'person', by: 'ann', reason: 'to see it' },
    metrics: { 'tests.total': 2, 'tests.failed': 0 },
    verdict: { outcome: 'passed', gates: [{ state: 'passed', value: 0 }, { value: 2 }] },
    steps: [{ name: 'build' }, { name: 'test', logLines: 50 }],
  });
  const end = await eventsOf(app, `/deployer/runs/${id}/events`, { 'last-event-id': events.at(-1)?.id });
  expect(end).toEqual({ status: 204, events: [] });

  const get = async (path: string) => (await app.inject({ url: `/deployer/runs${path}` })).json();
  expect(await get(`/${id}`)).toEqual(run);
  expect((await get(`?repository=${project.name}&state=passed`)).items).toEqual([run]);
  expect(await get('/00000000000000000000')).toMatchObject({ code: 'RUN_MISSING' });

  const page = await get(`/${id}/steps/test/log?from=48&count=10`);
  expect(page).toMatchObject({
    total: 50,
    hasEnded: true,
    lines: [{ line: 48, text: 'line 48' }, { line: 49 }],
  });
  expect(await get(`/${id}/steps/test/log/matches?text=LINE+4&limit=3`)).toMatchObject({
    isCut: true,
    lines: [{ text: 'line 4' }, { text: 'line 40' }, { text: 'line 41' }],
  });
  expect(await get(`/${id}/steps/tset/log`)).toMatchObject({ code: 'STEP_MISSING' });
  const log = await eventsOf(app, `/deployer/runs/${id}/steps/test/log/events`, {
    'last-event-id': 'log-46',
  });
  expect(log.events.flatMap(({ data }) => data.lines).map(({ line }) => line)).toEqual([47, 48, 49]);

  const tar = await app.inject({ url: `/deployer/runs/${id}/artifacts/answer` });
  expect(tar.statusCode).toBe(200);
  expect(execFileSync('tar', ['-xO'], { input: tar.rawPayload, encoding: 'utf8' })).toBe('42\n');
  expect(await get(`/${id}/artifacts/question`)).toMatchObject({ code: 'ARTIFACT_MISSING' });
});

test('a run is followed live, cancelled, and run again from a step', async () => {
  const folder = world().makeFolder();
  const deployer = await openDeployer(world(), folder, { engine: ENGINE_LIMITS });
  const app = await serve(deployer);
  const project = await Project.make(
    { state: world().state, folder },
    {
      'oremill.yaml': `
steps:
  build: { run: 'echo made > made', artifacts: { made: [made] } }
  wait: { needs: [build], uses: [made], run: 'cat made; test -e ${folder}/go || { echo waiting; sleep 600; }' }
`,
    },
  );
  const post = async (path: string, payload: object) =>
    (await app.inject({ method: 'POST', url: `/deployer/runs${path}`, payload })).json();
  const { id } = await post('', { repository: project.name, reason: 'to stop it' });
  const changes = eventsOf(app, `/deployer/runs/${id}/events`);
  // Lines come while the step runs: when it says that it waits, it is cancelled.
  const { port } = app.server.address() as AddressInfo;
  await untilRunning(deployer, id, 'wait');
  const stream = request({ port, path: `/deployer/runs/${id}/steps/wait/log/events` }).end();
  const [reply] = (await once(stream, 'response')) as [IncomingMessage];
  let text = '';
  for await (const chunk of reply.setEncoding('utf8')) {
    text += chunk;
    if (text.includes('waiting')) break;
  }
  expect(await post(`/${id}/cancel`, {})).toMatchObject({ cancelledBy: 'ann' });
  const { events } = await changes;
  expect(events.at(-1)?.data).toMatchObject({
    state: 'cancelled',
    steps: [{ state: 'passed' }, { state: 'cancelled' }],
  });
  expect(await post(`/${id}/cancel`, {})).toMatchObject({ code: 'RUN_STATE' });

  execFileSync('touch', [`${folder}/go`]);
  const again = await post(`/${id}/rerun`, { from: 'wait', reason: 'now it goes' });
  expect(await deployer.ended(again.id)).toMatchObject({
    state: 'passed',
    rerunOf: id,
    steps: [{ keptFrom: id, artifacts: [{ name: 'made' }] }, { attempt: 1 }],
  });
});

async function untilRunning(deployer: Deployer, runId: string, name: string): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const following = deployer.feed.follow(
    {
      push({ data }) {
        if (data.steps.some((step) => step.name === name && step.state === 'running')) resolve();
        return true;
      },
      end() {},
    },
    { runId },
  );
  await promise;
  following.close();
}

test('a config with a fault fails the run, with its line', async () => {
  const folder = world().makeFolder();
  const deployer = await openDeployer(world(), folder, { engine: ENGINE_LIMITS });
  const project = await Project.make(
    { state: world().state, folder },
    { 'oremill.yaml': 'steps:\n  build: { run: make }\n  test: { needs: [biuld], run: make }\n' },
  );
  const { id } = await deployer.ask(
    { repository: project.name, reason: 'to see' },
    { name: 'ann', role: 'operator' },
  );
  const run = await deployer.ended(id);
  expect(run).toMatchObject({ state: 'failed', steps: [], error: { code: 'PIPELINE_INVALID' } });
  expect(run.error?.message).toContain('oremill.yaml:3');
  await expect(
    deployer.ask(
      { repository: project.name, branch: 'nowhere', reason: 'x' },
      { name: 'ann', role: 'operator' },
    ),
  ).rejects.toMatchObject({ code: 'COMMIT_MISSING' });
});

test('who asks for a ref that may be of a fork gets a run that is held, and odd names get none', async () => {
  const folder = world().makeFolder();
  const deployer = await openDeployer(world(), folder);
  const project = await Project.make({ state: world().state, folder }, { 'oremill.yaml': 'steps: {}' });
  const by = { name: 'ann', role: 'operator' } as const;
  const asked = { repository: project.name, commit: '1'.repeat(40), reason: 'to see it', again: false };
  expect(await deployer.ask({ ...asked, branch: 'refs/pull/7/head' }, by)).toMatchObject({
    state: 'held',
    trigger: { kind: 'person', by: 'ann', fromFork: true },
  });
  const commit = project.commit('more', { more: '' });
  expect(await deployer.ask({ ...asked, commit, branch: 'refs/tags/v1' }, by)).toMatchObject({
    state: 'queued',
  });
  // A forge gives out commits of forks as if they were of the repository.
  expect(await deployer.ask({ ...asked, branch: 'main' }, by)).toMatchObject({ state: 'held' });
  for (const branch of ['-x', 'a\0b', 'a b', '../main', 'a\nb']) {
    await expect(deployer.ask({ ...asked, branch }, by)).rejects.toMatchObject({ code: 'COMMIT_MISSING' });
  }
});
