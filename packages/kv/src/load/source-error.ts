import { LoadFault } from './load-fault.ts';

/** Whether an error carries one of these codes: the system's, such as ENOENT, or our own. */
export function isCode(error: unknown, ...codes: readonly string[]): boolean {
  return codes.includes(codeOf(error) ?? '');
}

/** What the file system or a bucket said, in the words of a load. Other errors pass as they are. */
export function asSourceError(name: string, error: unknown): unknown {
  if (isCode(error, 'ENOENT', 'ENOTDIR', 'OBJECT_MISSING')) return missing(name, error);
  if (isCode(error, 'OBJECT_CHANGED')) return changed(name, error);
  const code = codeOf(error);
  if (!(error instanceof Error) || code === undefined) return error;
  if (code.startsWith('OBJECT_')) {
    const hint = 'hint' in error && typeof error.hint === 'string' ? error.hint : undefined;
    return new LoadFault('SOURCE_UNREADABLE', error.message, { hint, cause: error });
  }
  if (!('syscall' in error)) return error;
  return new LoadFault('SOURCE_UNREADABLE', `${name} cannot be read (${code})`, {
    hint: 'Check its permissions, and those of the folders above it.',
    cause: error,
  });
}

export function missing(name: string, cause?: unknown): LoadFault {
  return new LoadFault('SOURCE_MISSING', `there is no ${name}`, {
    hint: `Paths are relative to ${process.cwd()}; quote a glob, so that the shell leaves it alone.`,
    cause,
  });
}

export function changed(name: string, cause?: unknown): LoadFault {
  return new LoadFault('SOURCE_UNREADABLE', `${name} was changed while it was loaded`, {
    hint: 'Load it again, when nobody writes to it.',
    cause,
  });
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
