import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import type { Server } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { endMarkedProcesses } from '@oremill/runtime';
import { type AppOutput, keepOutput } from './app-output.ts';
import { guardMark, releaseMark } from './guard.ts';

const MARK_VARIABLE = 'OREMILL_APP_MARK';
/** From its last sign in the table of processes to the news of its end. */
const END_MS_MAX = 1_000;

/** An app's first process, and all that it starts: they carry a mark, and end together. */
export interface AppProcess {
  readonly pid: number | undefined;
  /** `NAME=value` in the environment of each of its processes. */
  readonly mark: string;
  readonly output: AppOutput;
  /** How the first process has ended: `ended with exit code 3`. */
  readonly ended: Promise<string>;
  stop(timeoutMs: number): Promise<number | undefined>;
}

export interface Spawned {
  readonly command: readonly string[];
  readonly directory: string | undefined;
  readonly env: Readonly<Record<string, string>>;
  /** Becomes file descriptor 3. */
  readonly socket?: Server | undefined;
}

export function spawnApp({ command, directory, env, socket }: Spawned): AppProcess {
  const [program = '', ...args] = command;
  const mark = `${MARK_VARIABLE}=${randomBytes(16).toString('hex')}`;
  const [name = '', value = ''] = mark.split('=');
  // Before it starts, so that there is no moment at which nobody would end it.
  guardMark(mark);
  const child = spawn(program, args, {
    cwd: directory,
    env: { ...process.env, ...env, [name]: value },
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe', ...(socket === undefined ? [] : [descriptorOf(socket)])],
  });
  const ended = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(`did not start: ${error.message}`));
    child.once('exit', (code, signal) => resolve(`ended with ${signal ?? `exit code ${code}`}`));
  });
  return {
    pid: child.pid,
    mark,
    output: keepOutput(child),
    ended,
    stop: (timeoutMs) => stopAll(child, mark, timeoutMs),
  };
}

/** Node tells it of a listening socket by its handle alone, where it has been since the first versions. */
function descriptorOf(socket: Server): number {
  const { _handle: handle } = socket as unknown as { readonly _handle: ListeningHandle };
  // As systemd gives it: most languages wait in `accept`.
  handle.setBlocking(true);
  assert(handle.fd > 0, 'a listening socket has a file descriptor');
  return handle.fd;
}

interface ListeningHandle {
  readonly fd: number;
  setBlocking(isBlocking: boolean): void;
}

/** The first process is asked and knows how to end the others; what is left then is ended by force. */
async function stopAll(child: ChildProcess, mark: string, timeoutMs: number): Promise<number | undefined> {
  const isOver = child.pid === undefined || child.exitCode !== null || child.signalCode !== null;
  const exited = isOver ? Promise.resolve() : once(child, 'exit');
  if (!isOver) child.kill('SIGTERM');
  await Promise.race([exited, sleep(timeoutMs, undefined, { ref: false })]);
  await endMarkedProcesses(mark, child.pid, 0);
  // A process that the kernel does not let go is not waited for.
  await Promise.race([exited, sleep(END_MS_MAX, undefined, { ref: false })]);
  // Somebody else may hold its output open: its end is not waited for.
  child.stdout?.destroy();
  child.stderr?.destroy();
  releaseMark(mark);
  return child.exitCode ?? undefined;
}
