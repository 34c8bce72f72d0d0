/**
 * How long does it take from a request to the row of its run, to store a step's change under the fence, and to go on
 * after the engine was killed with -9?
 */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { systemClock, systemRandom } from '@oremill/runtime';
import { openDatabaseServer } from '@oremill/runtime/database';
import { createLog } from '@oremill/runtime/log';
import { Client } from 'pg';
import { engineLimitsSchema } from '../src/config.ts';
import { Deployer } from '../src/deployer.ts';
import { claimRun, renewClaim } from '../src/engine/claim.ts';
import { RunRecord } from '../src/engine/run-record.ts';

const { values } = parseArgs({
  options: { times: { type: 'string', default: '100' }, kills: { type: 'string', default: '2' } },
});
const times = Number(values.times);
const kills = Number(values.kills);

const folder = mkdtempSync(join(tmpdir(), 'deployer-bench-'));
// As root the server runs as another account, which has to come through.
chmodSync(folder, 0o755);
const log = createLog('silent');
const server = await openDatabaseServer({ dataFolder: join(folder, 'data'), log });
const place = {
  server,
  folder: join(folder, 'deployer'),
  environment: process.env,
  roots: [folder],
  clock: systemClock,
  random: systemRandom,
  log,
};
let child: ChildProcess | undefined;
try {
  await measure();
} finally {
  child?.kill('SIGKILL');
  await server.close();
  rmSync(folder, { recursive: true });
}

async function measure(): Promise<void> {
  const desk = await Deployer.open(place);
  const { state } = desk.world;
  const commit = makeRepository();
  await state
    .insertInto('repositories')
    .values({
      id: 'bench',
      name: 'bench',
      url: join(folder, 'repository'),
      targetBranch: 'main',
      createdAt: new Date(),
      createdBy: 'bench',
    })
    .execute();
  const trigger = { kind: 'webhook', by: 'bench', fromFork: false } as const;

  // Each of its own branch, so that none supersedes another.
  const requests = await timesOf(times, (turn) =>
    desk.requestRun({ repository: 'bench', branch: `b${turn}`, commit: hex(turn + 1), trigger }),
  );
  const claims = await timesOf(times, () => claimRun(state, 'bench', 600_000));
  const claim = { runId: (await firstRunning()).id, fence: '1', leaseMs: 600_000 };
  const renewals = await timesOf(times, () => renewClaim(state, claim));
  const record = new RunRecord(state, claim, new AbortController().signal);
  const definition = { run: 'true' } as never;
  await record.keepPlan({
    pipeline: {} as never,
    steps: [{ name: 'step', step: 'step', definition, needs: [] }],
  });
  const checkpoints = await timesOf(times, (turn) =>
    record.changeSteps([{ name: 'step', state: 'running', attempt: turn }]),
  );
  const bare = new Client(server.connectionFor('oremill'));
  await bare.connect();
  await bare.query('CREATE TABLE bare (step text, at timestamptz)');
  const inserts = await timesOf(times, () => bare.query("INSERT INTO bare VALUES ('step', now())"));
  await bare.end();
  await state.updateTable('runs').set({ state: 'cancelled' }).execute();

  tell('request → row of its run is committed', requests);
  tell('claim of the next run', claims);
  tell('renewal of a lease', renewals);
  tell('change of a step, under the fence, told to all', checkpoints);
  tell('baseline: one row inserted and synced', inserts);
  if (kills > 0)
    tell('kill -9 of the engine → another has begun the step again', await measureKills(desk, commit));
  console.log(`load average ${loadavg()[0]?.toFixed(1)}, Node ${process.version}`);
  await desk.close();

  function firstRunning() {
    return state.selectFrom('runs').select('id').where('state', '=', 'running').executeTakeFirstOrThrow();
  }
}

/** With an heir that waits beside the engine that is killed, and the leases of the platform. */
async function measureKills(desk: Deployer, commit: string): Promise<number[]> {
  const measured: number[] = [];
  for (let turn = 0; turn < kills; turn += 1) {
    child = spawn(process.execPath, [join(import.meta.dirname, 'programs/engine.ts')], {
      env: {
        ...process.env,
        BENCH: JSON.stringify({ connection: server.connectionFor('oremill'), folder: place.folder }),
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(child.stdout as NonNullable<typeof child.stdout>, 'data');
    const trigger = { kind: 'person', by: 'bench', fromFork: false } as const;
    const { run } = await desk.requestRun({
      repository: 'bench',
      branch: 'main',
      commit,
      trigger,
      isAgain: true,
    });
    await whenRunning(desk, run.id, 1);
    const heir = await Deployer.open({ ...place, engine: engineLimitsSchema.parse({}) });
    child.kill('SIGKILL');
    const killedMs = performance.now();
    await whenRunning(heir, run.id, 2);
    measured.push(performance.now() - killedMs);
    await desk.cancelRun(run.id, { name: 'bench', role: 'admin' });
    await desk.ended(run.id);
    await heir.close();
  }
  return measured;
}

async function whenRunning(deployer: Deployer, runId: string, attempt: number): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const following = deployer.feed.follow(
    {
      push({ data }) {
        if (data.steps[0]?.state === 'running' && data.steps[0].attempt === attempt) resolve();
        return true;
      },
      end() {},
    },
    { runId },
  );
  await promise;
  following.close();
}

function makeRepository(): string {
  const repository = join(folder, 'repository');
  mkdirSync(repository);
  writeFileSync(join(repository, 'oremill.yaml'), 'steps: { long: { run: sleep 600 } }\n');
  const git = (...words: string[]) =>
    execFileSync('git', ['-c', 'user.name=b', '-c', 'user.email=b@example.com', ...words], {
      cwd: repository,
      encoding: 'utf8',
    }).trim();
  git('init', '-q', '-b', 'main');
  git('add', '-A', '.');
  git('commit', '-q', '-m', 'bench');
  return git('rev-parse', 'HEAD');
}

/** Milliseconds of each turn, after a tenth of them to warm up. */
async function timesOf(count: number, act: (turn: number) => Promise<unknown>): Promise<number[]> {
  const measured: number[] = [];
  const warmUp = Math.ceil(count / 10);
  for (let turn = 0; turn < count + warmUp; turn += 1) {
    const beganMs = performance.now();
    await act(turn);
    if (turn >= warmUp) measured.push(performance.now() - beganMs);
  }
  return measured;
}

function tell(what: string, measured: number[]): void {
  const sorted = measured.toSorted((one, other) => one - other);
  const at = (share: number) => (sorted[Math.ceil((sorted.length - 1) * share)] ?? 0).toFixed(2).padStart(9);
  console.log(`${what.padEnd(58)} p50 ${at(0.5)} ms  p95 ${at(0.95)} ms  n ${measured.length}`);
}

function hex(number: number): string {
  return number.toString(16).padStart(40, '0');
}
