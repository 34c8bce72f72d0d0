import type { Execution } from '@oremill/types';
import { shareDone } from './time-left.ts';

export interface PhaseProgress {
  /** What the share is of. */
  readonly label: string;
  /** `map`, or `step 2 map` when it is not the first step. */
  readonly words: string;
  /** 0 to 1; undefined where nobody knows. */
  readonly share: number | undefined;
}

/** How far the present phase is: of the input while that is read for the first time, of its tasks later. */
export function phaseProgress({ progress, steps }: Pick<Execution, 'progress' | 'steps'>): PhaseProgress {
  const { phase, step } = progress;
  const words = step > 1 ? `step ${step} ${phase}` : phase;
  if (phase === 'map' && step <= 1) return { label: 'Input read', words, share: shareDone(progress) };
  const report = steps[step - 1];
  if (phase === 'map' && report) {
    return { label: 'Map tasks done', words, share: shareOf(report.mapTasksDone, report.mapTasks) };
  }
  if (phase === 'reduce') {
    return { label: 'Reduce tasks done', words, share: shareOf(progress.reducersDone, progress.reducers) };
  }
  return { label: 'Working', words, share: undefined };
}

function shareOf(done: number, all: number): number | undefined {
  return all === 0 ? undefined : Math.min(1, done / all);
}
