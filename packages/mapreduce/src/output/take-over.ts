import { renameSync } from 'node:fs';
import { join } from 'node:path';
import { type Execution, mapreduceError } from '@oremill/types';
import { outputInUse } from './claim-output.ts';
import { isInProgress, pidOf, readStored, type StoredExecution, writeOutcome } from './execution-file.ts';
import type { OutputPaths } from './output-paths.ts';

/** The state of an execution that was stopped or interrupted; throws NOT_RESUMABLE, or OUTPUT_EXISTS while it runs. */
export function readResumable({ execution, output, partial }: OutputPaths): StoredExecution {
  const stored = readStored(execution);
  if (stored === undefined) {
    throw mapreduceError('NOT_RESUMABLE', `nothing is left of an execution that was writing ${output}`, {
      hint: 'Run the job again.',
    });
  }
  if (isInProgress(stored)) throw outputInUse(partial, pidOf(stored.owner));
  if (stored.state === 'failed') {
    throw mapreduceError(
      'NOT_RESUMABLE',
      `execution ${stored.id} failed: ${stored.error?.message ?? 'no reason is kept'}`,
      {
        hint: 'Mend the job or its input and run it again; only what was stopped or interrupted can be resumed.',
      },
    );
  }
  return stored;
}

/** Makes this process the owner of the partial folder. Of two that try, one gets OUTPUT_EXISTS. */
export function takeOver(paths: OutputPaths, stored: StoredExecution, execution: Execution): void {
  // Whoever moves the state away has the folder, as in discardDead.
  const taken = join(paths.partial, `taken-${process.pid}-${stored.id}`);
  try {
    renameSync(paths.execution, taken);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT')
      throw outputInUse(paths.partial);
    throw error;
  }
  const moved = readStored(taken);
  if (moved && isInProgress(moved)) {
    renameSync(taken, paths.execution);
    throw outputInUse(paths.partial, pidOf(moved.owner));
  }
  writeOutcome(paths.execution, execution);
}
