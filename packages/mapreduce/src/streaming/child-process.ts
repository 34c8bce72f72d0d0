import { type ChildProcess, spawn } from 'node:child_process';
import { accessSync, closeSync, constants, openSync, statSync } from 'node:fs';
import type { Socket } from 'node:net';
import { delimiter, resolve } from 'node:path';
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
 * Runs a program in a group of its own, of which nothing is left afterwards, even if this process is killed meanwhile.
 * Rejects when the program is not there, when reading its input or taking its output fails, and when the signal says so.
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

/**
 * The shell becomes the program and leaves a watcher behind, which reads from a pipe until our end of it is gone: by a
 * kill -9 too. Then it ends the group. It goes itself when the group is ended because the program has.
 */
const GUARD = `
(
  (
    trap '' INT TERM QUIT HUP
    read -r word <&3
    kill -s KILL -- -$$
  ) </dev/null >/dev/null 2>&1 &
)
exec 3<&-
exec "$@"
`;

function start({ argv, cwd, env, stdin }: ProcessSpec): ChildProcess {
  const [program, ...args] = argv;
  const found = findProgram(program, cwd, env.PATH);
  const file = 'path' in stdin ? openSync(stdin.path, 'r') : undefined;
  try {
    const child = spawn('/bin/sh', ['-c', GUARD, 'guard', found, ...args], {
      cwd,
      env,
      // A group of its own, so that what the program has started goes with it.
      detached: true,
      stdio: [file ?? 'pipe', 'pipe', 'pipe', 'pipe'],
    });
    if (!isWatchingExit) process.once('exit', endAll);
    isWatchingExit = true;
    live.add(child);
    return child;
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

/** Throws ENOENT or EACCES, as starting the program would. */
function findProgram(program: string, cwd: string, path = ''): string {
  const folders = program.includes('/') ? [cwd] : path.split(delimiter);
  const places = folders.map((folder) => resolve(cwd, folder, program));
  const found = places.find((place) => statSync(place, { throwIfNoEntry: false })?.isFile());
  if (found === undefined) throw Object.assign(new Error(`no ${program}`), { code: 'ENOENT', program });
  try {
    accessSync(found, constants.X_OK);
  } catch {
    throw Object.assign(new Error(`${program} may not be run`), { code: 'EACCES', program });
  }
  return found;
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
  const pipe = child.stdio[3] as Socket;
  // A watcher that is gone breaks it.
  pipe.on('error', () => {});
  const ended = new Promise<ProcessEnd>((settle, reject) => {
    child.on('error', reject);
    child.on('exit', (code, killedBy) => {
      // What it has left behind would keep its output open.
      endGroup(child);
      pipe.destroy();
      settle({ code, killedBy });
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
  stderr.setEncoding('utf8');
  let open = '';
  for await (const text of stderr as AsyncIterable<string>) {
    watch.see();
    const lines = `${open}${text}`.split('\n');
    open = lines.pop() ?? '';
    for (const line of lines) onStderr(line);
    if (open.length <= TALK_CHARACTERS_MAX) continue;
    onStderr(open);
    open = '';
  }
  if (open !== '') onStderr(open);
}

/** A longer line is cut in two. */
const TALK_CHARACTERS_MAX = 64 * 1024;

async function feed(
  { stdin }: ChildProcess,
  chunks: AsyncIterable<Uint8Array>,
  watch: LifeWatch,
): Promise<void> {
  if (stdin === null) return;
  const closed = new Promise<void>((settle) => {
    stdin.once('close', settle);
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
  return new Promise((settle) => {
    stream.once('drain', settle);
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
