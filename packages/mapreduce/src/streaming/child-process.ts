import type { ChildProcess } from 'node:child_process';
import type { Socket } from 'node:net';
import type { Writable } from 'node:stream';
import { LifeWatch } from './life-watch.ts';
import { endGroup, forgetGroup, type GroupSpec, startGroup } from './process-group.ts';

export interface ProcessSpec extends GroupSpec {
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
  const child = startGroup(spec);
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
    forgetGroup(child);
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
