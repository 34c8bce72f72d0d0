import type { Task, TaskProgress, TaskResult } from './run-task.ts';

/** Called with the place of a task in the list that is being run, and all it has done so far. */
export type OnTaskProgress = (index: number, progress: TaskProgress, isDone: boolean) => void;

/** Does tasks somewhere. */
export interface TaskRunner {
  /** Resolves with the results in the order of the tasks; rejects with the first error. */
  run(tasks: readonly Task[], onProgress: OnTaskProgress): Promise<TaskResult[]>;
  /** Ends what is being done, if anything; afterwards no task touches a file any more. */
  close(): Promise<void>;
}
