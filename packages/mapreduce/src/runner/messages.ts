import type { ErrorReply } from '@oremill/types';
import type { Task, TaskPlan, TaskProgress, TaskResult } from './run-task.ts';

/** Marks our messages: under `node --watch` a worker posts others. */
export const TAG = 'oremill.mapreduce';

export interface WorkerData {
  readonly tag: typeof TAG;
  readonly job: string;
  readonly plan: TaskPlan;
  /** Shared: how many records the worker has begun, and the place of the present one. */
  readonly pulse: Float64Array;
}

/** To a worker. */
export interface TaskMessage {
  readonly tag: typeof TAG;
  readonly task: Task;
}

/** From a worker, about the task that it was given last. */
export type WorkerMessage = { readonly tag: typeof TAG } & (
  | { readonly kind: 'progress'; readonly progress: TaskProgress }
  | { readonly kind: 'status'; readonly words: string }
  | {
      readonly kind: 'result';
      readonly progress: TaskProgress;
      readonly result: TaskResult;
      /** Without the time that the worker took to start. */
      readonly tookMs: number;
    }
  | { readonly kind: 'failed'; readonly reply: ErrorReply; readonly status: number }
  /** A defect of ours: the stack is what helps. */
  | { readonly kind: 'broken'; readonly error: Error }
);

export function isWorkerMessage(message: unknown): message is WorkerMessage {
  return typeof message === 'object' && message !== null && 'tag' in message && message.tag === TAG;
}
