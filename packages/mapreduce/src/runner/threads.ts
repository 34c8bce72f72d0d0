import { Worker } from 'node:worker_threads';
import { AppError, mapreduceError } from '@oremill/types';
import { describeThrown, userFrame } from '../job/user-frame.ts';
import { isWorkerMessage, TAG, type TaskMessage, type WorkerData, type WorkerMessage } from './messages.ts';
import type { Task, TaskPlan, TaskResult } from './run-task.ts';
import type { OnTaskProgress, TaskRunner } from './task-runner.ts';

/** The source runs unbuilt, what is published is built. */
const WORKER = new URL(import.meta.url.endsWith('.ts') ? './worker.ts' : './worker.js', import.meta.url);

/**
 * Records die young: with room for more of them fewer are copied on. Measured on 256 MiB of bookmarks: 3.0 s of
 * processor time instead of 3.3 s.
 */
const YOUNG_MIB = 96;

/** One list of tasks on its way. */
interface Round {
  readonly tasks: readonly Task[];
  readonly results: TaskResult[];
  readonly onProgress: OnTaskProgress;
  readonly done: PromiseWithResolvers<TaskResult[]>;
  next: number;
  left: number;
}

/** Hands tasks to worker threads; this thread only passes messages on. */
export class ThreadsRunner implements TaskRunner {
  readonly #workers: readonly Worker[];
  #round: Round | undefined;
  /** Why a worker is gone, when it went before there was a round to fail. */
  #lost: Error | undefined;
  #isClosed = false;

  constructor(job: URL, plan: TaskPlan, workers: number) {
    this.#workers = Array.from({ length: workers }, () => this.#start({ ...plan, tag: TAG, job: job.href }));
  }

  run(tasks: readonly Task[], onProgress: OnTaskProgress): Promise<TaskResult[]> {
    const done = Promise.withResolvers<TaskResult[]>();
    this.#round = { tasks, results: [], onProgress, done, next: 0, left: tasks.length };
    if (this.#lost) done.reject(this.#lost);
    else if (tasks.length === 0) done.resolve([]);
    else for (const worker of this.#workers) this.#handOut(worker, this.#round);
    return done.promise;
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await Promise.all(this.#workers.map((worker) => worker.terminate()));
  }

  #start(workerData: WorkerData): Worker {
    const worker = new Worker(WORKER, {
      workerData,
      stdout: true,
      resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MIB },
    });
    // What a job prints is talk: on stdout it would end up in the middle of a reply.
    worker.stdout.on('data', (chunk: Buffer) => process.stderr.write(chunk));
    worker.on('message', (message: unknown) => {
      if (isWorkerMessage(message) && this.#round && !this.#isClosed)
        this.#receive(worker, message, this.#round);
    });
    worker.on('error', (error: unknown) => this.#lose(error));
    worker.on('exit', (code) => this.#lose(new Error(`it ended with exit code ${code}`)));
    return worker;
  }

  #handOut(worker: Worker, round: Round): void {
    const index = round.next;
    const task = round.tasks[index];
    if (task === undefined) return;
    round.next += 1;
    worker.postMessage({ tag: TAG, index, task } satisfies TaskMessage);
  }

  #receive(worker: Worker, message: WorkerMessage, round: Round): void {
    switch (message.kind) {
      case 'progress':
        round.onProgress(message.index, message.progress, false);
        return;
      case 'result':
        round.onProgress(message.index, message.progress, true);
        round.results[message.index] = message.result;
        round.left -= 1;
        if (round.left === 0) round.done.resolve(round.results);
        else this.#handOut(worker, round);
        return;
      case 'failed':
        round.done.reject(
          new AppError(message.reply.code, message.reply.message, {
            status: message.status,
            ...(message.reply.hint === undefined ? {} : { hint: message.reply.hint }),
          }),
        );
        return;
      case 'broken':
        round.done.reject(message.error);
    }
  }

  /** A worker ends only when it is told to; any other end loses its task. */
  #lose(error: unknown): void {
    if (this.#isClosed) return;
    this.#lost ??= workerLost(error);
    this.#round?.done.reject(this.#lost);
  }
}

function workerLost(error: unknown): Error {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ERR_WORKER_OUT_OF_MEMORY') {
    return mapreduceError('WORKER_LOST', 'a worker ran out of memory', {
      hint: 'The job keeps too much in its own variables: emit it instead, or read values one at a time.',
      cause: error,
    });
  }
  const frame = userFrame(error);
  return mapreduceError('WORKER_LOST', `a worker died: ${describeThrown(error)}`, {
    hint: `${frame === undefined ? 'Look for process.exit in the job, or for an error in a callback.' : `At ${frame}.`} The inline runner shows more.`,
    cause: error,
  });
}
