import type { Milliseconds, StepReport, TaskReport } from '@oremill/types';

/** A stretch of time in which all workers were at one phase of one step. */
export interface PhaseSpan {
  /** From 1. */
  readonly step: number;
  readonly kind: TaskReport['kind'];
  readonly startedMs: Milliseconds;
  readonly endedMs: Milliseconds;
  readonly isRunning: boolean;
}

/**
 * When each phase of each step began and ended. After a resume a step tells when it was taken up again, so a phase
 * begins with its first task if that was earlier.
 */
export function layOutPhases(
  steps: readonly StepReport[],
  tasks: readonly TaskReport[],
  { nowMs, isRunning }: { nowMs: Milliseconds; isRunning: boolean },
): PhaseSpan[] {
  const firstTask = (step: number, kind: TaskReport['kind'], startedMs: Milliseconds) =>
    tasks.reduce(
      (first, task) => (task.step === step && task.kind === kind ? Math.min(first, task.startedMs) : first),
      startedMs,
    );
  return steps.flatMap((report, index): PhaseSpan[] => {
    const step = index + 1;
    if (report.startedMs === undefined) return [];
    const mapEndedMs = report.mapEndedMs ?? report.endedMs;
    const map: PhaseSpan = {
      step,
      kind: 'map',
      startedMs: firstTask(step, 'map', report.startedMs),
      endedMs: mapEndedMs ?? nowMs,
      isRunning: isRunning && mapEndedMs === undefined,
    };
    if (report.reduceTasks === 0 || mapEndedMs === undefined) return [map];
    const reduce: PhaseSpan = {
      step,
      kind: 'reduce',
      startedMs: firstTask(step, 'reduce', mapEndedMs),
      endedMs: report.endedMs ?? nowMs,
      isRunning: isRunning && report.endedMs === undefined,
    };
    return [map, reduce];
  });
}
