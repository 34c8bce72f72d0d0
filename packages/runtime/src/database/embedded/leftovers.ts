import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, readlinkSync, realpathSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type AppError, platformError } from '@oremill/types';
import type { Logger } from '../../process/log.ts';
import { SOCKET_PORT } from './run-folder.ts';

/** Stands on the command line of every server that we start: others are not ours to stop. */
export const SERVER_MARK = 'cluster_name=oremill';

const SOCKET_LOCK = `.s.PGSQL.${SOCKET_PORT}.lock`;

const PATIENCE_MS = 10_000;

/**
 * Ends what a dead owner left running in the cluster: its server when the watcher died too, or backends that
 * outlived their server, which go on committing and keep a new one from starting. The caller holds the lock, so
 * no living owner of ours is among them.
 */
export async function endLeftovers(cluster: string, log: Logger): Promise<void> {
  const pidFile = join(cluster, 'postmaster.pid');
  const server = readServerPid(pidFile);
  if (server !== undefined && processesIn(cluster, server).includes(server)) {
    if (!isOurs(server)) throw notOurs(cluster, server);
    log.warn({ pid: server }, 'stopping the database server that an earlier run left behind');
    signal([server], 'SIGINT');
    await untilGone(cluster, server);
  }
  await endProcessesIn(cluster);
  // Nothing runs here, but the pids in these may be alive: given to another program since, or a zombie that no
  // parent asks for. The server would take either for a server and refuse to start.
  for (const path of [pidFile, join(cluster, SOCKET_LOCK)]) rmSync(path, { force: true });
}

/** Ends Postgres' processes whose working folder this is. */
export async function endProcessesIn(folder: string): Promise<void> {
  for (const name of ['SIGQUIT', 'SIGKILL'] as const) {
    const pids = processesIn(folder);
    if (pids.length === 0) return;
    signal(pids, name);
    await untilGone(folder);
  }
}

function notOurs(cluster: string, pid: number): AppError {
  return platformError(
    'DATA_IN_USE',
    `a Postgres server that is not Oremill's, process ${pid}, runs on ${cluster}`,
    { hint: `Stop it with: kill -INT ${pid}` },
  );
}

async function untilGone(folder: string, pid?: number): Promise<void> {
  const deadlineMs = performance.now() + PATIENCE_MS;
  while (performance.now() < deadlineMs) {
    const pids = processesIn(folder, pid);
    if (pid === undefined ? pids.length === 0 : !pids.includes(pid)) return;
    await sleep(10);
  }
}

function signal(pids: readonly number[], name: NodeJS.Signals): void {
  for (const pid of pids) {
    try {
      process.kill(pid, name);
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
    }
  }
}

function readServerPid(pidFile: string): number | undefined {
  try {
    const pid = Number.parseInt(readFileSync(pidFile, 'utf8'), 10);
    return pid > 0 ? pid : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Postgres works with the cluster as its working folder, all its processes do. Without /proc only the one in the
 * pid file is looked at.
 */
function processesIn(folder: string, server?: number): number[] {
  if (process.platform !== 'linux') {
    return server !== undefined && commandOf(server).includes('postgres') ? [server] : [];
  }
  const real = realpathSync(folder);
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => workingFolder(pid) === real && programName(pid) === 'postgres');
}

function isOurs(pid: number): boolean {
  return commandOf(pid).includes(SERVER_MARK);
}

/** The command line; of a process that is gone, nothing. */
function commandOf(pid: number): string {
  if (process.platform === 'linux') return readProcess(pid, 'cmdline') ?? '';
  return spawnSync('ps', ['-p', String(pid), '-o', 'command='], { encoding: 'utf8' }).stdout;
}

function programName(pid: number): string | undefined {
  return readProcess(pid, 'comm')?.trim();
}

function workingFolder(pid: number): string | undefined {
  try {
    return readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    return undefined;
  }
}

function readProcess(pid: number, file: string): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return undefined;
  }
}
