import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, describe, expect, it } from 'vitest';
import { borrowDatabaseServer, openDatabaseServer } from '../../../src/database/index.ts';
import {
  ask,
  cleanUp,
  clusterOf,
  killOwner,
  log,
  makeFolder,
  serverPid,
  startOwner,
  startReadyOwner,
  untilGone,
  watcherPid,
  withClient,
} from './world.ts';

afterAll(cleanUp);

/** A data folder whose server runs in a process of its own, with one committed row. */
async function ownedServer() {
  const dataFolder = join(makeFolder(), 'data');
  const owner = await startReadyOwner(dataFolder);
  const borrowed = await borrowDatabaseServer({ dataFolder, log });
  const connection = borrowed.connectionFor('warehouse');
  await ask(connection, `CREATE TABLE kept AS SELECT 7 AS number; CHECKPOINT`);
  const cluster = clusterOf(dataFolder);
  return { dataFolder, owner, connection, cluster, pid: serverPid(cluster) };
}

async function keptRows(dataFolder: string): Promise<unknown[][]> {
  const server = await openDatabaseServer({ dataFolder, log, isDurable: false });
  try {
    return await ask(server.connectionFor('warehouse'), 'SELECT number FROM kept ORDER BY 1');
  } finally {
    await server.close();
  }
}

describe('after kill -9', () => {
  it('of its owner, the server shuts down in order and the rows are there', async () => {
    const { dataFolder, owner, pid, cluster } = await ownedServer();
    await killOwner(owner);
    await untilGone(pid);
    // A shutdown in order removes the file; a server that was killed leaves it.
    expect(existsSync(join(cluster, 'postmaster.pid'))).toBe(false);
    expect(await keptRows(dataFolder)).toEqual([[7]]);
  });

  it('of owner, watcher and server, what was committed is there and what was not is gone', async () => {
    const { dataFolder, owner, pid, cluster, connection } = await ownedServer();
    await withClient(connection, async (client) => {
      await client.query('INSERT INTO kept VALUES (8)');
      await client.query('BEGIN; INSERT INTO kept VALUES (9)');
      const cut = new Promise((resolve) => client.once('end', resolve));
      process.kill(watcherPid(cluster), 'SIGKILL');
      process.kill(pid, 'SIGKILL');
      await killOwner(owner);
      await cut;
    });
    expect(await keptRows(dataFolder)).toEqual([[7], [8]]);
  });

  it('of owner and watcher, the next start stops the server that a client still uses', async () => {
    const { dataFolder, owner, pid, cluster, connection } = await ownedServer();
    await withClient(connection, async (client) => {
      await client.query('BEGIN; INSERT INTO kept VALUES (9)');
      const cut = once(client, 'error');
      process.kill(watcherPid(cluster), 'SIGKILL');
      await killOwner(owner);
      expect(await keptRows(dataFolder)).toEqual([[7]]);
      await cut;
    });
    await untilGone(pid);
  });

  it('of the server, a backend that outlives it is ended before it can commit', async () => {
    const { dataFolder, owner, pid, cluster, connection } = await ownedServer();
    await withClient(connection, async (client) => {
      const backend = (await client.query('SELECT pg_backend_pid() AS pid')).rows[0].pid;
      // Minutes of work in one statement, which commits by itself at its end.
      const statement = client.query('INSERT INTO kept SELECT count(*) FROM generate_series(1, 1000000000)');
      const failed = expect(statement).rejects.toThrow();
      await untilBusy(connection, backend);
      process.kill(watcherPid(cluster), 'SIGKILL');
      process.kill(pid, 'SIGKILL');
      await killOwner(owner);
      expect(await keptRows(dataFolder)).toEqual([[7]]);
      await untilGone(backend);
      await failed;
    });
  });
});

async function untilBusy(connection: Parameters<typeof ask>[0], backend: number): Promise<void> {
  for (;;) {
    const [row] = await ask(connection, `SELECT state FROM pg_stat_activity WHERE pid = ${backend}`);
    if (row?.[0] === 'active') return;
    await sleep(10);
  }
}

it('a start that is killed in the middle of making the cluster leaves nothing in the way', async () => {
  const dataFolder = join(makeFolder(), 'data');
  const owner = startOwner('open', dataFolder);
  const stateFolder = join(dataFolder, 'postgres');
  const unfinished = () =>
    (existsSync(stateFolder) ? readdirSync(stateFolder) : []).find((name) => name.includes('.init-'));
  while (!unfinished() || !existsSync(join(stateFolder, unfinished() ?? '', 'base'))) await sleep(1);
  await killOwner(owner);
  expect(unfinished()).toBeDefined();

  const server = await openDatabaseServer({ dataFolder, log, isDurable: false });
  expect(await ask(server.connectionFor('warehouse'), 'SELECT 1')).toEqual([[1]]);
  await server.close();
  expect(readdirSync(stateFolder).sort()).toEqual(['18', 'initdb.log', 'initdb.log.1', 'lib', 'server.log']);
});

it('a pid file that names another program does not keep the server from starting', async () => {
  const { dataFolder, owner, pid, cluster } = await ownedServer();
  const pidFile = join(cluster, 'postmaster.pid');
  const content = readFileSync(pidFile, 'utf8');
  const { uid, gid } = statSync(pidFile);
  await killOwner(owner);
  await untilGone(pid);
  // The server's own user has a program under that number now, as after a reboot.
  const other = spawn('/bin/sleep', ['600'], { uid, gid, cwd: '/' });
  try {
    writeFileSync(pidFile, content.replace(/^\d+/, String(other.pid)));
    expect(await keptRows(dataFolder)).toEqual([[7]]);
    expect(other.exitCode).toBeNull();
  } finally {
    other.kill();
  }
});

it('a server that is not ours on the same files is left alone and named', async () => {
  const { dataFolder, owner, pid, cluster } = await ownedServer();
  const program = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0')[0] ?? '';
  const { uid, gid } = statSync(cluster);
  await killOwner(owner);
  await untilGone(pid);
  const other = spawn(
    program,
    ['-D', cluster, '-c', 'listen_addresses=', '-c', `unix_socket_directories=${cluster}`],
    {
      ...(process.getuid?.() === 0 ? { uid, gid } : {}),
      cwd: '/',
      env: { LD_LIBRARY_PATH: join(dataFolder, 'postgres', 'lib') },
      stdio: 'ignore',
    },
  );
  const ended = once(other, 'exit');
  try {
    while (!existsSync(join(cluster, 'postmaster.pid'))) await sleep(5);
    await expect(openDatabaseServer({ dataFolder, log })).rejects.toMatchObject({
      code: 'DATA_IN_USE',
      message: expect.stringContaining(`process ${other.pid}`),
      hint: `Stop it with: kill -INT ${other.pid}`,
    });
    expect(other.exitCode).toBeNull();
  } finally {
    other.kill('SIGINT');
    await ended;
  }
  expect(await keptRows(dataFolder)).toEqual([[7]]);
});

it('a lost database.json loses no data', async () => {
  const { dataFolder, owner, pid } = await ownedServer();
  const before = readFileSync(join(dataFolder, 'database.json'), 'utf8');
  await killOwner(owner);
  await untilGone(pid);
  rmSync(join(dataFolder, 'database.json'));
  expect(await keptRows(dataFolder)).toEqual([[7]]);
  expect(JSON.parse(readFileSync(join(dataFolder, 'database.json'), 'utf8')).key).not.toBe(
    JSON.parse(before).key,
  );
});

it('a damaged database.json and another major version are named, with what to do', async () => {
  const dataFolder = join(makeFolder(), 'data');
  mkdirSync(join(dataFolder, 'postgres', '17'), { recursive: true });
  await expect(openDatabaseServer({ dataFolder, log })).rejects.toMatchObject({
    code: 'DATA_UNUSABLE',
    message: `${dataFolder}/postgres/17 holds the data of Postgres 17`,
  });
  writeFileSync(join(dataFolder, 'database.json'), '{');
  await expect(openDatabaseServer({ dataFolder, log })).rejects.toMatchObject({
    code: 'DATA_UNUSABLE',
    message: `${dataFolder}/database.json is damaged`,
    hint: expect.stringContaining('delete the file'),
  });
});
