import type { Clock, Logger } from '@oremill/runtime';
import type { Artifact, LogLine, Pipeline, PlannedStep, StepState } from '@oremill/types';
import { nextSteps } from '../step/next-steps.ts';
import type { RunStepWork, StepOutcome } from '../step/step-work.ts';
import type { Logs } from '../store/logs.ts';

export interface LocalRunOptions {
  readonly runId: string;
  readonly pipeline: Pipeline;
  readonly steps: readonly PlannedStep[];
  /** The working tree: steps are done in it. */
  readonly folder: string;
  readonly branch: string;
  readonly commit: string;
  readonly doStep: RunStepWork;
  readonly logs: Logs;
  readonly clock: Clock;
  readonly log: Logger;
  readonly signal: AbortSignal;
  readonly onLine: (step: string, line: Omit<LogLine, 'line'>) => void;
  readonly onStep: (step: LocalStep) => void;
}

/** A step of a run that no engine keeps. */
export interface LocalStep {
  readonly name: string;
  readonly state: StepState;
  readonly mayFail: boolean;
  readonly seconds?: number;
  readonly reason?: string;
  readonly outcome?: StepOutcome;
}

export interface LocalRun {
  readonly outcome: 'passed' | 'failed' | 'cancelled';
  readonly steps: readonly LocalStep[];
}

/** Does planned steps on this machine, in parallel where they do not need each other, and keeps nothing but their logs. */
export async function runLocal(options: LocalRunOptions): Promise<LocalRun> {
  const { onStep, pipeline, signal } = options;
  const planned = new Map(options.steps.map((step) => [step.name, step]));
  const steps = new Map(options.steps.map((step) => [step.name, asWaiting(step)]));
  const running = new Map<string, Promise<void>>();
  const change = (step: LocalStep) => {
    steps.set(step.name, step);
    onStep(step);
  };
  try {
    for (;;) {
      const standings = options.steps.map((step) => ({
        planned: step,
        state: steps.get(step.name)?.state ?? 'waiting',
      }));
      const next = nextSteps(standings, pipeline.parallel);
      if (signal.aborted || next.outcome !== undefined) {
        await Promise.all(running.values());
        return {
          outcome: signal.aborted ? 'cancelled' : (next.outcome ?? 'failed'),
          steps: [...steps.values()],
        };
      }
      for (const { name, reason } of next.skip) change({ ...nameOf(steps, name), state: 'skipped', reason });
      for (const name of next.start) {
        const step = planned.get(name);
        if (step === undefined) continue;
        change({ ...nameOf(steps, name), state: 'running' });
        const artifacts = [...steps.values()].flatMap(({ outcome }) => outcome?.artifacts ?? []);
        const work = doLocalStep(options, step, artifacts).then((done) => {
          running.delete(name);
          change(done);
        });
        running.set(name, work);
      }
      // What was skipped may decide of another.
      if (next.skip.length === 0) await Promise.race(running.values());
    }
  } finally {
    await Promise.allSettled(running.values());
  }
}

async function doLocalStep(
  options: LocalRunOptions,
  planned: PlannedStep,
  artifacts: readonly Artifact[],
): Promise<LocalStep> {
  const { branch, clock, commit, folder, onLine, pipeline, runId } = options;
  const beganMs = clock.monotonicMs();
  const kept = options.logs.open({ runId, step: planned.name, attempt: 1 });
  try {
    const outcome = await options.doStep(
      {
        runId,
        attempt: 1,
        planned,
        pipeline,
        workspace: folder,
        repository: 'local',
        branch,
        commit,
        isTrusted: true,
        artifacts,
        log: {
          write(line) {
            kept.write(line);
            onLine(planned.name, line);
          },
        },
      },
      options.signal,
    );
    const seconds = (clock.monotonicMs() - beganMs) / 1000;
    return { ...asWaiting(planned), state: outcome.state, seconds, outcome };
  } finally {
    await kept.close();
  }
}

function asWaiting({ definition, name }: PlannedStep): LocalStep {
  return { name, state: 'waiting', mayFail: definition.mayFail };
}

function nameOf(steps: ReadonlyMap<string, LocalStep>, name: string): LocalStep {
  const step = steps.get(name);
  if (step === undefined) throw new Error(`the run has no step ${name}`);
  return step;
}
