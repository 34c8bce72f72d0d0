import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deployerError, type Run } from '@oremill/types';
import { Client } from 'pg';
import { expect, onTestFinished, test } from 'vitest';
import type { Deployer } from '../../../src/deployer.ts';
import type { RunParts } from '../../../src/engine/run-parts.ts';
import { useWorld } from '../world.ts';
import { addRepository, commitOf, folderParts } from './parts.ts';
import { ENGINE_LIMITS, openDeployer } from './project.ts';

const world = useWorld();
const person = { name: 'ann', role: 'operator' } as const;
const trigger = { kind: 'person', by: 'ann', fromFork: false } as const;

async function deployer(folder = world().makeFolder(), change: Partial<RunParts> = {}) {
  const parts = { ...folderParts(folder), ...change };
  return { deployer: await openDeployer(world(), folder, { engine: ENGINE_LIMITS, parts }), folder };
}

let count = 0;

/** A run of a repository with these steps. */
async function start(place: { deployer: Deployer; folder: string }, pipeline: object): Promise<string> {
  count += 1;
  const name = `repository-${count}`;
  await addRepository(place.deployer.world.state, place.folder, name, pipeline as never);
  const asked = { repository: name, branch: 'main', commit: commitOf(1), trigger };
  return (await place.deployer.requestRun(asked)).run.id;
}

/** The run when this is true of it. */
async function when(from: Deployer, runId: string, isTrue: (run: Run) => boolean): Promise<Run> {
  const { promise, resolve, reject } = Promise.withResolvers<Run>();
  const following = from.feed.follow(
    {
      push({ data }) {
        if (isTrue(data)) resolve(data);
        return true;
      },
      end: () => reject(new Error('the run ended before')),
    },
    { runId },
  );
  try {
    return await promise;
  } finally {
    following.close();
  }
}

const isRunning = (name: string) => (run: Run) =>
  run.steps.some((step) => step.name === name && step.state === 'running');

const states = (run: Run) => Object.fromEntries(run.steps.map(({ name, state }) => [name, state]));

test('a run goes from its config through its steps to a verdict', async () => {
  const place = await deployer();
  const id = await start(place, {
    steps: {
      build: { run: 'echo building; echo made > made' },
      test: { run: 'cat made', needs: ['build'] },
      report: { run: 'true', needs: ['test'], when: 'onFailure' },
    },
  });
  const run = await place.deployer.ended(id);
  expect(run).toMatchObject({ state: 'passed', verdict: { outcome: 'passed', gates: [] } });
  expect(states(run)).toEqual({ build: 'passed', test: 'passed', report: 'skipped' });
  expect(run.steps[0]).toMatchObject({ attempt: 1, exitCode: 0, logLines: 1 });
  expect(run.steps[2]?.reason).toBe('no step before it has failed');
  // It is removed after the end is stored.
  await expect.poll(() => existsSync(join(place.folder, 'workspaces', id))).toBe(false);
});

test('a step that fails fails the run, and what comes after is skipped; one that may fail does not', async () => {
  const place = await deployer();
  const failed = await start(place, {
    steps: { test: { run: 'exit 3' }, ship: { run: 'true', needs: ['test'] } },
  });
  const run = await place.deployer.ended(failed);
  expect(run.state).toBe('failed');
  expect(run.steps[0]).toMatchObject({ state: 'failed', exitCode: 3 });
  expect(run.steps[1]).toMatchObject({ state: 'skipped', reason: 'test has failed', attempt: 0 });
  const lenient = await start(place, {
    steps: { lint: { run: 'exit 1', mayFail: true }, ship: { run: 'true', needs: ['lint'] } },
  });
  expect(await place.deployer.ended(lenient)).toMatchObject({ state: 'passed' });
});

test('a gate that fails fails the run though all steps have passed', async () => {
  const place = await deployer();
  const id = await start(place, {
    steps: { test: { run: 'true' } },
    gates: [{ metric: 'tests.failed', atMost: 0 }],
  });
  expect(await place.deployer.ended(id)).toMatchObject({
    state: 'failed',
    verdict: { outcome: 'failed', gates: [{ state: 'no-value' }] },
    steps: [{ state: 'passed' }],
  });
});

test('a config that cannot be read fails the run, with the reason', async () => {
  const place = await deployer(undefined, {
    plan: async () => {
      throw deployerError('PIPELINE_INVALID', 'oremill.yaml:3:1: there is no step biuld');
    },
  });
  const id = await start(place, { steps: { test: { run: 'true' } } });
  expect(await place.deployer.ended(id)).toMatchObject({
    state: 'failed',
    steps: [],
    error: { code: 'PIPELINE_INVALID', message: 'oremill.yaml:3:1: there is no step biuld' },
  });
});

test('cancelling a run ends its steps, whichever engine hears of it', async () => {
  const place = await deployer();
  const id = await start(place, {
    steps: { long: { run: 'sleep 600' }, next: { run: 'true', needs: ['long'] } },
  });
  await when(place.deployer, id, isRunning('long'));
  const desk = await openDeployer(world(), place.folder);
  expect(await desk.cancelRun(id, person)).toMatchObject({ state: 'running', cancelledBy: 'ann' });
  const run = await desk.ended(id);
  expect(run.state).toBe('cancelled');
  expect(run.steps).toMatchObject([
    { state: 'cancelled', attempt: 1 },
    { state: 'cancelled', attempt: 0, reason: 'cancelled by ann' },
  ]);
});

test('a run that takes longer than it may is ended, and says so', async () => {
  const place = await deployer();
  const id = await start(place, { timeout: '300ms', steps: { long: { run: 'sleep 600' } } });
  expect(await place.deployer.ended(id)).toMatchObject({
    state: 'failed',
    error: { code: 'RUN_TIMED_OUT', message: 'the run took longer than 300ms' },
    steps: [{ state: 'cancelled' }],
  });
});

test('a rerun from a step keeps what passed before it, and where it was done', async () => {
  const place = await deployer();
  const { folder } = place;
  const id = await start(place, {
    steps: {
      build: { run: `echo build >> ${folder}/done` },
      lint: { run: `echo lint >> ${folder}/done` },
      test: { run: `echo test >> ${folder}/done; test -e ${folder}/mended`, needs: ['build'] },
      ship: { run: `echo ship >> ${folder}/done`, needs: ['test'] },
    },
  });
  expect(await place.deployer.ended(id)).toMatchObject({ state: 'failed' });
  await expect(place.deployer.rerun(id, { from: 'tset' }, person)).rejects.toMatchObject({
    code: 'STEP_MISSING',
  });
  writeFileSync(join(folder, 'mended'), '');
  const again = await place.deployer.rerun(id, { from: 'test' }, person);
  const run = await place.deployer.ended(again.id);
  expect(run).toMatchObject({ state: 'passed', rerunOf: id, trigger: { kind: 'rerun', by: 'ann' } });
  expect(run.steps.map(({ keptFrom }) => keptFrom)).toEqual([id, id, undefined, undefined]);
  const done = readFileSync(join(folder, 'done'), 'utf8').trim().split('\n');
  expect(done.toSorted()).toEqual(['build', 'lint', 'ship', 'test', 'test']);
});

test('an engine that is closed leaves its run to the next, which does the step again', async () => {
  const first = await deployer();
  const { folder } = first;
  const id = await start(first, {
    steps: {
      build: { run: `echo build >> ${folder}/done` },
      wait: { run: `test -e ${folder}/go || sleep 600`, needs: ['build'] },
    },
  });
  await when(first.deployer, id, isRunning('wait'));
  await first.deployer.close();
  writeFileSync(join(folder, 'go'), '');
  const second = await deployer(folder);
  const run = await second.deployer.ended(id);
  expect(run).toMatchObject({ state: 'passed', steps: [{ attempt: 1 }, { attempt: 2 }] });
  expect(readFileSync(join(folder, 'done'), 'utf8')).toBe('build\n');
});

test('a run that is cancelled while no engine does it is not begun again', async () => {
  const first = await deployer();
  const id = await start(first, { steps: { long: { run: 'sleep 600' } } });
  await when(first.deployer, id, isRunning('long'));
  await first.deployer.close();
  const desk = await openDeployer(world(), first.folder);
  await desk.cancelRun(id, person);
  await deployer(first.folder);
  expect(await desk.ended(id)).toMatchObject({
    state: 'cancelled',
    steps: [{ state: 'cancelled', attempt: 1, reason: 'cancelled by ann' }],
  });
});

test('a lost database is waited for', async () => {
  const place = await deployer();
  const { folder } = place;
  const id = await start(place, {
    steps: {
      cut: { run: `touch ${folder}/begun; until test -e ${folder}/go; do sleep 0.05; done` },
      next: { run: 'true', needs: ['cut'] },
    },
  });
  await when(place.deployer, id, isRunning('cut'));
  const ended = place.deployer.ended(id);
  const client = new Client(world().server.connectionFor('oremill'));
  await client.connect();
  onTestFinished(() => client.end());
  for (let round = 0; round < 3; round += 1) {
    await client.query(
      'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND datname = current_database()',
    );
  }
  writeFileSync(join(folder, 'go'), '');
  expect(await ended).toMatchObject({
    state: 'passed',
    steps: [{ attempt: 1 }, { attempt: 1 }],
  });
});

test('a step that its engine is lost with again and again is given up', async () => {
  const place = await deployer();
  const id = await start(place, { steps: { fatal: { run: 'sleep 600' } } });
  await when(place.deployer, id, isRunning('fatal'));
  await place.deployer.close();
  const { state } = await openDeployer(world(), place.folder).then((desk) => desk.world);
  await state.updateTable('steps').set({ attempt: 10 }).where('runId', '=', id).execute();
  const next = await deployer(place.folder);
  expect(await next.deployer.ended(id)).toMatchObject({
    state: 'failed',
    steps: [{ state: 'failed', attempt: 10, error: { code: 'STEP_FAILED' } }],
  });
});
