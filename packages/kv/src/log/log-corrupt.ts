import { type AppError, kvError } from '@oremill/types';

/** Names the place, and how to go on without what is lost. */
export function logCorrupt(path: string, byte: number, reason: string): AppError {
  return kvError('LOG_CORRUPT', `${path}, byte ${byte}: ${reason}`, {
    hint: 'Restore the folder of this dataset from a copy. Or stop the server and kv repair the dataset: it then has the writes before this place, and the damaged files stay beside it.',
  });
}
