import { type ChildProcess, type ChildProcessByStdio, spawn } from 'node:child_process';
import type { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { splitLines } from './split-lines.ts';
import { endStepProcesses, MARK_VARIABLE } from './step-processes.ts';

export interface ProcessOptions {
  readonly argv: readonly string[];
  readonly folder: string;
  readonly env: Readonly<Record<string, string>>;
  /** Unguessable, its own: what carries it is ended with it. */
  readonly mark: string;
  readonly clean: (line: string, isCut: boolean) => string;
  readonly onLine: (stream: 'out' | 'err', text: string) => void;
}

export interface ProcessEnd {
  readonly exitCode?: number | undefined;
  readonly signal?: string | undefined;
  /** Why it could not be started. */
  readonly failure?: Error | undefined;
}

export interface StartedProcess {
  /** When the first process is no more; what it has started may still be there. */
  readonly ended: Promise<ProcessEnd>;
  /** Ends whatever it has started and takes the rest of the output; returns how many processes there were. */
  close(graceMs: number): Promise<number>;
}

/** Output that still comes is read; a pipe on which nothing comes for so long is held by somebody who is not ours. */
const PIPE_SILENT_MS = 1_000;

/** First processes of groups that were started and are not closed. */
const open = new Set<number>();

/** Where this process ends without closing them (its output is read no more, or it broke), their groups end with it. */
function endWithThisProcess(pid: number | undefined): void {
  if (pid === undefined) return;
  if (open.size === 0) process.once('exit', killOpen);
  open.add(pid);
}

function closeOpen(pid: number | undefined): void {
  if (pid === undefined || !open.delete(pid)) return;
  if (open.size === 0) process.removeListener('exit', killOpen);
}

function killOpen(): void {
  for (const pid of open) {
    try {
      process.kill(-pid, 'SIGKILL');
    } catch {
      // It has ended.
    }
  }
}

/** Starts a program in a process group of its own, without a shell and without input. */
export function startProcess(options: ProcessOptions): StartedProcess {
  const { argv, clean, env, folder, mark, onLine } = options;
  const [program = '', ...args] = argv;
  let child: ChildProcessByStdio<null, Readable, Readable>;
  try {
    child = spawn(program, args, {
      cwd: folder,
      env: { ...env, [MARK_VARIABLE]: mark },
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  } catch (failure) {
    // Arguments that are too long, or have a byte 0 in them.
    return { ended: Promise.resolve({ failure: failure as Error }), close: async () => 0 };
  }
  endWithThisProcess(child.pid);
  const pipes = [
    readLines(child.stdout, (line) => onLine('out', line), clean),
    readLines(child.stderr, (line) => onLine('err', line), clean),
  ];
  return {
    ended: untilEnded(child),
    async close(graceMs) {
      const count = await endStepProcesses(mark, child.pid, graceMs);
      closeOpen(child.pid);
      await Promise.all(pipes.map((pipe) => pipe.close()));
      return count;
    },
  };
}

function untilEnded(child: ChildProcess): Promise<ProcessEnd> {
  return new Promise((resolve) => {
    child.once('error', (failure) => resolve({ failure }));
    child.once('exit', (exitCode, signal) =>
      resolve({ exitCode: exitCode ?? undefined, signal: signal ?? undefined }),
    );
  });
}

function readLines(pipe: Readable, give: (line: string) => void, clean: ProcessOptions['clean']) {
  const lines = splitLines(give, { clean });
  let bytes = 0;
  pipe.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    lines.write(chunk);
  });
  // A pipe that breaks ends: what came before it is kept.
  pipe.on('error', () => {});
  const isOver = new Promise<void>((resolve) => pipe.once('close', resolve));
  return {
    async close() {
      for (let before = -1; before !== bytes && !pipe.closed; ) {
        before = bytes;
        await Promise.race([isOver, sleep(PIPE_SILENT_MS)]);
      }
      pipe.destroy();
      await isOver;
      lines.end();
    },
  };
}
