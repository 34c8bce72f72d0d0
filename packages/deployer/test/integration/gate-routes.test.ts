import { type Actor, AppError, type Gate, type RunVerdict, toErrorReply } from '@oremill/types';
import Fastify, { type FastifyInstance } from 'fastify';
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { gateRoutes } from '../../src/gate/gate-routes.ts';
import { GateProject, junit, lcov, pylint } from './gate-project.ts';
import { useWorld } from './world.ts';

const world = useWorld();
const actor: Actor = { name: 'ann', role: 'operator' };
const gates: Gate[] = [
  { metric: 'tests.failed', atMost: 0 },
  { metric: 'coverage.lines', against: 'best', tolerance: 0 },
];
let app: FastifyInstance;
let project: GateProject;

beforeAll(async () => {
  project = await GateProject.make(world(), 'shop');
  app = Fastify();
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  app.setErrorHandler((error, _, reply) => {
    const status =
      error instanceof AppError ? error.status : ((error as { statusCode?: number }).statusCode ?? 500);
    return reply.code(status).send(toErrorReply(error));
  });
  app.addHook('onRequest', async (request) => {
    request.actor = actor;
  });
  gateRoutes(app, { state: world().state, clock: project.clock, random: Math.random });
  await app.ready();
});
afterAll(() => app.close());

async function ask(method: 'GET' | 'POST' | 'PUT' | 'DELETE', url: string, payload?: object) {
  const reply = await app.inject({ method, url: `/deployer${url}`, ...(payload && { payload }) });
  return { status: reply.statusCode, body: reply.body === '' ? undefined : reply.json() };
}

const coverage = (covered: number) => ({
  'c.lcov': lcov({ 'a.py': Object.fromEntries([1, 2, 3, 4].map((line) => [line, Number(line <= covered)])) }),
});
const CODE = 'a = 1\nb = 2\nc = 3\nd = 4\n';

test('a verdict with its markdown, and what other gates would have said of the same run', async () => {
  project.commit({ 'a.py': CODE });
  await project.run('main', gates, { ...coverage(3), 't.xml': junit({ one: 'passed' }), 'p.json': pylint() });
  const commit = project.commit({ 'a.py': CODE.replace('d = 4', 'd = 5') });
  const { id, verdict } = await project.run('main', gates, {
    ...coverage(3),
    't.xml': junit({ one: 'passed' }),
    'p.json': pylint(['a.py', 4, 'no`fun|@team']),
  });
  const told = (await ask('GET', `/runs/${id}/verdict`)).body as RunVerdict;
  expect(told).toMatchObject({ run: { id, repository: 'shop', number: 2, commit, state: 'passed' } });
  expect(told.verdict).toEqual(verdict);
  const stricter: Gate[] = [
    { metric: 'coverage.lines', of: 'changed', atLeast: 50 },
    { metric: 'findings.total', of: 'new', atMost: 0 },
    { metric: 'coverage.lines', against: 'base', tolerance: 0 },
    { metric: 'size.code', atMost: 3 },
  ];
  const replayed = await ask('POST', `/runs/${id}/verdict/replay`, { gates: stricter });
  expect(replayed.body.verdict).toMatchObject({
    outcome: 'failed',
    gates: [
      { state: 'failed', value: 0, reasons: [{ place: { file: 'a.py', line: 4 } }] },
      { state: 'failed', value: 1 },
      { state: 'passed', baseline: { value: 75 } },
      { state: 'failed', value: 4, movedBy: [] },
    ],
  });
  expect(replayed.body.markdown).toContain('- `a.py:4:1` ``no`fun¦@team: m no`fun¦@team``');
  expect(await ask('GET', `/runs/${id}/verdict`)).toMatchObject({ body: told });
  const bad = await ask('POST', `/runs/${id}/verdict/replay`, {
    gates: [{ metric: 'size.code', of: 'new', atMost: 1 }],
  });
  expect(bad.status).toBe(400);
  const missing = await ask('GET', `/runs/${'0'.repeat(20)}/verdict`);
  expect(missing).toMatchObject({ status: 404, body: { code: 'RUN_MISSING' } });
});

test('a quarantined failure does not count until its end, and then says so', async () => {
  const failing = { ...coverage(3), 't.xml': junit({ one: 'failed', two: 'passed' }) };
  const path = '/repositories/shop/quarantine';
  const day = (days: number) => new Date(project.clock.nowMs() + days * 86_400_000).toISOString();
  for (const until of [day(-1), day(91)]) {
    const refused = await ask('PUT', path, { suite: 's', name: 'one', reason: 'r', until });
    expect(refused).toMatchObject({ status: 400, body: { code: 'QUARANTINE_INVALID' } });
  }
  const until = day(2);
  const set = await ask('PUT', path, { suite: 's', name: 'one', reason: 'issue 12', until });
  expect(set.body).toMatchObject({ isOver: false, createdBy: 'ann', until });
  const held = await project.run('main', gates, failing);
  expect(held.metrics).toMatchObject({ 'tests.failed': 0, 'tests.quarantined': 1 });
  expect(held.verdict).toMatchObject({
    outcome: 'passed',
    quarantined: [{ suite: 's', name: 'one', why: `in quarantine until ${until.slice(0, 10)}: issue 12` }],
    expired: [],
  });
  project.clock.advance(3 * 86_400_000);
  const over = await project.run('main', gates, failing);
  expect(over.verdict).toMatchObject({
    outcome: 'failed',
    quarantined: [],
    expired: [{ name: 'one', why: `its quarantine has ended on ${until.slice(0, 10)}: issue 12` }],
  });
  expect((await ask('GET', path)).body.items).toMatchObject([{ name: 'one', isOver: true }]);
  expect(await ask('DELETE', `${path}?suite=s&name=one`)).toMatchObject({ status: 204 });
  expect(await ask('DELETE', `${path}?suite=s&name=one`)).toMatchObject({
    status: 404,
    body: { code: 'TEST_MISSING' },
  });
  const changes = await world()
    .state.selectFrom('changes')
    .select(['actor', 'action', 'subject'])
    .orderBy('id')
    .execute();
  expect(changes).toEqual([
    { actor: 'ann', action: 'test.quarantined', subject: 'shop' },
    { actor: 'ann', action: 'test.released', subject: 'shop' },
  ]);
});

test('tests that fail and pass without a reason are told as flaky, and one that broke once is not', async () => {
  const repository = await GateProject.make(world(), 'flaky');
  repository.commit({ 'a.py': CODE });
  const outcome = (hasPassed: boolean) => (hasPassed ? 'passed' : 'failed');
  for (let round = 0; round < 6; round += 1) {
    repository.commit({ 'a.py': `${CODE}# ${round}\n` });
    await repository.run('main', [], {
      't.xml': junit({
        swings: outcome(round % 2 === 0),
        broke: outcome(round < 3),
        again: round === 4 ? 'retried' : 'passed',
      }),
    });
  }
  // How tests of a stranger went says nothing of them.
  await repository.run('refs/pull/7/head', [], { 't.xml': junit({ swings: 'failed' }) }, { fromFork: true });
  const { verdict } = await repository.run('main', [], {
    't.xml': junit({ swings: 'passed', broke: 'failed', again: 'failed' }),
  });
  // At the commit of the sixth run both swings and again went otherwise.
  const at = repository.git('rev-parse', 'HEAD').slice(0, 12);
  expect(verdict.flaky).toEqual([
    { suite: 's', name: 'again', why: `it has passed and failed at the same commit, ${at}` },
  ]);
  const { body } = await ask('GET', '/repositories/flaky/tests?order=flakiest&limit=2');
  expect(body.items).toMatchObject([
    { name: 'swings', runs: 7, failures: 3, flips: 6, flaky: expect.stringContaining(at) },
    { name: 'again', flips: 1, retried: 1 },
  ]);
  const rest = await ask('GET', `/repositories/flaky/tests?limit=2&cursor=${body.nextCursor}`);
  expect(rest.body).toEqual({
    items: [
      {
        suite: 's',
        name: 'broke',
        runs: 7,
        failures: 4,
        flips: 1,
        retried: 0,
        secondsMedian: 0.5,
        secondsMax: 0.5,
      },
    ],
  });
  const outcomes = await ask('GET', '/repositories/flaky/tests/outcomes?suite=s&name=broke&limit=5');
  expect(outcomes.body.items.map((one: { outcome: string }) => one.outcome)).toEqual([
    'failed',
    'failed',
    'failed',
    'failed',
    'passed',
  ]);
});

test('trends have a point a run, or one of several, and pages go back', async () => {
  const repository = await GateProject.make(world(), 'trends');
  const values = [1, 4, 2, 3, 4];
  for (const covered of values) {
    repository.commit({ 'a.py': `${CODE}# ${covered}\n` });
    await repository.run('main', [], coverage(covered));
  }
  const told = async (query: string) => (await ask('GET', `/repositories/trends/trends${query}`)).body;
  const all = await told('?metrics=coverage.lines,run.seconds,tests.total');
  expect(all).toMatchObject({
    branch: 'main',
    metrics: expect.arrayContaining(['coverage.lines', 'run.seconds', 'size.code']),
    trends: [
      {
        metric: 'coverage.lines',
        isMoreBetter: true,
        points: values.map((one, index) => ({ number: index + 1, value: 25 * one })),
      },
      { metric: 'run.seconds', isMoreBetter: false, points: values.map(() => ({ value: 5 })) },
      { metric: 'tests.total', points: [] },
    ],
  });
  const fewer = await told('?metrics=coverage.lines&points=2');
  expect(fewer.trends[0].points).toMatchObject([
    { number: 2, value: 100, low: 25, high: 100, runs: 2 },
    { number: 5, value: 100, low: 50, high: 100, runs: 3 },
  ]);
  const newest = await told('?runs=2');
  expect(newest.trends.map(({ metric }: { metric: string }) => metric)).toEqual([
    'run.seconds',
    'coverage.lines',
    'size.code',
  ]);
  const older = await told(`?runs=3&metrics=coverage.lines&cursor=${newest.nextCursor}`);
  expect(older.trends[0].points.map(({ number }: { number: number }) => number)).toEqual([1, 2, 3]);
  expect(older.nextCursor).toBeUndefined();
  expect(await ask('GET', '/repositories/nothing/trends')).toMatchObject({
    status: 404,
    body: { code: 'REPOSITORY_MISSING' },
  });
});

test('a best value is forgotten for a reason, and set anew by the next good run', async () => {
  const repository = await GateProject.make(world(), 'held');
  repository.commit({ 'a.py': CODE });
  await repository.run('main', gates, { ...coverage(4), 't.xml': junit({ one: 'passed' }) });
  const best = async () => (await ask('GET', '/repositories/held/best')).body.items;
  expect(await best()).toMatchObject([{ branch: 'main', metric: 'coverage.lines', value: 100 }]);
  const path = '/repositories/held/best?metric=coverage.lines&reason=a%20generated%20file';
  expect(await ask('DELETE', path)).toMatchObject({ status: 204 });
  expect(await ask('DELETE', path)).toMatchObject({ status: 404, body: { code: 'METRIC_MISSING' } });
  await repository.run('main', gates, { ...coverage(2), 't.xml': junit({ one: 'passed' }) });
  expect(await best()).toMatchObject([{ value: 50 }]);
});
