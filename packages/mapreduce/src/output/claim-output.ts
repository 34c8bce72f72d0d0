import { existsSync, lstatSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { access, constants } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { type Files, makePrivateFolder } from '@oremill/runtime';
import { isObjectUri } from '@oremill/runtime/objects';
import { type Execution, mapreduceError } from '@oremill/types';
import { asWriteError } from '../files/disk-files.ts';
import { environmentObjects } from '../files/environment-objects.ts';
import { isCode } from '../files/error-code.ts';
import { formatExecution, isInProgress, pidOf, readStored, type StoredExecution } from './execution-file.ts';
import { checkObjectOutput } from './object-output.ts';
import { folderMissing, notAnOutput, outputExists } from './output-exists.ts';
import type { OutputPaths } from './output-paths.ts';
import { checkOwnFiles, isLeft } from './own-files.ts';
import { isOutput, repairReplaced } from './replace-output.ts';
import { tryRename } from './try-rename.ts';

/** Longer than any claim takes: what is older belongs to a process that was killed. */
const MOMENT_MS_MAX = 60_000;
const ATTEMPTS_MAX = 3;

/**
 * Throws OUTPUT_EXISTS or OUTPUT_UNWRITABLE when the output cannot be made. Changes nothing, but for ending what a crash
 * left of a replacement.
 */
export async function checkOutput(paths: OutputPaths, overwrite = false): Promise<void> {
  const { output, target, parent, partial, execution } = paths;
  if (target !== undefined) {
    await checkObjectOutput(target, overwrite, environmentObjects);
    makeStagingFolder(parent);
  }
  repairReplaced(paths);
  if (lstatSync(output, { throwIfNoEntry: false })) {
    if (!overwrite) throw outputExists(output);
    if (!isOutput(output)) throw notAnOutput(output);
    checkOwnFiles(output);
  }
  const status = statSync(parent, { throwIfNoEntry: false });
  if (!status?.isDirectory()) {
    throw folderMissing(parent, 'output');
  }
  await access(parent, constants.W_OK | constants.X_OK).catch((error: unknown) => {
    throw asWriteError(output, error);
  });
  const stored = existsSync(partial) ? readStored(execution) : undefined;
  if (stored && isInProgress(stored)) throw outputInUse(partial, pidOf(stored.owner));
  checkLeft(paths, stored);
}

function makeStagingFolder(path: string): void {
  try {
    makePrivateFolder(path);
  } catch (error) {
    throw asWriteError(path, error);
  }
}

/**
 * Makes the partial folder with the execution's state in it, as one step that only one process can do. What a dead
 * execution left there is removed first.
 */
export function claimPartial(paths: OutputPaths, execution: Execution, files: Files): void {
  sweepUnfinished(paths, Date.parse(execution.startedAt));
  const staged = besides(paths, execution.id);
  files.makeFolder(staged);
  try {
    const state = files.create(join(staged, basename(paths.execution)));
    try {
      state.write(Buffer.from(formatExecution(execution)));
    } finally {
      state.close();
    }
    files.makeFolder(join(staged, basename(paths.spills)));
    for (let attempt = 1; !tryClaim(staged, paths.partial, files); attempt += 1) {
      if (attempt === ATTEMPTS_MAX) throw outputInUse(paths.partial);
      discardDead(paths, execution.id);
    }
  } catch (error) {
    files.remove(staged);
    throw error;
  }
}

/** A folder that holds something cannot be renamed over: that is the mutual exclusion. */
function tryClaim(staged: string, partial: string, files: Files): boolean {
  try {
    files.rename(staged, partial);
    return true;
  } catch (error) {
    if (isCode(error, 'ENOTEMPTY', 'EEXIST')) return false;
    throw error;
  }
}

/** Removes the partial folder of an execution that has ended; OUTPUT_EXISTS when one is at work in it. */
export function discardDead(paths: OutputPaths, id: string): void {
  const { partial, execution } = paths;
  // A claimed folder has its state from the first moment, so one without was torn by a power cut.
  const stored = readStored(execution);
  if (stored && isInProgress(stored)) throw outputInUse(partial, pidOf(stored.owner));
  checkLeft(paths, stored);
  // Whoever moves the state away has the folder: of two that found it dead, the other finds nothing to move.
  const taken = join(partial, `taken-${id}`);
  const moved = tryRename(execution, taken) ? readStored(taken) : undefined;
  if (moved && isInProgress(moved)) {
    // In between, the dead folder was replaced by a live one.
    renameSync(taken, execution);
    throw outputInUse(partial, pidOf(moved.owner));
  }
  const grave = besides(paths, `${id}-dead`);
  rmSync(grave, { recursive: true, force: true });
  if (tryRename(partial, grave)) rmSync(grave, { recursive: true, force: true });
}

/** Throws OUTPUT_EXISTS when the partial folder is not what an execution of this output left: it is somebody's own. */
function checkLeft({ partial, output }: OutputPaths, stored: StoredExecution | undefined): void {
  if (!existsSync(partial)) return;
  const isOurs = stored === undefined || stored.output === output || isObjectUri(stored.output);
  if (isOurs && isLeft(partial)) return;
  throw mapreduceError('OUTPUT_EXISTS', `${partial} is in the way: it is not what an execution left`, {
    hint: 'Choose another output folder, or move it away.',
  });
}

/** A hidden neighbour of the output, for what is not claimed yet, or is being removed. */
function besides({ parent, partial }: OutputPaths, id: string): string {
  return join(parent, `.${basename(partial)}-${id}`);
}

/** The id of an execution. */
const UNFINISHED = /^[0-9a-z]{20}(-dead)?$/;

/** Removes the neighbours of processes that were killed while they claimed or removed a folder: a moment's work. */
function sweepUnfinished(paths: OutputPaths, nowMs: number): void {
  const prefix = basename(besides(paths, ''));
  for (const name of readdirSync(paths.parent)) {
    if (!name.startsWith(prefix) || !UNFINISHED.test(name.slice(prefix.length))) continue;
    const path = join(paths.parent, name);
    const status = statSync(path, { throwIfNoEntry: false });
    if (status && nowMs - status.mtimeMs > MOMENT_MS_MAX) rmSync(path, { recursive: true, force: true });
  }
}

export function outputInUse(partial: string, pid?: string): Error {
  const owner = pid === undefined ? 'another process' : `process ${pid}`;
  return mapreduceError('OUTPUT_EXISTS', `${owner} is writing to ${partial}`, {
    hint: 'Wait for it to end, stop it, or choose another output folder.',
  });
}
