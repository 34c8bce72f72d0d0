import { join } from 'node:path';
import { type Clock, isDiskFull, type Logger } from '@oremill/runtime';
import { AppError, deployerError, type ErrorReply, toErrorReply } from '@oremill/types';
import type { Artifacts } from '../store/artifacts.ts';
import type { Caches } from '../store/caches.ts';
import type { StepRules } from '../store/limits.ts';
import { doStep } from './do-step.ts';
import { openStepMarks, type StepMarks } from './step-marks.ts';
import type { RunStepWork, StepWork } from './step-work.ts';
import { inWords } from './why-failed.ts';

export interface StepRunnerOptions extends Partial<StepRules> {
  /** For what belongs to steps on this machine; engines of one machine share it. */
  readonly folder: string;
  readonly clock: Clock;
  readonly log: Logger;
  readonly artifacts: Artifacts;
  readonly caches: Caches;
  /** The engine's own: of it a step gets PATH, and what `passOn` names. */
  readonly environment: NodeJS.ProcessEnv;
  /** Where the platform keeps what is its own, its token say: no secret of a project is there. */
  readonly platformFolder?: string;
  /** Between SIGTERM and SIGKILL. */
  readonly graceMs?: number;
}

export interface StepRunner {
  readonly run: RunStepWork;
  /** Ends processes of steps whose engine is no more: before their runs are taken over. */
  endLeftovers(): Promise<number>;
  /** Ends processes of a run, whichever engine has started them. */
  endRun(runId: string): Promise<void>;
}

/** What one step is done with. */
export interface StepTools extends Required<Omit<StepRunnerOptions, 'platformFolder'>> {
  readonly platformFolder?: string | undefined;
  readonly marks: StepMarks;
  /** A line of the engine's own in the log of the step. */
  readonly say: (text: string) => void;
}

const GRACE_MS = 10_000;

export function createStepRunner(options: StepRunnerOptions): StepRunner {
  const marks = openStepMarks(join(options.folder, 'steps'));
  return {
    endLeftovers: () => marks.endLeftovers(),
    endRun: (runId) => marks.endRun(runId),
    async run(work, signal) {
      const say = sayTo(work, options.clock);
      const tools = { passOn: [], isolated: 'none' as const, graceMs: GRACE_MS, ...options, marks, say };
      try {
        return await doStep(work, signal, tools);
      } catch (error) {
        const reply = signal.aborted ? cancelled(work) : replyOf(error, work, options.log);
        say(inWords(reply));
        return { state: signal.aborted ? 'cancelled' : 'failed', error: reply, artifacts: [], reports: [] };
      }
    },
  };
}

function cancelled({ planned }: StepWork): ErrorReply {
  return toErrorReply(deployerError('STEP_FAILED', `${planned.name} was cancelled`));
}

function replyOf(error: unknown, { planned, runId }: StepWork, log: Logger): ErrorReply {
  if (isDiskFull(error))
    return toErrorReply(deployerError('QUOTA_REACHED', 'the disk of the engine is full'));
  if (!(error instanceof AppError)) log.error({ err: error, runId, step: planned.name }, 'a step broke off');
  return toErrorReply(error);
}

function sayTo(work: StepWork, clock: Clock): (text: string) => void {
  return (text) => {
    for (const line of text.split('\n'))
      work.log.write({ atMs: clock.nowMs(), stream: 'engine', text: line });
  };
}
