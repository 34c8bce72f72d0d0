import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Bytes } from '@oremill/types';
import { memoryBelow } from './process-tree.ts';

export interface Measurement {
  readonly seconds: number;
  /** Of all threads and child processes: what else the machine does changes it least. */
  readonly cpuSeconds: number;
  /** Of the whole process tree; undefined where it cannot be told. */
  readonly peakBytes: Bytes | undefined;
}

const LOOK_AT_MEMORY_MS = 20;
const TIMEOUT_MS = 30 * 60 * 1000;
const STDERR_CHARACTERS_MAX = 4000;

/** The shell knows what processor time its children, and theirs, have used: `times` prints it as POSIX has it. */
const SHELL = '"$@" 3>&-; status=$?; times >&3; exit $status';

/** Runs a program in a process of its own. Start-up counts, as it does for whoever waits. */
export async function measure(command: readonly string[]): Promise<Measurement> {
  const startedMs = performance.now();
  const child = spawn('sh', ['-c', SHELL, 'sh', ...command], {
    // Bytes sort as bytes in `sort`, in mawk and in whatever they start.
    env: { ...process.env, LC_ALL: 'C' },
    stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
    // A group of its own, so that what it starts ends with it.
    detached: true,
  });
  const stop = () => killGroup(child);
  process.once('exit', stop);
  const timeout = setTimeout(stop, TIMEOUT_MS);
  let peakBytes: number | undefined;
  const look = setInterval(() => {
    const bytes = memoryBelow(child.pid ?? 0);
    if (bytes !== undefined) peakBytes = Math.max(peakBytes ?? 0, bytes);
  }, LOOK_AT_MEMORY_MS);
  const [stderr, times, [status]] = await Promise.all([
    tailOf(child.stderr),
    tailOf(child.stdio[3] as NodeJS.ReadableStream),
    once(child, 'exit') as Promise<[number | null]>,
  ]);
  const seconds = (performance.now() - startedMs) / 1000;
  clearInterval(look);
  clearTimeout(timeout);
  process.off('exit', stop);
  if (status !== 0) throw new Error(`${command.join(' ')} ended with ${status ?? 'a signal'}:\n${stderr}`);
  return { seconds, cpuSeconds: childSeconds(times), peakBytes };
}

function killGroup(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    // It has ended already.
  }
}

async function tailOf(stream: NodeJS.ReadableStream | null): Promise<string> {
  let tail = '';
  for await (const chunk of stream ?? []) tail = (tail + chunk.toString()).slice(-STDERR_CHARACTERS_MAX);
  return tail;
}

/** The second line is for the children: `0m1.234s 0m0.056s`, user and system. */
function childSeconds(times: string): number {
  const [, line = ''] = times.split('\n');
  let seconds = 0;
  for (const [, minutes, rest] of line.matchAll(/(\d+)m([\d.]+)s/g))
    seconds += Number(minutes) * 60 + Number(rest);
  return seconds;
}
