import type { Clock } from '@oremill/runtime';
import {
  type Execution,
  type ExecutionState,
  type OutputManifest,
  type Phase,
  type StepReport,
  toErrorReply,
} from '@oremill/types';
import { CounterSet } from './job/counters.ts';
import type { StepDefinition } from './job/step.ts';
import { newTaskProgress, type TaskProgress } from './runner/run-task.ts';
import { newStepReport, stepAdvanced } from './step-report.ts';

const TELL_MS_MIN = 100;
const STORE_MS_MIN = 1000;

export interface TrackOptions {
  /** How many the job has. */
  readonly steps: number;
  readonly clock: Clock;
  /** Called on each change of state or phase, else at most ten times a second. */
  readonly onProgress: (execution: Execution) => void;
  /** Called on each change of phase, else at most once a second. */
  readonly store: (execution: Execution) => void;
}

/** Adds up what the tasks report into the state of the execution. */
export class ExecutionTracker {
  execution: Execution;
  readonly #options: TrackOptions;
  readonly #counters = new CounterSet();
  readonly #startedMs: number;
  #firstMap: { startedMs: number; endedMs?: number } | undefined;
  #toldMs = 0;
  #storedMs = 0;

  constructor(execution: Execution, options: TrackOptions) {
    this.execution = execution;
    this.#options = options;
    this.#startedMs = options.clock.monotonicMs() - execution.progress.elapsedMs;
  }

  /** Milliseconds that the execution has taken, those before it was resumed included. */
  sinceStart(monotonicMs = this.#options.clock.monotonicMs()): number {
    return Math.max(0, Math.round(monotonicMs - this.#startedMs));
  }

  begin(phase: Phase): void {
    this.#advance({ phase });
    this.#store();
    this.tell();
  }

  /** A step begins with its first phase. */
  beginStep(
    index: number,
    step: StepDefinition,
    totals: Pick<StepReport, 'inputBytes' | 'mapTasks' | 'reduceTasks'>,
  ): void {
    const report = newStepReport(step, totals);
    this.#setStep(index, { ...report, startedMs: this.sinceStart() });
    if (index === 0) this.#firstMap = { startedMs: this.#options.clock.monotonicMs() };
    this.#advance({
      step: index + 1,
      reducersDone: 0,
      reducers: totals.reduceTasks,
      ...(index === 0 ? { inputBytes: totals.inputBytes } : {}),
    });
  }

  endMap(index: number): void {
    if (index === 0 && this.#firstMap) this.#firstMap.endedMs = this.#options.clock.monotonicMs();
    this.#changeStep(index, () => ({ mapEndedMs: this.sinceStart() }));
  }

  endStep(index: number, outcome: Partial<StepReport>): void {
    this.#changeStep(index, () => ({ ...outcome, endedMs: this.sinceStart() }));
  }

  /** What to call while the tasks of one phase are done: with each task's place, and all that it has done so far. */
  follow(
    index: number,
    phase: 'map' | 'reduce',
  ): (task: number, done: TaskProgress, isDone: boolean) => void {
    const seen = new Map<number, TaskProgress>();
    return (task, done, isDone) => {
      const more = difference(done, seen.get(task) ?? newTaskProgress());
      seen.set(task, { ...done });
      this.#changeStep(index, (step) => stepAdvanced(step, more, isDone ? phase : undefined));
      this.#addToTotals(index, more, isDone && phase === 'reduce');
      this.#tellNowAndThen();
    };
  }

  retried(index: number): void {
    this.#changeStep(index, (step) => ({ retries: step.retries + 1 }));
  }

  say(status: string): void {
    this.execution = { ...this.execution, status };
    this.#tellNowAndThen();
  }

  count(counters: Execution['counters']): void {
    this.#counters.merge(counters);
    this.execution = { ...this.execution, counters: this.#counters.toCounters() };
  }

  /** The state that is to be published; `tell` it once it is. */
  succeed(manifest: OutputManifest): Execution {
    return this.#end('succeeded', { manifest });
  }

  fail(state: ExecutionState, error: unknown): Execution {
    // It may have been made and not have arrived.
    const { manifest: _, ...execution } = this.execution;
    this.execution = execution;
    return this.#end(state, { error: toErrorReply(error) });
  }

  tell(): void {
    this.#toldMs = this.#options.clock.monotonicMs();
    this.#options.onProgress(this.execution);
  }

  #tellNowAndThen(): void {
    const nowMs = this.#options.clock.monotonicMs();
    if (nowMs - this.#storedMs >= STORE_MS_MIN) this.#store();
    if (nowMs - this.#toldMs >= TELL_MS_MIN) this.tell();
  }

  /** The totals speak of what goes in at the first step and comes out at the last. */
  #addToTotals(index: number, more: TaskProgress, isReduced: boolean): void {
    const { progress, steps } = this.execution;
    const isFirst = index === 0;
    const isLast = index === this.#options.steps - 1;
    this.#advance({
      inputBytesDone: progress.inputBytesDone + (isFirst ? more.inputBytesDone : 0),
      records: progress.records + (isFirst ? more.records : 0),
      skipped: steps.reduce((sum, step) => sum + step.skipped, 0),
      emitted: steps.reduce((sum, step) => sum + step.emitted, 0),
      rows: progress.rows + (isLast ? more.rows : 0),
      outputBytes: progress.outputBytes + (isLast ? more.outputBytes : 0),
      reducersDone: progress.reducersDone + (isReduced ? 1 : 0),
    });
  }

  #changeStep(index: number, change: (step: StepReport) => Partial<StepReport>): void {
    const step = this.execution.steps[index];
    if (step) this.#setStep(index, { ...step, ...change(step) });
  }

  #setStep(index: number, step: StepReport): void {
    const steps = [...this.execution.steps];
    steps[index] = step;
    this.execution = { ...this.execution, steps };
  }

  #end(state: ExecutionState, outcome: Pick<Execution, 'manifest' | 'error'>): Execution {
    this.#advance({});
    const finishedAt = new Date(this.#options.clock.nowMs()).toISOString();
    const { status: _, ...execution } = this.execution;
    this.execution = { ...execution, state, finishedAt, ...outcome };
    return this.execution;
  }

  #advance(change: Partial<Execution['progress']>): void {
    const nowMs = this.#options.clock.monotonicMs();
    const progress = { ...this.execution.progress, ...change };
    progress.elapsedMs = Math.round(nowMs - this.#startedMs);
    const mapMs = this.#firstMap ? (this.#firstMap.endedMs ?? nowMs) - this.#firstMap.startedMs : 0;
    progress.bytesPerSecond =
      mapMs > 0 && progress.inputBytesDone > 0 ? (progress.inputBytesDone / mapMs) * 1000 : 0;
    this.execution = { ...this.execution, progress };
  }

  #store(): void {
    this.#storedMs = this.#options.clock.monotonicMs();
    this.#options.store(this.execution);
  }
}

function difference(done: TaskProgress, before: TaskProgress): TaskProgress {
  const more = newTaskProgress();
  for (const name of Object.keys(more) as (keyof TaskProgress)[]) more[name] = done[name] - before[name];
  return more;
}
