import { AppError, mapreduceError } from '@oremill/types';
import { describeThrown, userFrame } from './user-frame.ts';

const KEY_BYTES_SHOWN = 100;

/** The error of a job whose code threw where no record can be skipped; names the job, the place and the key. */
export function taskFailed(job: string, part: 'combiner' | 'reducer', key: Buffer, error: unknown): unknown {
  // Ours or the disk's, not the job's.
  if (error instanceof AppError) return error;
  const frame = userFrame(error);
  return mapreduceError(
    'TASK_FAILED',
    `job ${job}: ${part} failed at key ${showKey(key)}: ${describeThrown(error)}`,
    {
      hint: `${frame === undefined ? `Look at the ${part} and at what it emits.` : `At ${frame}.`} Nothing was published; mend it and run the job again.`,
      cause: error,
    },
  );
}

/** The error of a mapper that threw before the first record or after the last. */
export function mapperEndFailed(job: string, part: 'init' | 'final', error: unknown): unknown {
  if (error instanceof AppError) return error;
  const frame = userFrame(error);
  return mapreduceError('TASK_FAILED', `job ${job}: the mapper's ${part} failed: ${describeThrown(error)}`, {
    hint: `${frame === undefined ? 'Look at it.' : `At ${frame}.`} Nothing was published; mend it and run the job again.`,
    cause: error,
  });
}

export function showKey(key: Buffer): string {
  const shown = JSON.stringify(key.subarray(0, KEY_BYTES_SHOWN).toString('utf8'));
  return key.length > KEY_BYTES_SHOWN ? `${shown}… (${key.length} bytes)` : shown;
}
