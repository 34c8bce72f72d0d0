import { AppError, kvError } from '@oremill/types';

/** Whether an error carries one of these codes: the system's, such as ENOENT, or our own. */
export function isCode(error: unknown, ...codes: readonly string[]): boolean {
  return error instanceof Error && 'code' in error && codes.includes(String(error.code));
}

/** What the file system or a bucket said, in the words of a load. Other errors pass as they are. */
export function asSourceError(name: string, error: unknown): unknown {
  if (error instanceof AppError) {
    if (error.code === 'OBJECT_MISSING') return missing(name, error);
    if (error.code === 'OBJECT_CHANGED') return changed(name, error);
    if (error.code.startsWith('OBJECT_')) {
      const hint = error.hint === undefined ? {} : { hint: error.hint };
      return kvError('SOURCE_UNREADABLE', error.message, { ...hint, cause: error });
    }
    return error;
  }
  if (isCode(error, 'ENOENT', 'ENOTDIR')) return missing(name, error);
  if (error instanceof Error && 'code' in error && 'syscall' in error) {
    return kvError('SOURCE_UNREADABLE', `${name} cannot be read (${String(error.code)})`, {
      hint: 'Check its permissions, and those of the folders above it.',
      cause: error,
    });
  }
  return error;
}

export function missing(name: string, cause?: unknown): AppError {
  return kvError('SOURCE_MISSING', `there is no ${name}`, {
    hint: `Paths are relative to ${process.cwd()}; quote a glob, so that the shell leaves it alone.`,
    cause,
  });
}

export function changed(name: string, cause?: unknown): AppError {
  return kvError('SOURCE_UNREADABLE', `${name} was changed while it was loaded`, {
    hint: 'Load it again, when nobody writes to it.',
    cause,
  });
}
