import { createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { joinUri, type Objects } from '@oremill/runtime/objects';
import { AppError } from '@oremill/types';
import { environmentObjects } from '../files/environment-objects.ts';
import { asOutputError, readObjectExecution } from './object-output.ts';
import { outputPaths } from './output-paths.ts';
import { SIDE_FILES } from './own-files.ts';

/**
 * Gives `act` a folder on this machine in which to look at an output: its own, or, of one that is published in S3, a
 * copy of what stands beside its parts, which is removed afterwards.
 */
export async function withLocalOutput<Result>(
  output: string,
  act: (folder: string) => Promise<Result>,
  objects: Objects = environmentObjects,
): Promise<Result> {
  const { target } = outputPaths(output);
  const published = target === undefined ? undefined : await readObjectExecution(target, objects);
  // Not published: what there is of it lies in the folder where it is made.
  if (target === undefined || published === undefined) return act(output);
  const folder = mkdtempSync(join(tmpdir(), 'mapreduce-output-'));
  try {
    for (const name of SIDE_FILES) await download(joinUri(target, name), join(folder, name), objects);
    return await act(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** An output has not all of the files: one without skipped records need not have theirs. */
async function download(uri: string, path: string, objects: Objects): Promise<void> {
  try {
    await pipeline(await objects.read(uri), createWriteStream(path));
  } catch (error) {
    if (error instanceof AppError && error.code === 'OBJECT_MISSING') return;
    throw asOutputError(error);
  }
}
