import type { Task, TaskProgress, TaskResult } from './run-task.ts';

/** A task that was finished. */
export interface TaskDone {
  readonly result: TaskResult;
  readonly progress: TaskProgress;
  /** From 0. */
  readonly worker: number;
  /** From 1. */
  readonly attempt: number;
  /** On the runner's monotonic clock. */
  readonly startedMs: number;
  readonly endedMs: number;
}

/** What a runner tells of a list of tasks; `index` is the place in that list. */
export interface TaskWatcher {
  /** All that the present attempt has done so far. */
  readonly onProgress?: (index: number, progress: TaskProgress) => void;
  readonly onDone?: (index: number, done: TaskDone) => void;
  /** The task failed and is begun again. */
  readonly onRetry?: (index: number, error: unknown) => void;
  readonly onStatus?: (words: string) => void;
}

/** Does tasks somewhere. */
export interface TaskRunner {
  /** Resolves with the results in the order of the tasks; rejects with the first error that no retry has mended. */
  run(tasks: readonly Task[], watcher: TaskWatcher): Promise<TaskResult[]>;
  /** Ends what is being done, if anything; afterwards no task touches a file any more. */
  close(): Promise<void>;
}
