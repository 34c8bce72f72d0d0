import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { webtestError } from '../errors.ts';
import { findFreePort } from './free-port.ts';

export interface AppOptions {
  readonly command: string;
  /** Given the free port that the app is to listen on. */
  readonly args: (port: number) => readonly string[];
  readonly cwd?: string;
  /** Besides this process's own environment. */
  readonly env?: Readonly<Record<string, string>>;
  /** The app is ready when a GET of this path answers 2xx. */
  readonly readyPath?: string;
  readonly startTimeoutMs?: number;
  /** How long the app may take to end after SIGTERM. */
  readonly stopTimeoutMs?: number;
}

export interface RunningApp {
  /** `http://127.0.0.1:41234` */
  readonly url: string;
  readonly port: number;
  readonly pid: number;
  /** The end of what it printed, stdout and stderr as they came. */
  output(): string;
  /** Ends it, by force when it takes too long, and returns its exit code (undefined: by a signal). */
  stop(): Promise<number | undefined>;
}

const READY_POLL_MS = 100;
const OUTPUT_CHARS_MAX = 20_000;

/**
 * Starts an app on a free loopback port and waits until it answers. It gets an IPC channel, which closes when this
 * process dies, so that an app that minds it never outlives its test.
 */
export async function startApp(options: AppOptions): Promise<RunningApp> {
  const port = await findFreePort();
  const url = `http://127.0.0.1:${port}`;
  const child = spawn(options.command, options.args(port), {
    cwd: options.cwd,
    env: { ...process.env, ...options.env },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  let output = '';
  const keep = (chunk: Buffer) => {
    output = (output + chunk.toString('utf8')).slice(-OUTPUT_CHARS_MAX);
  };
  child.stdout?.on('data', keep);
  child.stderr?.on('data', keep);
  const ended = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(`did not start: ${error.message}`));
    child.once('exit', (code, signal) => resolve(`ended with ${signal ?? `exit code ${code}`}`));
  });
  const startTimeoutMs = options.startTimeoutMs ?? 60_000;
  const outcome = await Promise.race([
    ended,
    waitUntilReady(`${url}${options.readyPath ?? '/readyz'}`, startTimeoutMs),
  ]);
  if (outcome !== 'ready') {
    await stopChild(child, options.stopTimeoutMs);
    throw webtestError('APP_NOT_READY', `${options.command} ${outcome}; it printed:\n${output}`, {
      hint: 'The app’s own output above tells why.',
    });
  }
  return {
    url,
    port,
    pid: child.pid ?? 0,
    output: () => output,
    stop: () => stopChild(child, options.stopTimeoutMs),
  };
}

async function waitUntilReady(url: string, timeoutMs: number): Promise<string> {
  const deadlineMs = performance.now() + timeoutMs;
  while (performance.now() < deadlineMs) {
    if (await answers(url)) return 'ready';
    await sleep(READY_POLL_MS, undefined, { ref: false });
  }
  return `did not answer at ${url} within ${timeoutMs} ms`;
}

async function answers(url: string): Promise<boolean> {
  try {
    const reply = await fetch(url, { signal: AbortSignal.timeout(5_000) });
    await reply.body?.cancel();
    return reply.ok;
  } catch {
    // Not listening yet, or not answering yet: asked again until the deadline.
    return false;
  }
}

async function stopChild(child: ChildProcess, timeoutMs = 20_000): Promise<number | undefined> {
  if (child.pid !== undefined && child.exitCode === null && child.signalCode === null) {
    const exited = once(child, 'exit');
    child.kill('SIGTERM');
    const byForce = setTimeout(() => child.kill('SIGKILL'), timeoutMs);
    await exited;
    clearTimeout(byForce);
  }
  return child.exitCode ?? undefined;
}
