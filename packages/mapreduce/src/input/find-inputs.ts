import { constants } from 'node:fs';
import { glob, open, readdir, stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { isHidden, isObjectUri, type Objects } from '@oremill/runtime/objects';
import { mapreduceError } from '@oremill/types';
import { environmentObjects } from '../files/environment-objects.ts';
import { isCode } from '../files/error-code.ts';
import { findObjects } from './find-objects.ts';

export interface SourceFile {
  /** Absolute, or `s3://bucket/key`. */
  readonly path: string;
  readonly bytes: number;
  readonly modifiedMs: number;
  /** Of an object, so that a task that reads it later reads the same one. */
  readonly version?: string;
}

/**
 * The files that paths, globs and folders stand for, sorted within each input, each of them readable. A folder
 * means the files in it whose names begin with neither `.` nor `_`. `s3://` is a bucket's. Not for `-`.
 */
export async function findInputs(
  inputs: readonly string[],
  objects: Objects = environmentObjects,
): Promise<SourceFile[]> {
  const files: SourceFile[] = [];
  for (const input of inputs) {
    if (isObjectUri(input)) {
      files.push(...(await findObjects(input, objects)));
      continue;
    }
    const paths = await expand(input);
    for (const path of paths) files.push(await checkReadable(path));
  }
  return files;
}

async function expand(input: string): Promise<string[]> {
  // A path that exists is meant as it is, also when its name has brackets in it.
  const status = await stat(input).catch((error: unknown) => {
    if (isCode(error, 'ENOENT', 'ENOTDIR')) return undefined;
    throw unreadable(input, error);
  });
  if (status === undefined) return expandGlob(input);
  if (!status.isDirectory()) return [resolve(input)];
  const entries = await readdir(input, { withFileTypes: true }).catch((error: unknown) => {
    throw unreadable(input, error);
  });
  const names = entries.filter((entry) => !isHidden(entry.name));
  const paths: string[] = [];
  for (const { name } of names) {
    const path = join(resolve(input), name);
    if (!(await isFolder(path))) paths.push(path);
  }
  if (paths.length === 0) {
    throw mapreduceError('INPUT_MISSING', `there are no files in folder ${input}`, {
      hint: 'Files in folders below are found by a glob: folder/**/*.jsonl',
    });
  }
  return paths.sort(byBytes);
}

async function expandGlob(input: string): Promise<string[]> {
  const paths: string[] = [];
  if (/[*?[{]/.test(input)) {
    const wantsHidden = isHidden(basename(input));
    for await (const match of glob(input)) {
      if (isHidden(basename(match)) && !wantsHidden) continue;
      if (!(await isFolder(match))) paths.push(resolve(match));
    }
  }
  if (paths.length === 0) {
    throw mapreduceError('INPUT_MISSING', `no file matches ${input}`, {
      hint: `Paths are relative to ${process.cwd()}; quote a glob, so that the shell leaves it alone.`,
    });
  }
  return paths.sort(byBytes);
}

/** Opens the file and reads a byte, so that what cannot be read is known before any work is done. */
async function checkReadable(path: string): Promise<SourceFile> {
  try {
    const status = await stat(path);
    // Reading a pipe or a device may wait for ever, and cannot be split.
    if (!status.isFile()) {
      throw mapreduceError('INPUT_UNREADABLE', `${path} is not a file`, {
        hint: 'Pipe it in and name the input -',
      });
    }
    const file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
    try {
      await file.read(Buffer.alloc(1), 0, 1, 0);
    } finally {
      await file.close();
    }
    return { path, bytes: status.size, modifiedMs: status.mtimeMs };
  } catch (error) {
    if (isCode(error, 'ENOENT')) {
      throw mapreduceError('INPUT_MISSING', `${path} is gone, or a link to nothing`, { cause: error });
    }
    throw isCode(error, 'INPUT_UNREADABLE') ? error : unreadable(path, error);
  }
}

function unreadable(path: string, error: unknown): Error {
  const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
  return mapreduceError('INPUT_UNREADABLE', `${path} cannot be read (${code})`, {
    hint: 'Check its permissions, or run as a user who may read it.',
    cause: error,
  });
}

async function isFolder(path: string): Promise<boolean> {
  const status = await stat(path).catch(() => undefined);
  return status?.isDirectory() ?? false;
}

function byBytes(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}
