import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Deployer, findTokens } from '@oremill/deployer';
import { allowedSource, describeServer, type RunningStore, runCommand, startStore } from '@oremill/kv';
import { JobService } from '@oremill/mapreduce/service';
import {
  acquireFileLock,
  type Clock,
  createLifecycle,
  type FileLock,
  type Logger,
  openToken,
  type Random,
} from '@oremill/runtime';
import { say } from '@oremill/runtime/cli';
import { openDatabaseServer } from '@oremill/runtime/database';
import { platformError } from '@oremill/types';
import { openWarehouse, type Warehouse } from '@oremill/warehouse';
import { bookmarks } from '@oremill/warehouse/examples/bookmarks';
import { readAdvert, removeAdvert, writeAdvert } from './advert.ts';
import { createApp } from './app.ts';
import type { Config } from './config.ts';
import { openCost } from './open-cost.ts';
import { checkPort, type Place, portError } from './ports.ts';
import { Keeper } from './security/token.ts';
import { readVersion } from './version.ts';

/** The jobs and tables that this installation offers. */
const JOBS = ['tag-statistics', 'word-count', 'grep', 'tag-pairs', 'sessions', 'page-rank'].map(
  (name) => new URL(import.meta.resolve(`@oremill/mapreduce/examples/${name}`)),
);
const TABLES = [bookmarks];
const ADMIN_FOLDER = fileURLToPath(new URL('../../admin/dist', import.meta.url));

/** A predecessor that was told to stop may need this long to do so. */
const HANDOVER_MS = 10_000;

export interface World {
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Logger;
}

export interface Platform {
  readonly jobs: JobService;
  readonly warehouse: Warehouse;
  readonly kv: RunningStore;
  readonly address: string;
  readonly token: { readonly file: string; readonly newToken: string | undefined };
  /** Stops everything in reverse order of its start, the database included. */
  close(): Promise<void>;
}

/** Ties the engines together and listens: the one place that knows them all. */
export async function startPlatform(config: Config, world: World): Promise<Platform> {
  const { clock, random, log } = world;
  const { dataFolder } = config;
  const lifecycle = createLifecycle((part, error) => log.error({ part, err: error }, 'failed to close'));
  try {
    await lifecycle.start(
      'data folder',
      () => lockDataFolder(dataFolder),
      async (lock) => lock.release(),
    );
    // Before anything is made: an occupied port should cost nothing and leave nothing.
    const ports = [
      { host: config.host, port: config.port, variable: 'OREMILL_PORT' },
      { ...config.kv, variable: 'OREMILL_KV_PORT' },
    ];
    for (const place of ports) await checkPort(place);
    const server = await lifecycle.start(
      'database',
      () => openDatabaseServer({ dataFolder, databaseUrl: config.databaseUrl, log }),
      (started) => started.close(),
    );
    const warehouse = await lifecycle.start(
      'warehouse',
      () => openWarehouse({ server, tables: TABLES, log, clock, random }),
      (started) => started.close(),
    );
    const jobs = await lifecycle.start(
      'jobs',
      () => JobService.open({ ...config, folder: dataFolder, jobs: JOBS, clock, random, log }),
      (started) => started.close(),
    );
    const deployer = await lifecycle.start(
      'deployer',
      () =>
        Deployer.open({
          server,
          folder: join(dataFolder, 'deployer'),
          environment: config.environment,
          engine: config.engine,
          roots: config.repositoryRoots,
          isTriggered: true,
          clock,
          random,
          log,
        }),
      (started) => started.close(),
    );
    const { token, isNew, file } = openToken(dataFolder);
    const kv = await lifecycle.start(
      'key-value store',
      () => startStore({ dataFolder, ...config.kv, clock, random, log }),
      (started) => started.close(),
    );
    const cost = await lifecycle.start(
      'cost model',
      async () => openCost({ ...config, jobs, warehouse, store: kv.store, dataFolder, clock }),
      (started) => started.answers.close(),
    );
    const app = await createApp({
      jobs,
      warehouse,
      kv: {
        store: kv.store,
        nowMs: () => clock.nowMs(),
        allowSource: (source) => allowedSource(source, config.inputRoots),
        stats: () => describeServer(kv, clock),
        runCommand: (dataset, command) =>
          runCommand({ address: kv.server.address, password: token }, dataset, command),
      },
      cost,
      keeper: new Keeper(token),
      deployer,
      tokens: findTokens(deployer.world.state),
      publicOrigins: config.publicOrigins,
      adminFolder: ADMIN_FOLDER,
      version: readVersion(),
      clock,
      log,
    });
    const address = await lifecycle.start(
      'http',
      () =>
        app
          .listen({ host: config.host, port: config.port })
          .catch((error) => Promise.reject(portError(ports[0] as Place, error))),
      () => app.close(),
    );
    await lifecycle.start(
      'advert',
      async () => writeAdvert(dataFolder, { address, pid: process.pid }),
      async () => removeAdvert(dataFolder),
    );
    return {
      jobs,
      warehouse,
      kv,
      address,
      token: { file, newToken: isNew ? token : undefined },
      close: () => lifecycle.close(),
    };
  } catch (error) {
    await lifecycle.close();
    throw error;
  }
}

/** One platform for a data folder; waits for one that is stopping. Throws DATA_IN_USE naming the one that stays. */
async function lockDataFolder(dataFolder: string): Promise<FileLock> {
  const path = join(dataFolder, 'platform.lock');
  const free = await tryLock(path, 0);
  if (free) return free;
  say(`Another Oremill uses ${dataFolder}: waiting ${HANDOVER_MS / 1000} s for it to stop.`);
  const freed = await tryLock(path, HANDOVER_MS);
  if (freed) return freed;
  const running = readAdvert(dataFolder);
  const who = running ? ` at ${running.address}/ui/ (process ${running.pid})` : '';
  throw platformError('DATA_IN_USE', `Oremill is already running on ${dataFolder}${who}`, {
    hint: 'Use that one, stop it, or set OREMILL_DATA and OREMILL_PORT for a second.',
  });
}

async function tryLock(path: string, waitMs: number): Promise<FileLock | undefined> {
  try {
    return await acquireFileLock(path, waitMs);
  } catch (error) {
    throw platformError('DATA_UNUSABLE', `cannot write to the data folder ${dirname(path)}`, {
      hint: 'Set OREMILL_DATA to a folder that you may write to.',
      cause: error,
    });
  }
}
