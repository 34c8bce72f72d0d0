import { AppError, kvError } from '@oremill/types';

/** What a log that could not be written tells everybody from then on. */
export function logFailure(error: unknown): AppError {
  const isFull = error instanceof AppError && error.code === 'DISK_FULL';
  const reason = error instanceof Error ? error.message : String(error);
  return kvError(isFull ? 'DISK_FULL' : 'LOG_UNWRITABLE', `no more writes are taken: ${reason}`, {
    hint: isFull
      ? 'What was acknowledged is in the log. Free some space, then open the dataset again.'
      : 'What was acknowledged is as safe as fsync promises. Look at the disk of the log, then open the dataset again.',
    cause: error,
  });
}
