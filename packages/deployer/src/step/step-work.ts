import type { Artifact, ErrorReply, LogLine, Pipeline, PlannedStep } from '@oremill/types';

/** Takes the lines of a step, in order. Secrets are masked before they come here. */
export interface LogSink {
  /** `line` is counted by the sink. */
  write(line: Omit<LogLine, 'line'>): void;
}

/** One attempt of one step of a run. */
export interface StepWork {
  readonly runId: string;
  readonly attempt: number;
  readonly planned: PlannedStep;
  /** Whose services, caches and secrets the step names. */
  readonly pipeline: Pipeline;
  /** Folder with the files of the commit. */
  readonly workspace: string;
  readonly repository: string;
  readonly branch: string;
  readonly commit: string;
  /** Of a fork that is not: it gets no secrets, and fills no cache. */
  readonly isTrusted: boolean;
  /** What steps before have kept. */
  readonly artifacts: readonly Artifact[];
  readonly log: LogSink;
}

/** How an attempt came out; `error` says why it did not pass, for people. */
export interface StepOutcome {
  readonly state: 'passed' | 'failed' | 'cancelled';
  readonly exitCode?: number | undefined;
  readonly signal?: string | undefined;
  readonly error?: ErrorReply | undefined;
  readonly artifacts: readonly Artifact[];
  /** Files that its reports' globs match, absolute. */
  readonly reports: readonly string[];
}

/** Does a step on this machine. When the signal aborts, every process of it has ended before this returns. */
export type RunStepWork = (work: StepWork, signal: AbortSignal) => Promise<StepOutcome>;
