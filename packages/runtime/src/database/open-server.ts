import { mkdirSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type AppError, platformError } from '@oremill/types';
import { Client } from 'pg';
import { makePrivateFolder } from '../files/atomic.ts';
import { acquireFileLock, type FileLock } from '../files/file-lock.ts';
import { isAlive } from '../process/identity.ts';
import { keepOwner, readDatabaseFile } from './database-file.ts';
import { embeddedServer, startEmbedded } from './embedded/embedded-server.ts';
import { openExternal } from './external-server.ts';
import type { DatabaseServer, DatabaseServerOptions } from './server.ts';

/** How long a command waits for another that uses the database, which may be loading a large file. */
const BORROW_MS_MAX = 120_000;
/** How long the platform waits for a command, or for its own predecessor to stop. */
const OPEN_MS_MAX = 60_000;
const LOOK_AGAIN_MS = 50;

/**
 * For the platform's own process: the server of DATABASE_URL, or an embedded one that others may borrow until it
 * is closed. What a killed predecessor left running or half done is put right first.
 */
export async function openDatabaseServer(options: DatabaseServerOptions): Promise<DatabaseServer> {
  const { dataFolder, lockPath } = prepareDataFolder(options.dataFolder);
  if (options.databaseUrl) return openExternal(options.databaseUrl, dataFolder, lockPath);
  const found = await findOrLock({ dataFolder, lockPath, waitMs: OPEN_MS_MAX, log: options.log });
  if ('live' in found) throw dataInUse(dataFolder);
  return startOwned({ ...options, dataFolder }, found.lock, true);
}

/**
 * For a command: the server of DATABASE_URL, else the one that the platform runs, else one started for this
 * command. Such a one is not lent: a second command waits for the first to end, and none stops what another uses.
 */
export async function borrowDatabaseServer(options: DatabaseServerOptions): Promise<DatabaseServer> {
  const { dataFolder, lockPath } = prepareDataFolder(options.dataFolder);
  if (options.databaseUrl) return openExternal(options.databaseUrl, dataFolder, lockPath);
  const found = await findOrLock({ dataFolder, lockPath, waitMs: BORROW_MS_MAX, log: options.log });
  if ('live' in found) return found.live;
  return startOwned({ ...options, dataFolder }, found.lock, false);
}

interface FindOptions extends Pick<DatabaseServerOptions, 'dataFolder' | 'log'> {
  readonly lockPath: string;
  readonly waitMs: number;
}

/** The server that is lent now, or the right to start one; whichever comes first. */
async function findOrLock(options: FindOptions): Promise<{ live: DatabaseServer } | { lock: FileLock }> {
  const { dataFolder, lockPath } = options;
  const deadlineMs = performance.now() + options.waitMs;
  for (let turn = 0; ; turn += 1) {
    const file = readDatabaseFile(dataFolder);
    if (file?.live?.isLent && isAlive(file.live.owner)) {
      const live = embeddedServer(file, file.live.socketFolder, async () => {});
      if (await answers(live)) return { live };
    }
    const lock = await acquireFileLock(lockPath);
    if (lock) {
      keepOwner(lockPath);
      return { lock };
    }
    if (turn === 0) options.log.warn('another process is using the database: waiting for it');
    if (performance.now() > deadlineMs) throw dataInUse(dataFolder, file);
    await sleep(LOOK_AGAIN_MS);
  }
}

async function startOwned(
  options: DatabaseServerOptions,
  lock: FileLock,
  isLent: boolean,
): Promise<DatabaseServer> {
  let server: DatabaseServer;
  try {
    server = await startEmbedded({ ...options, isLent });
  } catch (error) {
    lock.release();
    throw error;
  }
  let closing: Promise<void> | undefined;
  return {
    ...server,
    close() {
      closing ??= server.close().finally(() => lock.release());
      return closing;
    },
  };
}

/** The advert may outlive its server by a moment. */
async function answers(server: DatabaseServer): Promise<boolean> {
  const client = new Client({ ...server.connectionFor('oremill'), connectionTimeoutMillis: 5_000 });
  client.on('error', () => {});
  try {
    await client.connect();
    await client.end();
    return true;
  } catch {
    return false;
  }
}

/** One spelling of the folder, however it was reached: the lock and the advert are found by it. */
function prepareDataFolder(path: string): { dataFolder: string; lockPath: string } {
  try {
    // The folder is private; those above it, where they are missing, are as any other.
    mkdirSync(dirname(path), { recursive: true });
    makePrivateFolder(path);
    const dataFolder = realpathSync(path);
    return { dataFolder, lockPath: join(dataFolder, 'database.lock') };
  } catch (error) {
    throw platformError('DATA_UNUSABLE', `cannot use ${path} as the data folder`, {
      hint: 'Set OREMILL_DATA to a folder that you may write.',
      cause: error,
    });
  }
}

function dataInUse(dataFolder: string, file = readDatabaseFile(dataFolder)): AppError {
  const pid = file?.live?.owner.split(':').at(-2);
  return platformError(
    'DATA_IN_USE',
    `${pid ? `process ${pid}` : 'another process'} uses the data in ${dataFolder}`,
    {
      hint: 'Stop it, or set OREMILL_DATA to another folder for this one.',
    },
  );
}
