import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { platformError } from '@oremill/types';
import type { Logger } from '../../process/log.ts';
import type { SystemAccount } from './account.ts';
import { type GuardedProcess, startGuarded } from './guarded-process.ts';
import { SERVER_MARK } from './leftovers.ts';
import { clusterFolder } from './place.ts';
import { SOCKET_PORT } from './run-folder.ts';
import { explainFailure, withLogFile } from './server-log.ts';

export interface PostmasterOptions {
  readonly stateFolder: string;
  readonly account: SystemAccount | undefined;
  readonly nativeFolder: string;
  readonly librariesFolder: string;
  readonly socketFolder: string;
  readonly isDurable: boolean;
  readonly log: Logger;
}

export interface Postmaster {
  stop(): Promise<void>;
}

/** Long enough to replay the log of a large load after a power cut. */
const READY_MS_MAX = 600_000;
const STOP_MS_MAX = 15_000;
const QUIT_MS_MAX = 15_000;

/** Starts the server and returns when it takes connections. */
export async function startPostmaster(options: PostmasterOptions): Promise<Postmaster> {
  const { log } = options;
  const cluster = clusterFolder(options.stateFolder);
  const pidFile = join(cluster, 'postmaster.pid');
  const logPath = join(options.stateFolder, 'server.log');
  const server = await withLogFile(logPath, (logFile) =>
    startGuarded({
      program: join(options.nativeFolder, 'bin', 'postgres'),
      arguments: ['-D', cluster, ...settings(options).flatMap((setting) => ['-c', setting])],
      account: options.account,
      librariesFolder: options.librariesFolder,
      pidFile,
      logFile,
    }),
  );
  await untilReady(server, pidFile, log);
  if (server.hasEnded()) throw explainFailure('the database server does not start', logPath);
  server.unref();
  let isStopping = false;
  void server.ended.then((exit) => {
    if (!isStopping)
      log.error({ pid: server.pid, exit, log: logPath }, 'the database server ended by itself');
  });
  return {
    async stop() {
      isStopping = true;
      await stop(server);
    },
  };
}

function settings(options: PostmasterOptions): string[] {
  return [
    SERVER_MARK,
    'listen_addresses=',
    // A list in itself: quoted, or a comma or space in the path would end the entry.
    `unix_socket_directories="${options.socketFolder.replaceAll('"', '""')}"`,
    'unix_socket_permissions=0700',
    `port=${SOCKET_PORT}`,
    // Containers often have 64 MB of /dev/shm, or none that can be written.
    'dynamic_shared_memory_type=mmap',
    // The log has what happened to the server, not every mistake in a query.
    'log_min_messages=log',
    'log_checkpoints=off',
    ...(options.isDurable ? [] : ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off']),
  ];
}

/** Line 8 of the pid file is what the server says of itself to pg_ctl; the log's wording is for people. */
async function untilReady(server: GuardedProcess, pidFile: string, log: Logger): Promise<void> {
  const startMs = performance.now();
  let sayMs = startMs + 5_000;
  while (!server.hasEnded()) {
    const lines = readLines(pidFile);
    if (lines[0] === String(server.pid) && lines[7]?.trim() === 'ready') return;
    const nowMs = performance.now();
    if (nowMs > sayMs) {
      log.info('the database is recovering what an earlier run left unfinished');
      sayMs = nowMs + 15_000;
    }
    if (nowMs - startMs > READY_MS_MAX) {
      await stop(server);
      throw platformError(
        'DATABASE_UNUSABLE',
        `the database server is not ready after ${READY_MS_MAX / 60_000} minutes`,
        {
          hint: `See server.log beside ${dirname(pidFile)}.`,
        },
      );
    }
    await sleep(5);
  }
}

/**
 * SIGINT is the fast shutdown: it ends sessions and leaves nothing to recover. SIGTERM would wait for clients.
 */
async function stop(server: GuardedProcess): Promise<void> {
  for (const [name, waitMs] of [
    ['SIGINT', STOP_MS_MAX],
    ['SIGQUIT', QUIT_MS_MAX],
    ['SIGKILL', QUIT_MS_MAX],
  ] as const) {
    if (server.hasEnded()) return;
    server.signal(name);
    const waiting = new AbortController();
    await Promise.race([server.ended, sleep(waitMs, undefined, { signal: waiting.signal }).catch(() => {})]);
    waiting.abort();
  }
}

function readLines(path: string): string[] {
  try {
    return readFileSync(path, 'utf8').split('\n');
  } catch {
    return [];
  }
}
