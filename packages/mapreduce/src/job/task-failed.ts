import { AppError, mapreduceError } from '@oremill/types';
import { describeThrown, userFrame } from './user-frame.ts';

const KEY_LETTERS_SHOWN = 100;

/** A key as it travels, and how to read it. */
export interface ShownKey {
  readonly bytes: Buffer;
  readonly decode: (bytes: Buffer) => unknown;
}

/** The error of a job whose code threw where no record can be skipped; names the job, the place and the key. */
export function taskFailed(
  job: string,
  part: 'combiner' | 'reducer',
  key: ShownKey,
  error: unknown,
): unknown {
  // Ours or the disk's, not the job's.
  if (error instanceof AppError) return error;
  return mapreduceError(
    'TASK_FAILED',
    `job ${job}: ${part} failed at key ${showKey(key)}: ${describeThrown(error)}`,
    {
      hint: whereToMend(error, `Look at the ${part} and at what it emits.`),
      cause: error,
    },
  );
}

/** The error of a mapper that threw before the first record or after the last. */
export function mapperEndFailed(job: string, part: 'init' | 'final', error: unknown): unknown {
  if (error instanceof AppError) return error;
  return mapreduceError('TASK_FAILED', `job ${job}: the mapper's ${part} failed: ${describeThrown(error)}`, {
    hint: whereToMend(error, 'Look at it.'),
    cause: error,
  });
}

/** The line of the job's code that threw, if that is known, and what to do. */
export function whereToMend(error: unknown, otherwise: string): string {
  const frame = userFrame(error);
  return `${frame === undefined ? otherwise : `At ${frame}.`} Nothing was published; mend it and run the job again.`;
}

/** A key as its reducer sees it, in JSON, bounded. */
export function showKey({ bytes, decode }: ShownKey): string {
  const shown = JSON.stringify(readable(decode, bytes));
  return shown.length > KEY_LETTERS_SHOWN
    ? `${shown.slice(0, KEY_LETTERS_SHOWN)}… (${bytes.length} bytes)`
    : shown;
}

function readable(decode: ShownKey['decode'], bytes: Buffer): unknown {
  let key: unknown;
  try {
    key = decode(bytes);
  } catch {
    key = bytes;
  }
  return key === undefined || key instanceof Uint8Array ? bytes.toString('utf8') : key;
}
