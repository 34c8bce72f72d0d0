import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '@oremill/types';
import { DatabaseError } from 'pg';

const WAIT_MS_MIN = 50;
const WAIT_MS_MAX = 1000;

/**
 * Does something with the database, again and again while it cannot be reached, or until the signal aborts. An answer
 * may have been lost, so what is done has to come to the same when it is done twice.
 */
export async function untilReached<Result>(
  signal: AbortSignal,
  work: () => Promise<Result>,
): Promise<Result> {
  for (let waitMs = WAIT_MS_MIN; ; waitMs = Math.min(waitMs * 2, WAIT_MS_MAX)) {
    try {
      return await work();
    } catch (error) {
      if (!isConnectionLost(error) || signal.aborted) throw error;
      await sleep(waitMs, undefined, { signal });
    }
  }
}

/** Whether the server, or the way to it, was lost. By SQLSTATE, and by what `pg` and Node say; a file that is missing is not. */
export function isConnectionLost(error: unknown): boolean {
  if (error instanceof DatabaseError) return /^(08|40|53|57P)/.test(error.code ?? '');
  if (!(error instanceof Error) || error instanceof AppError) return false;
  const code = 'code' in error ? String(error.code) : '';
  if (code === 'ENOENT') return 'syscall' in error && error.syscall === 'connect';
  return /^(ECONN|EPIPE|ETIMEDOUT)/.test(code) || /connect|not queryable|timeout/i.test(error.message);
}
