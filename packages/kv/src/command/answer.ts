import { AppError } from '@oremill/types';
import type { Later, Reply } from './call.ts';
import { oneLine, Refusal } from './refusal.ts';

/** Errors begin with their own code, so that programs know them apart: `DATASET_MISSING there is …`. */
export async function answer<Result>(
  result: Promise<Result>,
  write: (reply: Reply, result: Result) => void,
): Later {
  try {
    const done = await result;
    return (reply) => write(reply, done);
  } catch (error) {
    if (error instanceof Refusal) return (reply) => reply.error(oneLine(error.message));
    if (!(error instanceof AppError)) throw error;
    const hint = error.hint === undefined ? '' : ` (${error.hint})`;
    return (reply) => reply.error(oneLine(`${error.code} ${error.message}${hint}`));
  }
}
