import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { hasEnded, type Run } from '@oremill/types';
import { expect, test } from 'vitest';
import type { Deployer } from '../../../src/deployer.ts';
import { useWorld } from '../world.ts';
import { type EngineChild, processesOf, startEngine } from './engine-child.ts';
import { openDeployer, Project } from './project.ts';

const world = useWorld();
/** Of those that are killed: what they leave is free soon. */
const engine = { runsMax: 2, leaseMs: 400, lookMs: 50 };
/** Of those that go on: a machine that is busy takes nothing from them. */
const heirs = { ...engine, leaseMs: 60_000 };

async function ask(desk: Deployer, project: Project): Promise<string> {
  const asked = { repository: project.name, reason: 'to see', again: true };
  return (await desk.ask(asked, { name: 'ann', role: 'operator' })).id;
}

const linesOf = (path: string) =>
  existsSync(path) ? readFileSync(path, 'utf8').split('\n').filter(Boolean) : [];

/** How often a step of a run was done, by what it wrote. */
function timesOf(path: string, id: string): (step: string) => number {
  const lines = linesOf(path);
  return (step) => lines.filter((line) => line === `${id} ${step}`).length;
}

test('an engine that is killed at any checkpoint is gone on for, and no step that was recorded done is repeated', async () => {
  const folder = world().makeFolder();
  const desk = await openDeployer(world(), folder);
  const step = (name: string) => `echo $OREMILL_RUN ${name} >> ${folder}/done; sleep 0.05`;
  const project = await Project.make(
    { state: world().state, folder },
    {
      'oremill.yaml': `
steps:
  one: { run: '${step('one')}' }
  two: { run: '${step('two')}', needs: [one] }
  three: { run: '${step('three')}', needs: [one] }
`,
    },
  );
  let kills = 0;
  // The next one starts while this one is at work.
  let next: EngineChild = startEngine(world(), folder, engine, 1);
  for (let killAt = 1; ; killAt += 1) {
    const child = next;
    next = startEngine(world(), folder, engine, killAt + 1);
    await child.said('ready');
    const id = await ask(desk, project);
    child.begin(id);
    if ((await child.ended()) === undefined) break;
    kills += 1;
    const killed = await desk.getRun(id);
    const timesBefore = timesOf(join(folder, 'done'), id);

    const heir = await openDeployer(world(), folder, { engine: heirs });
    const run = await heir.ended(id);
    await heir.close();
    expect(run).toMatchObject({ state: 'passed', verdict: { outcome: 'passed' } });
    const times = timesOf(join(folder, 'done'), id);
    for (const { attempt, name, state } of run.steps) {
      expect(state).toBe('passed');
      const before = killed.steps.find((step) => step.name === name);
      if (before?.state === 'passed')
        expect([name, times(name), attempt]).toEqual([name, timesBefore(name), before.attempt]);
      else expect(times(name)).toBeLessThanOrEqual(attempt);
    }
    expect(processesOf(id)).toEqual([]);
    expect(readdirSync(join(folder, 'deployer/runs'))).toEqual([]);
  }
  // Claim, plan, three times begin and end, the end of the run: before and after each.
  expect(kills).toBeGreaterThanOrEqual(14);
});

test('50 runs on 2 workers, the engine killed five times: none is lost, none ends twice', async () => {
  const folder = world().makeFolder();
  // A machine that is busy takes no run from an engine that lives: that would be done again.
  const workers = { ...engine, leaseMs: 1000 };
  const { pool } = world();
  await pool.query(`
    CREATE TABLE ends (run_id text);
    CREATE FUNCTION note_end() RETURNS trigger LANGUAGE plpgsql AS
      'BEGIN INSERT INTO ends VALUES (NEW.id); RETURN NEW; END';
    CREATE TRIGGER note_end AFTER UPDATE ON deployer.runs FOR EACH ROW
      WHEN (OLD.state = 'running' AND NEW.state <> 'running') EXECUTE FUNCTION note_end();`);
  const desk = await openDeployer(world(), folder);
  const project = await Project.make(
    { state: world().state, folder },
    { 'oremill.yaml': `steps: { only: { run: 'echo $OREMILL_RUN >> ${folder}/done' } }` },
  );
  const ids: string[] = [];
  while (ids.length < 50) ids.push(await ask(desk, project));

  const ended = new Set<string>();
  let child = startEngine(world(), folder, workers);
  let kills = 0;
  const all = Promise.withResolvers<void>();
  const following = desk.feed.follow({
    push({ data }: { data: Run }) {
      if (!hasEnded(data) || !ids.includes(data.id)) return true;
      ended.add(data.id);
      if (ended.size > kills * 8 + 4 && kills < 5) {
        kills += 1;
        child.child.kill('SIGKILL');
        child = startEngine(world(), folder, workers);
        child.begin();
      }
      if (ended.size === ids.length) all.resolve();
      return true;
    },
    end() {},
  });
  child.begin();
  await all.promise;
  following.close();

  expect(kills).toBe(5);
  const ends = (await pool.query('SELECT run_id FROM ends')).rows.map((row) => row.run_id);
  expect(ends).toHaveLength(ids.length);
  expect(new Set(ends)).toEqual(new Set(ids));
  const runs = await Promise.all(ids.map((id) => desk.getRun(id)));
  expect(new Set(runs.map(({ state }) => state))).toEqual(new Set(['passed']));
  const lines = linesOf(join(folder, 'done'));
  for (const { id, steps } of runs) {
    // What was done when the engine was killed, but not recorded, is done again; nothing else is.
    const times = lines.filter((line) => line === id).length;
    expect(times).toBeGreaterThan(0);
    expect(times).toBeLessThanOrEqual(steps[0]?.attempt ?? 0);
  }
});

test('an engine that was paused beyond its lease writes nothing more', async () => {
  const folder = world().makeFolder();
  const { pool } = world();
  const desk = await openDeployer(world(), folder);
  const project = await Project.make(
    { state: world().state, folder },
    {
      'oremill.yaml': `
steps:
  wait: { run: 'touch ${folder}/begun; until test -e ${folder}/go; do sleep 0.02; done' }
  next: { run: 'echo next >> ${folder}/done', needs: [wait] }
`,
    },
  );
  const paused = startEngine(world(), folder, engine);
  paused.begin();
  const id = await ask(desk, project);
  const isBegun = Promise.withResolvers<void>();
  const following = desk.feed.follow(
    {
      push({ data }: { data: Run }) {
        if (data.steps[0]?.state === 'running') isBegun.resolve();
        return true;
      },
      end() {},
    },
    { runId: id },
  );
  await isBegun.promise;
  following.close();
  paused.child.kill('SIGSTOP');
  writeFileSync(join(folder, 'go'), '');

  const heir = await openDeployer(world(), folder, { engine: heirs });
  expect(await heir.ended(id)).toMatchObject({ state: 'passed', steps: [{ attempt: 2 }, { attempt: 1 }] });
  const rows = async () =>
    (
      await pool.query(
        `SELECT xmin, id AS name FROM deployer.runs WHERE id = $1
         UNION ALL SELECT xmin, name FROM deployer.steps WHERE run_id = $1 ORDER BY name`,
        [id],
      )
    ).rows;
  const before = await rows();
  paused.child.kill('SIGCONT');
  await paused.said('a run was taken over');
  expect(await rows()).toEqual(before);
  expect(linesOf(join(folder, 'done'))).toEqual(['next']);
});
