import { existsSync, renameSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { systemClock, systemRandom } from '@oremill/runtime';
import { type Execution, mapreduceError, newId } from '@oremill/types';
import { asWriteError } from '../files/disk-files.ts';
import { discardDead } from './claim-output.ts';
import { outputName, outputPaths } from './output-paths.ts';
import { checkOwnFiles } from './own-files.ts';
import { readExecution } from './read-output.ts';

/** Removes what a failed, stopped or interrupted execution left beside the output; OUTPUT_EXISTS while one runs. */
export function discardPartial(outputFolder: string): void {
  const paths = outputPaths(outputFolder);
  if (existsSync(paths.partial)) {
    discardDead(paths, newId(systemClock.nowMs(), systemRandom));
  }
}

/**
 * Removes what an execution left, and its output if it succeeded. Throws EXECUTION_RUNNING, and EXECUTION_MISSING for
 * a folder that no execution wrote: nothing else is ever removed.
 */
export function discardExecution(outputFolder: string): Execution {
  const execution = readExecution(outputFolder);
  const paths = outputPaths(outputFolder);
  const { output, parent, target } = paths;
  if (execution === undefined) {
    throw mapreduceError(
      'EXECUTION_MISSING',
      `nothing is left of an execution that wrote ${outputName(paths)}`,
      {
        hint:
          target === undefined
            ? 'Give the folder that was passed as --output.'
            : 'An output in S3 is not removed from here: use the tools of its server.',
      },
    );
  }
  if (execution.state === 'running') {
    throw mapreduceError('EXECUTION_RUNNING', `execution ${execution.id} is running`, {
      hint: 'Stop it first.',
    });
  }
  if (execution.state === 'succeeded') checkOwnFiles(output);
  // First, because it refuses when another execution is about to replace the output.
  discardPartial(outputFolder);
  if (execution.state === 'succeeded') {
    removeAtOnce(output, join(parent, `.${basename(output)}-${execution.id}-discarded`));
  }
  return execution;
}

/** A reader sees the whole folder or none. */
function removeAtOnce(folder: string, grave: string): void {
  try {
    rmSync(grave, { recursive: true, force: true });
    renameSync(folder, grave);
    rmSync(grave, { recursive: true, force: true });
  } catch (error) {
    throw asWriteError(folder, error);
  }
}
