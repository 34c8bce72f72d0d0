import type { Clock } from '@oremill/runtime';
import {
  type Execution,
  type ExecutionState,
  type OutputManifest,
  type Phase,
  toErrorReply,
} from '@oremill/types';
import { CounterSet } from './job/counters.ts';
import { newTaskProgress, type TaskProgress } from './runner/run-task.ts';
import type { OnTaskProgress } from './runner/task-runner.ts';

const TELL_MS_MIN = 100;
const STORE_MS_MIN = 1000;

export interface TrackOptions {
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
  #mapStartedMs = 0;
  #mapEndedMs: number | undefined;
  #toldMs = 0;
  #storedMs = 0;

  constructor(execution: Execution, options: TrackOptions) {
    this.execution = execution;
    this.#options = options;
    this.#startedMs = options.clock.monotonicMs();
  }

  begin(phase: Phase, totals: { inputBytes?: number } = {}): void {
    const nowMs = this.#options.clock.monotonicMs();
    if (phase === 'map') this.#mapStartedMs = nowMs;
    else if (phase === 'reduce') this.#mapEndedMs = nowMs;
    this.#advance({ phase, ...totals });
    this.#store();
    this.tell();
  }

  /** What a runner calls while it does one list of tasks. */
  follow(phase: 'map' | 'reduce'): OnTaskProgress {
    const seen = new Map<number, TaskProgress>();
    return (index, done, isDone) => {
      const before = seen.get(index) ?? newTaskProgress();
      const { progress } = this.execution;
      this.#advance({
        inputBytesDone: progress.inputBytesDone + done.inputBytesDone - before.inputBytesDone,
        records: progress.records + done.records - before.records,
        skipped: progress.skipped + done.skipped - before.skipped,
        emitted: progress.emitted + done.emitted - before.emitted,
        rows: progress.rows + done.rows - before.rows,
        outputBytes: progress.outputBytes + done.outputBytes - before.outputBytes,
        reducersDone: progress.reducersDone + (isDone && phase === 'reduce' ? 1 : 0),
      });
      seen.set(index, { ...done });
      const nowMs = this.#options.clock.monotonicMs();
      if (nowMs - this.#storedMs >= STORE_MS_MIN) this.#store();
      if (nowMs - this.#toldMs >= TELL_MS_MIN) this.tell();
    };
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
    return this.#end(state, { error: toErrorReply(error) });
  }

  tell(): void {
    this.#toldMs = this.#options.clock.monotonicMs();
    this.#options.onProgress(this.execution);
  }

  #end(state: ExecutionState, outcome: Pick<Execution, 'manifest' | 'error'>): Execution {
    this.#advance({});
    const finishedAt = new Date(this.#options.clock.nowMs()).toISOString();
    this.execution = { ...this.execution, state, finishedAt, ...outcome };
    return this.execution;
  }

  #advance(change: Partial<Execution['progress']>): void {
    const nowMs = this.#options.clock.monotonicMs();
    const progress = { ...this.execution.progress, ...change };
    progress.elapsedMs = Math.round(nowMs - this.#startedMs);
    const mapMs = (this.#mapEndedMs ?? nowMs) - this.#mapStartedMs;
    progress.bytesPerSecond =
      mapMs > 0 && progress.inputBytesDone > 0 ? (progress.inputBytesDone / mapMs) * 1000 : 0;
    this.execution = { ...this.execution, progress };
  }

  #store(): void {
    this.#storedMs = this.#options.clock.monotonicMs();
    this.#options.store(this.execution);
  }
}
