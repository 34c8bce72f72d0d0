import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import type { JobDefinition } from '../job/define-job.ts';
import {
  type MapTask,
  newTaskProgress,
  type ReduceTask,
  type Task,
  type TaskPlan,
  type TaskProgress,
  type TaskResult,
} from '../runner/run-task.ts';
import { afterAttempts, isWorthRetrying } from '../runner/task-lost.ts';
import type { TaskRunner, TaskWatcher } from '../runner/task-runner.ts';
import { streamMap } from './stream-map.ts';
import { streamReduce } from './stream-reduce.ts';
import type { StreamingContext } from './task-processes.ts';

export interface StreamingRunnerOptions {
  readonly job: JobDefinition;
  readonly jobModule: URL;
  readonly plan: TaskPlan;
  /** Options of the job as they were given. */
  readonly givenOptions: Readonly<Record<string, unknown>>;
  readonly workers: number;
  /** Of one worker. */
  readonly memoryBytes: number;
  /** For what is not a task of Hadoop's: a look into the input, and publishing. */
  readonly other: TaskRunner;
}

/** Does map | sort | reduce with a process for each phase of each task: what Hadoop Streaming does, on this machine. */
export class StreamingRunner implements TaskRunner {
  readonly #options: StreamingRunnerOptions;
  readonly #stop = new AbortController();
  readonly #folder: string;
  #running: Promise<unknown> = Promise.resolve();
  #hasFolder = false;

  constructor(options: StreamingRunnerOptions) {
    this.#options = options;
    this.#folder = join(options.plan.paths.spills, 'working');
  }

  run(tasks: readonly Task[], watcher: TaskWatcher): Promise<TaskResult[]> {
    const streamed = tasks.filter((task) => task.kind === 'map' || task.kind === 'reduce');
    if (streamed.length === 0) return this.#options.other.run(tasks, watcher);
    this.#makeFolder();
    const running = this.#runAll(streamed, watcher);
    this.#running = running;
    return running;
  }

  async close(): Promise<void> {
    this.#stop.abort(new Error('the runner was closed'));
    await this.#running.catch(() => undefined);
    await this.#options.other.close();
  }

  /** The files of the job lie in it under their names, as Hadoop's cache lays them out. */
  #makeFolder(): void {
    if (this.#hasFolder) return;
    this.#hasFolder = true;
    mkdirSync(this.#folder, { recursive: true });
    for (const [name, path] of Object.entries(this.#options.plan.filePaths)) {
      symlinkSync(path, join(this.#folder, name));
    }
  }

  async #runAll(tasks: readonly (MapTask | ReduceTask)[], watcher: TaskWatcher): Promise<TaskResult[]> {
    const results: TaskResult[] = [];
    let next = 0;
    const failed = new AbortController();
    const work = async (worker: number) => {
      while (next < tasks.length && !failed.signal.aborted) {
        const index = next;
        next += 1;
        const task = tasks[index] as MapTask | ReduceTask;
        results[index] = await this.#runTask(task, { index, worker, watcher, failed: failed.signal });
      }
    };
    const workers = Array.from({ length: this.#options.workers }, (_, worker) =>
      work(worker).catch((error: unknown) => {
        failed.abort(error);
        throw error;
      }),
    );
    const ended = await Promise.allSettled(workers);
    // The first failure ends the others, which fail with it.
    failed.signal.throwIfAborted();
    return ended.length === 0 ? [] : results;
  }

  async #runTask(task: MapTask | ReduceTask, { index, worker, watcher, failed }: Place): Promise<TaskResult> {
    const { limits } = this.#options.plan;
    for (let attempt = 1; ; attempt += 1) {
      const progress = newTaskProgress();
      const startedMs = performance.now();
      const timer = setInterval(() => watcher.onProgress?.(index, progress), REPORT_MS);
      try {
        const context = this.#context(watcher, AbortSignal.any([this.#stop.signal, failed]));
        const result = await runProcesses(context, task, attempt, progress);
        const endedMs = performance.now();
        watcher.onDone?.(index, { result, progress, worker, attempt, startedMs, endedMs });
        return result;
      } catch (error) {
        if (this.#stop.signal.aborted || failed.aborted) throw error;
        if (attempt >= limits.attemptsMax || !isWorthRetrying(error)) throw afterAttempts(error, attempt);
        watcher.onRetry?.(index, error);
      } finally {
        clearInterval(timer);
      }
    }
  }

  #context({ onStatus }: TaskWatcher, signal: AbortSignal): StreamingContext {
    return { ...this.#options, folder: this.#folder, signal, onStatus: onStatus ?? (() => {}) };
  }
}

/** Between two reports of a task's progress. */
const REPORT_MS = 100;

interface Place {
  readonly index: number;
  readonly worker: number;
  readonly watcher: TaskWatcher;
  readonly failed: AbortSignal;
}

function runProcesses(
  context: StreamingContext,
  task: MapTask | ReduceTask,
  attempt: number,
  progress: TaskProgress,
): Promise<TaskResult> {
  return task.kind === 'map'
    ? streamMap(context, task, attempt, progress)
    : streamReduce(context, task, attempt, progress);
}
