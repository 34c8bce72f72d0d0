/** What the tests of the database do to the world: folders, processes that they start and kill, rows. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import type { ConnectionOptions } from '../../../src/database/index.ts';
import { isAlive, processIdentity } from '../../../src/index.ts';
import { createLog } from '../../../src/process/log.ts';

export const log = createLog('silent');
export const isRoot = process.getuid?.() === 0;

const folders: string[] = [];
const children: ChildProcess[] = [];

/** A new folder whose path any account may walk. */
export function makeFolder(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'oremill-test-')));
  // mkdtemp makes it private, and as root the server's account could not come through.
  chmodSync(folder, 0o755);
  folders.push(folder);
  return folder;
}

/** Removes what the tests of a file made; every server must be closed by now. */
export async function cleanUp(): Promise<void> {
  for (const child of children.splice(0)) {
    if (child.exitCode !== null || child.signalCode !== null) continue;
    child.stdin?.end();
    await once(child, 'exit');
  }
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
}

export interface Owner {
  readonly child: ChildProcess;
  readonly lines: AsyncIterator<string>;
}

export interface OwnerOptions {
  readonly uid?: number;
  readonly gid?: number;
  readonly script?: string;
}

/** Starts `owner.ts` without waiting for it. */
export function startOwner(how: 'open' | 'borrow', dataFolder: string, options: OwnerOptions = {}): Owner {
  const { script = join(import.meta.dirname, 'owner.ts'), ...account } = options;
  const child = spawn(process.execPath, [script, how, dataFolder], {
    stdio: ['pipe', 'pipe', 'inherit'],
    ...account,
  });
  children.push(child);
  return { child, lines: createInterface({ input: child.stdout })[Symbol.asyncIterator]() };
}

export async function nextLine(owner: Owner): Promise<string | undefined> {
  const line = await owner.lines.next();
  return line.done ? undefined : line.value;
}

export async function startReadyOwner(dataFolder: string, options: OwnerOptions = {}): Promise<Owner> {
  const owner = startOwner('open', dataFolder, options);
  const line = await nextLine(owner);
  if (line !== 'ready') throw new Error(`the owner said ${line}`);
  return owner;
}

/** kill -9, and the end of it. */
export async function killOwner(owner: Owner): Promise<void> {
  owner.child.kill('SIGKILL');
  await once(owner.child, 'exit');
}

export function clusterOf(dataFolder: string): string {
  return join(dataFolder, 'postgres', '18');
}

export function serverPid(cluster: string): number {
  return Number.parseInt(readFileSync(join(cluster, 'postmaster.pid'), 'utf8'), 10);
}

/** The shell that stops the server when its owner is gone. */
export function watcherPid(cluster: string): number {
  const pidFile = join(cluster, 'postmaster.pid');
  const pid = readdirSync('/proc').find((name) => {
    if (!/^\d+$/.test(name)) return false;
    const words = readCommand(Number(name)).split('\0');
    return words[0] === '/bin/sh' && words.includes(pidFile);
  });
  if (!pid) throw new Error('no watcher runs');
  return Number(pid);
}

export function readCommand(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return '';
  }
}

/** Returns when the process is gone; the test's time limit says when it never is. */
export async function untilGone(pid: number): Promise<void> {
  const identity = processIdentity(pid);
  while (identity && isAlive(identity)) await sleep(5);
}

export async function withClient<Result>(
  connection: ConnectionOptions,
  use: (client: Client) => Promise<Result>,
): Promise<Result> {
  const client = new Client(connection);
  // Servers are killed under it.
  client.on('error', () => {});
  await client.connect();
  try {
    return await use(client);
  } finally {
    await client.end();
  }
}

export async function ask(connection: ConnectionOptions, sql: string): Promise<unknown[][]> {
  return withClient(connection, async (client) => (await client.query({ text: sql, rowMode: 'array' })).rows);
}
