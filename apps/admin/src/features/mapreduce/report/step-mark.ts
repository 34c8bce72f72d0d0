import type { Execution, ExecutionState, StepReport } from '@oremill/types';

export type StepMark = 'done' | 'now' | 'ended';

/** How far a step is: a step that has no end ended with its execution, or goes on. */
export function markOf(step: StepReport, state: ExecutionState): StepMark {
  if (step.endedMs !== undefined) return 'done';
  return state === 'running' ? 'now' : 'ended';
}

/** How long a step took, or has taken; undefined before it began. */
export function elapsedOf(step: StepReport, { progress }: Pick<Execution, 'progress'>): number | undefined {
  if (step.startedMs === undefined) return undefined;
  return Math.max(0, (step.endedMs ?? progress.elapsedMs) - step.startedMs);
}
