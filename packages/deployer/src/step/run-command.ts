import { setTimeout as sleep } from 'node:timers/promises';
import { type ProcessEnd, type ProcessOptions, startProcess } from './start-process.ts';

export interface CommandOptions extends ProcessOptions {
  readonly timeoutMs: number;
  /** Between SIGTERM and SIGKILL. */
  readonly graceMs: number;
  readonly signal: AbortSignal;
}

export interface CommandEnd extends ProcessEnd {
  /** What ended it: itself, its time, or who cancelled. */
  readonly by: 'itself' | 'timeout' | 'cancel';
  /** Processes that it had left behind, which were ended. */
  readonly leftCount: number;
}

/** From its last sign in the table of processes to the news of its end. */
const END_MS_MAX = 1_000;

/** Runs a program until it ends, its time is over or it is cancelled. Then nothing of it is left. */
export async function runCommand(options: CommandOptions): Promise<CommandEnd> {
  const { graceMs, signal, timeoutMs } = options;
  if (signal.aborted) return { by: 'cancel', leftCount: 0 };
  const started = startProcess(options);
  const stopped = stopReason(timeoutMs, signal);
  const first = await Promise.race([started.ended, stopped.reason]);
  stopped.close();
  const leftCount = await started.close(graceMs);
  if (typeof first !== 'string') return { ...first, by: 'itself', leftCount };
  return { ...(await endOrUnknown(started.ended)), by: first, leftCount: 0 };
}

function stopReason(timeoutMs: number, signal: AbortSignal) {
  const { promise, resolve } = Promise.withResolvers<'timeout' | 'cancel'>();
  const timer = setTimeout(() => resolve('timeout'), timeoutMs);
  const onAbort = () => resolve('cancel');
  signal.addEventListener('abort', onAbort);
  const close = () => {
    clearTimeout(timer);
    signal.removeEventListener('abort', onAbort);
  };
  return { reason: promise, close };
}

/** A process that the kernel does not let go is not waited for. */
function endOrUnknown(ended: Promise<ProcessEnd>): Promise<ProcessEnd> {
  return Promise.race([ended, sleep(END_MS_MAX, {}, { ref: false })]);
}
