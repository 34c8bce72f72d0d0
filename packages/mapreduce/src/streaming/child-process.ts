import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { createInterface } from 'node:readline';
import type { Writable } from 'node:stream';

export interface ProcessSpec {
  readonly argv: readonly [string, ...string[]];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** A file, or bytes that are given as the process takes them. */
  readonly stdin: { readonly path: string } | AsyncIterable<Uint8Array>;
  /** The process waits until it returns. */
  readonly onStdout: (bytes: Buffer) => void;
  readonly onStderr: (line: string) => void;
  /** Without a sign of life for so long it is ended; undefined: it may take as long as it wants. */
  readonly quietMsMax: number | undefined;
  readonly signal: AbortSignal;
}

/** How a process ended; `quietMs` when it was ended for its silence. */
export interface ProcessEnd {
  readonly code: number | null;
  readonly killedBy: NodeJS.Signals | null;
  readonly quietMs?: number | undefined;
}

/**
 * Runs a program in a group of its own, of which nothing is left afterwards. Rejects when the program cannot be started
 * (ENOENT), when reading its input or taking its output fails, and when the signal says so.
 */
export async function runProcess(spec: ProcessSpec): Promise<ProcessEnd> {
  spec.signal.throwIfAborted();
  const child = start(spec);
  const watch = new LifeWatch(spec.quietMsMax, () => endGroup(child));
  const stop = () => endGroup(child);
  spec.signal.addEventListener('abort', stop, { once: true });
  try {
    const ended = endOf(child);
    const streams = [
      takeOutput(child, spec, watch),
      takeTalk(child, spec, watch),
      Symbol.asyncIterator in spec.stdin ? feed(child, spec.stdin, watch) : Promise.resolve(),
    ];
    try {
      await Promise.all(streams);
    } catch (error) {
      endGroup(child);
      await ended.catch(() => undefined);
      throw error;
    }
    const end = await ended;
    spec.signal.throwIfAborted();
    return { ...end, quietMs: watch.quietMs };
  } finally {
    watch.close();
    spec.signal.removeEventListener('abort', stop);
    live.delete(child);
  }
}

function start({ argv, cwd, env, stdin }: ProcessSpec): ChildProcess {
  const [program, ...args] = argv;
  const file = 'path' in stdin ? openSync(stdin.path, 'r') : undefined;
  try {
    // A group of its own, so that what the program has started goes with it.
    const stdio = [file ?? 'pipe', 'pipe', 'pipe'] as const;
    const child = spawn(program, args, { cwd, env, detached: true, stdio: [...stdio] });
    if (!isWatchingExit) process.once('exit', endAll);
    isWatchingExit = true;
    live.add(child);
    return child;
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

/** Processes that have not ended: they must not outlive this one. */
const live = new Set<ChildProcess>();
let isWatchingExit = false;

function endAll(): void {
  for (const child of live) endGroup(child);
}

function endGroup({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // The group has ended already.
  }
}

function endOf(child: ChildProcess): Promise<ProcessEnd> {
  const ended = new Promise<ProcessEnd>((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code, killedBy) => {
      // What it has left behind would keep its output open.
      endGroup(child);
      resolve({ code, killedBy });
    });
  });
  // Awaited only when the streams have ended.
  ended.catch(() => undefined);
  return ended;
}

async function takeOutput(
  { stdout }: ChildProcess,
  { onStdout }: ProcessSpec,
  watch: LifeWatch,
): Promise<void> {
  if (stdout === null) return;
  for await (const bytes of stdout as AsyncIterable<Buffer>) {
    watch.see();
    onStdout(bytes);
  }
}

async function takeTalk(
  { stderr }: ChildProcess,
  { onStderr }: ProcessSpec,
  watch: LifeWatch,
): Promise<void> {
  if (stderr === null) return;
  for await (const line of createInterface({ input: stderr, crlfDelay: Number.POSITIVE_INFINITY })) {
    watch.see();
    onStderr(line);
  }
}

async function feed(
  { stdin }: ChildProcess,
  chunks: AsyncIterable<Uint8Array>,
  watch: LifeWatch,
): Promise<void> {
  if (stdin === null) return;
  const closed = new Promise<void>((resolve) => {
    stdin.once('close', resolve);
  });
  // A program may end before it has read everything, as `head` does: its exit code says whether that is well.
  stdin.on('error', () => stdin.destroy());
  for await (const chunk of chunks) {
    if (stdin.destroyed) return;
    if (!stdin.write(chunk)) await Promise.race([drained(stdin), closed]);
    watch.see();
  }
  stdin.end();
}

function drained(stream: Writable): Promise<void> {
  return new Promise((resolve) => {
    stream.once('drain', resolve);
  });
}

/** Between two looks, at most. */
const LOOK_MS_MAX = 1000;

class LifeWatch {
  quietMs: number | undefined;
  #seenAtMs = performance.now();
  readonly #timer: NodeJS.Timeout | undefined;

  constructor(quietMsMax: number | undefined, end: () => void) {
    if (quietMsMax === undefined) return;
    this.#timer = setInterval(
      () => {
        const quietMs = performance.now() - this.#seenAtMs;
        if (quietMs <= quietMsMax) return;
        this.quietMs = quietMs;
        end();
      },
      Math.min(LOOK_MS_MAX, quietMsMax / 4),
    );
    this.#timer.unref();
  }

  see(): void {
    this.#seenAtMs = performance.now();
  }

  close(): void {
    clearInterval(this.#timer);
  }
}
