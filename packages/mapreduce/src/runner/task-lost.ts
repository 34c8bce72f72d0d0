import { AppError, formatDuration, mapreduceError } from '@oremill/types';
import { describeThrown, userFrame } from '../job/user-frame.ts';
import type { Task } from './run-task.ts';

/** The error of a worker that ended in the middle of a task, or before its first. */
export function workerLost(error: unknown, task: Task | undefined, place: number): AppError {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  const where = placeOf(task, place);
  if (code === 'ERR_WORKER_OUT_OF_MEMORY') {
    return mapreduceError('WORKER_LOST', `a worker ran out of memory${where}`, {
      hint: 'The job keeps too much in its own variables: emit it instead, read values one at a time, or raise --memory.',
      cause: error,
    });
  }
  const frame = userFrame(error);
  return mapreduceError('WORKER_LOST', `a worker died${where}: ${describeThrown(error)}`, {
    hint: `${frame === undefined ? 'Look for process.exit in the job, or for an error in a callback.' : `At ${frame}.`} The inline runner shows more.`,
    cause: error,
  });
}

/** The error of a task that has been at the same record for too long. */
export function taskHung(task: Task, place: number, quietMs: number): AppError {
  return mapreduceError(
    'TASK_HUNG',
    `a task has stood still for ${formatDuration(quietMs)}${placeOf(task, place)}`,
    {
      hint: 'Look for a loop that does not end, or raise --task-timeout (the limit taskMsMax) if one record may take so long.',
    },
  );
}

function placeOf(task: Task | undefined, place: number): string {
  if (task?.kind === 'map' || task?.kind === 'sample')
    return `, at the record at ${task.split.name}:${place}`;
  if (task?.kind === 'reduce') return `, in reducer ${task.index} after ${place} keys`;
  return '';
}

/** What another attempt cannot mend. */
const FINAL: ReadonlySet<string> = new Set([
  'STOPPED',
  'SKIP_LIMIT',
  'DISK_FULL',
  'JOB_INVALID',
  'JOB_MISSING',
  'OUTPUT_EXISTS',
  'OUTPUT_UNWRITABLE',
  'INPUT_MISSING',
  'OPTION_INVALID',
  // Of an output of pairs, whose part is too large.
  'MEMORY_FULL',
]);

export function isWorthRetrying(error: unknown): boolean {
  return !(error instanceof AppError && (FINAL.has(error.code) || isUncaught(error)));
}

/** An error that nothing in the job waits for: another attempt might end before it happens, and hide it. */
function isUncaught(error: AppError): boolean {
  const { code, cause } = error;
  if (code !== 'WORKER_LOST' || cause instanceof WorkerExit) return false;
  return !(cause instanceof Error && 'code' in cause && cause.code === 'ERR_WORKER_OUT_OF_MEMORY');
}

/** The reason that a slot gives for a worker that ended without an error. */
export class WorkerExit extends Error {
  constructor(code: number) {
    super(`it ended with exit code ${code}`);
  }
}

/** The last error of a task, saying how often it was tried. */
export function afterAttempts(error: unknown, attempts: number): unknown {
  if (attempts < 2 || !(error instanceof AppError)) return error;
  const times = attempts === 2 ? 'twice' : `${attempts} times`;
  return new AppError(error.code, `${error.message} (tried ${times})`, {
    status: error.status,
    ...(error.hint === undefined ? {} : { hint: error.hint }),
    cause: error,
  });
}
