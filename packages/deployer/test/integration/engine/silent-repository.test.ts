import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { systemClock, systemRandom } from '@oremill/runtime';
import { newId } from '@oremill/types';
import { expect, onTestFinished, test } from 'vitest';
import { useWorld } from '../world.ts';
import { ENGINE_LIMITS, openDeployer } from './project.ts';

const world = useWorld();

/** A server that takes connections and says nothing; resolves with the first of them. */
async function listenSilently() {
  const server = createServer((socket) => onTestFinished(() => void socket.destroy()));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  return { port: (server.address() as AddressInfo).port, asked: () => once(server, 'connection') };
}

async function requestRun() {
  const { asked, port } = await listenSilently();
  const deployer = await openDeployer(world(), world().makeFolder(), { engine: ENGINE_LIMITS });
  const id = newId(systemClock.nowMs(), systemRandom);
  const url = `http://127.0.0.1:${port}/silent.git`;
  const row = {
    id,
    name: `silent-${id}`,
    url,
    targetBranch: 'main',
    createdAt: new Date(),
    createdBy: 'test',
  };
  await world().state.insertInto('repositories').values(row).execute();
  const begun = asked();
  const trigger = { kind: 'hook', by: 'test', fromFork: false } as const;
  const { run } = await deployer.requestRun({
    repository: row.name,
    branch: 'main',
    commit: '1'.repeat(40),
    trigger,
  });
  await begun;
  return { deployer, run };
}

test('a run whose repository never answers can be cancelled', async () => {
  const { deployer, run } = await requestRun();
  await deployer.cancelRun(run.id, { name: 'ann', role: 'operator' });
  expect(await deployer.ended(run.id)).toMatchObject({ state: 'cancelled', cancelledBy: 'ann' });
});

test('an engine closes while a repository does not answer, and leaves the run to the next', async () => {
  const { deployer, run } = await requestRun();
  await deployer.close();
  const row = await world()
    .state.selectFrom('runs')
    .select(['state', 'leaseOwner'])
    .where('id', '=', run.id)
    .executeTakeFirst();
  expect(row).toEqual({ state: 'running', leaseOwner: null });
});
