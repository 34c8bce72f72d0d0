import type { Artifact, ErrorReply, Metrics, Pipeline, PlannedStep, Run, Verdict } from '@oremill/types';
import type { State } from '../state/open-state.ts';
import type { LogSink, RunStepWork } from '../step/step-work.ts';

/** What the engine has done around the steps of a run, by the rooms before and after it. */
export interface RunParts {
  /**
   * The files of the run's commit; what an engine before has left there is taken over. A repository elsewhere may never
   * answer: this one and `plan` end when the signal aborts.
   */
  readonly openWorkspace: (run: RunPlace, signal: AbortSignal) => Promise<Workspace>;
  /** Reads the config and plans the steps. Throws PIPELINE_MISSING and PIPELINE_INVALID. */
  readonly plan: (run: RunPlace, workspace: Workspace, signal: AbortSignal) => Promise<Plan>;
  /** Ends every process that an attempt of an engine that was lost has left. */
  readonly stopLeftovers: (runId: string) => Promise<void>;
  readonly openLog: (place: StepPlace) => Promise<StepLog>;
  readonly doStep: RunStepWork;
  /** Copies reports out of the workspace, which other steps write to and which is removed, and tells their paths in it. */
  readonly keepReports: (
    place: StepPlace,
    workspace: string,
    files: readonly string[],
  ) => Promise<readonly string[]>;
  /** Measures what the steps have reported, and judges it. */
  readonly judge: (done: DoneRun) => Promise<Judgement>;
}

/** A run, and where its repository is. */
export interface RunPlace {
  readonly run: Run;
  readonly repositoryId: string;
  readonly url: string;
  readonly targetBranch: string;
}

export interface Workspace {
  readonly folder: string;
  /** Removes it; call when the run has ended. */
  close(): Promise<void>;
}

export interface Plan {
  readonly pipeline: Pipeline;
  readonly steps: readonly PlannedStep[];
  /** Of the commit, for runs that were asked for without. */
  readonly subject?: string;
  readonly author?: string;
}

/** An attempt at a step; the position is that of the plan, as names of matrix cells are no names of files. */
export interface StepPlace {
  readonly runId: string;
  readonly step: string;
  readonly position: number;
  readonly attempt: number;
}

export interface StepLog extends LogSink {
  /** When everything is stored. */
  close(): Promise<{ readonly lines: number; readonly bytes: number }>;
}

export interface DoneRun extends RunPlace {
  readonly pipeline: Pipeline;
  readonly workspace: string;
  readonly reports: readonly KeptReports[];
  readonly artifacts: readonly Artifact[];
}

export interface KeptReports {
  /** Of the attempt, which may be one of the run that a rerun keeps steps of. */
  readonly place: StepPlace;
  /** Where the step ran, in the workspace. */
  readonly directory: string | undefined;
  /** In the workspace, as `keepReports` has told them. */
  readonly paths: readonly string[];
}

export interface Judgement {
  readonly metrics: Metrics;
  readonly verdict: Verdict;
  /** A report that cannot be read: the run fails, whatever the verdict. */
  readonly error?: ErrorReply | undefined;
  /** What else is to be stored, in the transaction in which the run ends. */
  readonly keep?: (tx: State, hasPassed: boolean) => Promise<void>;
}
