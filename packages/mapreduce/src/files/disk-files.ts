import { dirname } from 'node:path';
import { type Files, filesOnDisk, isDiskFull } from '@oremill/runtime';
import { mapreduceError } from '@oremill/types';

export const diskFiles: Files = filesOnDisk(asWriteError);

const REFUSED = new Set(['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'ENAMETOOLONG', 'EIO']);

/** A full disk, or a place that may not be written, in the words of an AppError; any other error as it is. */
export function asWriteError(path: string, error: unknown): unknown {
  if (isDiskFull(error)) {
    return mapreduceError('DISK_FULL', `no space left on the disk of ${dirname(path)}`, {
      hint: 'Free some space, or choose an output folder on another disk. The job needs room for its output and as much again.',
      cause: error,
    });
  }
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'EFBIG') {
    return mapreduceError('OUTPUT_UNWRITABLE', `${path} may not become larger (EFBIG)`, {
      hint: 'Raise the limit (ulimit -f), give more --partitions, or choose an output folder on another disk.',
      cause: error,
    });
  }
  if (REFUSED.has(code)) {
    return mapreduceError('OUTPUT_UNWRITABLE', `${path} cannot be written (${code})`, {
      hint: 'Choose an output folder that this user may write.',
      cause: error,
    });
  }
  return error;
}
