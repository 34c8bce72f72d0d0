import { closeSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { isDiskFull, syncFolder } from '@oremill/runtime';
import { mapreduceError } from '@oremill/types';

export interface WritableFile {
  write(bytes: Uint8Array): void;
  /** What was written survives a power cut; the file's name does only after `syncFolder`. */
  sync(): void;
  close(): void;
}

/** The file operations that an output is made of: what a crash can tear, so that a test can tear it. */
export interface Files {
  create(path: string): WritableFile;
  makeFolder(path: string): void;
  rename(source: string, target: string): void;
  /** Removes a file, or a folder with all that is in it; what is missing is removed already. */
  remove(path: string): void;
  syncFolder(path: string): void;
}

export const diskFiles: Files = {
  create(path) {
    const file = translate(path, () => openSync(path, 'w'));
    return {
      write: (bytes) => translate(path, () => writeAll(file, bytes)),
      sync: () => translate(path, () => fsyncSync(file)),
      close: () => closeSync(file),
    };
  },
  makeFolder: (path) => translate(path, () => mkdirSync(path)),
  rename: (source, target) => translate(target, () => renameSync(source, target)),
  remove: (path) => rmSync(path, { recursive: true, force: true }),
  syncFolder: (path) => translate(path, () => syncFolder(path)),
};

function writeAll(file: number, bytes: Uint8Array): void {
  for (let done = 0; done < bytes.length; ) done += writeSync(file, bytes, done, bytes.length - done);
}

const REFUSED = new Set(['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'ENAMETOOLONG', 'EIO']);

function translate<Result>(path: string, act: () => Result): Result {
  try {
    return act();
  } catch (error) {
    throw asWriteError(path, error);
  }
}

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
