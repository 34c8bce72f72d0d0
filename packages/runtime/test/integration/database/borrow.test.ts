import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { borrowDatabaseServer, openDatabaseServer } from '../../../src/database/index.ts';
import {
  ask,
  cleanUp,
  clusterOf,
  killOwner,
  log,
  makeFolder,
  nextLine,
  serverPid,
  startOwner,
  startReadyOwner,
  untilGone,
} from './world.ts';

afterAll(cleanUp);

it('a command uses the server that the platform runs, and leaves it running', async () => {
  const dataFolder = join(makeFolder(), 'data');
  const platform = await openDatabaseServer({ dataFolder, log, isDurable: false });
  const pid = serverPid(clusterOf(dataFolder));
  const borrowed = await borrowDatabaseServer({ dataFolder, log });
  expect(borrowed.connectionFor('warehouse')).toEqual(platform.connectionFor('warehouse'));
  expect(borrowed.passwordFor('x')).toBe(platform.passwordFor('x'));
  await borrowed.close();
  expect(await ask(platform.connectionFor('warehouse'), 'SELECT 1')).toEqual([[1]]);
  expect(serverPid(clusterOf(dataFolder))).toBe(pid);
  await platform.close();
});

it('a second platform is refused at once, naming the first', async () => {
  const dataFolder = join(makeFolder(), 'data');
  const owner = await startReadyOwner(dataFolder);
  await expect(openDatabaseServer({ dataFolder, log })).rejects.toMatchObject({
    code: 'DATA_IN_USE',
    message: `process ${owner.child.pid} uses the data in ${dataFolder}`,
  });
});

it('of two commands at once, the second waits for the first to end and then starts its own', async () => {
  const dataFolder = join(makeFolder(), 'data');
  const first = startOwner('borrow', dataFolder);
  expect(await nextLine(first)).toBe('ready');
  const pid = serverPid(clusterOf(dataFolder));
  const second = borrowDatabaseServer({ dataFolder, log });
  first.child.stdin?.end();
  expect(await nextLine(first)).toBe('closed');
  const server = await second;
  expect(await ask(server.connectionFor('warehouse'), 'SELECT 1')).toEqual([[1]]);
  expect(serverPid(clusterOf(dataFolder))).not.toBe(pid);
  await server.close();
});

it('a command that waits goes on when the one before it is killed', async () => {
  const dataFolder = join(makeFolder(), 'data');
  const first = startOwner('borrow', dataFolder);
  expect(await nextLine(first)).toBe('ready');
  const pid = serverPid(clusterOf(dataFolder));
  const second = borrowDatabaseServer({ dataFolder, log });
  await killOwner(first);
  const server = await second;
  expect(await ask(server.connectionFor('warehouse'), 'SELECT 1')).toEqual([[1]]);
  await untilGone(pid);
  await server.close();
});

it('many commands that start at once on an empty folder all get an answer', async () => {
  const dataFolder = join(makeFolder(), 'data');
  const owners = Array.from({ length: 3 }, () => startOwner('borrow', dataFolder));
  const lines = owners.map(async (owner) => {
    const line = await nextLine(owner);
    owner.child.stdin?.end();
    return [line, await nextLine(owner)];
  });
  expect(await Promise.all(lines)).toEqual(owners.map(() => ['ready', 'closed']));
});

it('closing twice is closing once', async () => {
  const dataFolder = join(makeFolder(), 'data');
  const server = await borrowDatabaseServer({ dataFolder, log, isDurable: false });
  await Promise.all([server.close(), server.close()]);
  await server.close();
  await expect(ask(server.connectionFor('warehouse'), 'SELECT 1')).rejects.toMatchObject({ code: 'ENOENT' });
});
