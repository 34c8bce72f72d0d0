import { mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type Execution, mapreduceError } from '@oremill/types';
import { isCode } from '../files/error-code.ts';
import { outputInUse } from './claim-output.ts';
import { isInProgress, pidOf, readStored, writeOutcome } from './execution-file.ts';
import type { OutputPaths } from './output-paths.ts';
import { readPlan, type StoredPlan } from './plan-file.ts';
import { isOutput, repairReplaced } from './replace-output.ts';

/** What an execution that was stopped or interrupted has left to go on with. */
export interface Resumable {
  readonly execution: Execution;
  readonly plan: StoredPlan;
}

/** Throws NOT_RESUMABLE, or OUTPUT_EXISTS while the execution runs. */
export function readResumable(paths: OutputPaths): Resumable {
  const { execution, output, partial } = paths;
  repairReplaced(paths);
  const stored = readStored(execution);
  const plan = readPlan(paths.partial);
  if (stored === undefined && isOutput(output)) {
    throw mapreduceError('NOT_RESUMABLE', `${output} is complete: there is nothing left to do`, {
      hint: `Look at it with: mapreduce show ${output}`,
    });
  }
  if (stored === undefined && plan === undefined) {
    throw mapreduceError('NOT_RESUMABLE', `nothing is left of an execution that was writing ${output}`, {
      hint: 'Run the job again.',
    });
  }
  if (stored && isInProgress(stored)) throw outputInUse(partial, pidOf(stored.owner));
  if (stored?.state === 'failed') {
    throw mapreduceError(
      'NOT_RESUMABLE',
      `execution ${stored.id} failed: ${stored.error?.message ?? 'no reason is kept'}`,
      {
        hint: 'Mend the job or its input and run it again; only what was stopped or interrupted can be resumed.',
      },
    );
  }
  if (plan === undefined) {
    throw mapreduceError('NOT_RESUMABLE', `execution ${stored?.id} had not begun to read`, {
      hint: 'Run the job again.',
    });
  }
  if (stored === undefined) return { execution: plan.execution, plan };
  const { owner: _owner, ...kept } = stored;
  return { execution: kept, plan };
}

/** Makes this process the owner of the partial folder. Of two that try, one gets OUTPUT_EXISTS. */
export function takeOver(paths: OutputPaths, execution: Execution): void {
  // Whoever moves the state away has the folder, as in discardDead.
  const taken = join(paths.partial, `taken-${process.pid}-${execution.id}`);
  try {
    renameSync(paths.execution, taken);
  } catch (error) {
    if (!isCode(error, 'ENOENT')) throw error;
    // A power cut has taken the state, or another process, which is about to write its own.
    if (readdirSync(paths.partial).some((name) => name.startsWith('taken-')))
      throw outputInUse(paths.partial);
  }
  const moved = readStored(taken);
  if (moved && isInProgress(moved)) {
    renameSync(taken, paths.execution);
    throw outputInUse(paths.partial, pidOf(moved.owner));
  }
  writeOutcome(paths.execution, execution);
  rmSync(taken, { force: true });
  // A power cut may have taken the folder: what was in it is made again.
  mkdirSync(paths.spills, { recursive: true });
}
