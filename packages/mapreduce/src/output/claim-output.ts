import { existsSync, lstatSync, renameSync, rmSync, statSync } from 'node:fs';
import { access, constants } from 'node:fs/promises';
import { join } from 'node:path';
import { mapreduceError } from '@oremill/types';
import { asWriteError, type Files } from '../files/disk-files.ts';
import { isInProgress, pidOf, readStored } from './execution-file.ts';
import type { OutputPaths } from './output-paths.ts';

/** A folder that has no state after this long was not made by an execution that is about to begin. */
const BEGINNING_MS_MAX = 5000;
const ATTEMPTS_MAX = 3;

/** Throws OUTPUT_EXISTS or OUTPUT_UNWRITABLE when the output cannot be made; changes nothing. */
export async function checkOutput({ output, parent, partial, execution }: OutputPaths): Promise<void> {
  if (lstatSync(output, { throwIfNoEntry: false })) throw outputExists(output);
  const status = statSync(parent, { throwIfNoEntry: false });
  if (!status?.isDirectory()) {
    throw mapreduceError('OUTPUT_UNWRITABLE', `there is no folder ${parent} to hold the output`, {
      hint: `Make it: mkdir -p ${parent}`,
    });
  }
  await access(parent, constants.W_OK | constants.X_OK).catch((error: unknown) => {
    throw asWriteError(output, error);
  });
  const stored = existsSync(partial) ? readStored(execution) : undefined;
  if (stored && isInProgress(stored)) throw outputInUse(partial, pidOf(stored.owner));
}

/**
 * Makes the partial folder, which only one process can; what a dead execution left there is removed first.
 * `isNewClaim` is what the owner writes right behind it.
 */
export function claimPartial(paths: OutputPaths, claimId: string, nowMs: number, files: Files): void {
  for (let attempt = 1; ; attempt += 1) {
    try {
      files.makeFolder(paths.partial);
      return;
    } catch (error) {
      const isTaken = error instanceof Error && 'code' in error && error.code === 'EEXIST';
      if (!isTaken || attempt === ATTEMPTS_MAX) throw isTaken ? outputInUse(paths.partial) : error;
    }
    discardDead(paths, claimId, nowMs);
  }
}

/** Removes the partial folder of an execution that has ended; OUTPUT_EXISTS when one is at work in it. */
export function discardDead({ partial, execution }: OutputPaths, claimId: string, nowMs: number): void {
  const stored = readStored(execution);
  if (stored && isInProgress(stored)) throw outputInUse(partial, pidOf(stored.owner));
  // Whoever moves the state away removes the folder: of two that found it dead, the other finds nothing to move.
  const taken = join(partial, `_taken-${claimId}`);
  if (!tryRename(execution, taken)) {
    const status = statSync(partial, { throwIfNoEntry: false });
    if (status && nowMs - status.mtimeMs < BEGINNING_MS_MAX) throw outputInUse(partial);
  } else {
    const moved = readStored(taken);
    if (moved && isInProgress(moved)) {
      // The dead folder was replaced by a live one in between.
      renameSync(taken, execution);
      throw outputInUse(partial, pidOf(moved.owner));
    }
  }
  const grave = `${partial}-${claimId}`;
  if (tryRename(partial, grave)) rmSync(grave, { recursive: true, force: true });
}

function tryRename(source: string, target: string): boolean {
  try {
    renameSync(source, target);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return false;
    throw asWriteError(target, error);
  }
}

export function outputExists(output: string): Error {
  return mapreduceError('OUTPUT_EXISTS', `${output} exists already`, {
    hint: 'Choose another output folder, or remove this one first.',
  });
}

function outputInUse(partial: string, pid?: string): Error {
  const owner = pid === undefined ? 'another process' : `process ${pid}`;
  return mapreduceError('OUTPUT_EXISTS', `${owner} is writing to ${partial}`, {
    hint: 'Wait for it to end, stop it, or choose another output folder.',
  });
}
