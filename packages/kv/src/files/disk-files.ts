import { dirname } from 'node:path';
import { type Files, filesOnDisk, isDiskFull } from '@oremill/runtime';
import { kvError } from '@oremill/types';

const REFUSED = new Set([
  'ENOENT',
  'EISDIR',
  'EACCES',
  'EPERM',
  'EROFS',
  'ENOTDIR',
  'ENAMETOOLONG',
  'EFBIG',
  'EIO',
]);

/** The file layer of logs and images. */
export const diskFiles: Files = filesOnDisk(asFileError);

/** A full disk is DISK_FULL, a place that may not be written FILE_UNWRITABLE; any other error stays as it is. */
export function asFileError(path: string, error: unknown): unknown {
  if (isDiskFull(error)) {
    return kvError('DISK_FULL', `no space left on the disk of ${dirname(path)}`, {
      hint: 'Free some space. A snapshot needs room for all entries beside the one before.',
      cause: error,
    });
  }
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (!REFUSED.has(code)) return error;
  return kvError('FILE_UNWRITABLE', `${path} cannot be written (${code})`, {
    hint: 'Look at the rights of its folder and at the disk.',
    cause: error,
  });
}
