import { fromErrorReply } from '@oremill/types';
import type { WorkerMessage } from './messages.ts';
import type { Task, TaskResult } from './run-task.ts';
import { afterAttempts, isWorthRetrying, taskHung, workerLost } from './task-lost.ts';
import type { TaskRunner, TaskWatcher } from './task-runner.ts';
import { type SlotOptions, WorkerSlot } from './worker-slot.ts';

/** Between two looks at whether a worker still moves on. */
const LOOK_MS_MAX = 1000;

export interface ThreadsOptions extends SlotOptions {
  readonly workers: number;
}

/** One list of tasks on its way. */
interface Round {
  readonly tasks: readonly Task[];
  readonly results: TaskResult[];
  readonly watcher: TaskWatcher;
  readonly done: PromiseWithResolvers<TaskResult[]>;
  /** Tasks to be begun, the next one last, and how often each was tried. */
  readonly waiting: number[];
  readonly attempts: number[];
  left: number;
}

/** Hands tasks to worker threads; this thread only passes messages on. A task that fails is tried on a fresh worker. */
export class ThreadsRunner implements TaskRunner {
  readonly #slots: readonly WorkerSlot[];
  readonly #attemptsMax: number;
  readonly #taskMsMax: number;
  readonly #watch: NodeJS.Timeout;
  #round: Round | undefined;
  /** Why a worker is gone, when it went before there was a round to fail. */
  #lost: unknown;
  #isClosed = false;

  constructor({ workers, ...options }: ThreadsOptions) {
    const { attemptsMax, taskMsMax } = options.plan.limits;
    this.#attemptsMax = attemptsMax;
    this.#taskMsMax = taskMsMax;
    const events = {
      onMessage: (slot: WorkerSlot, message: WorkerMessage) => this.#receive(slot, message),
      onLost: (slot: WorkerSlot, error: unknown) => this.#lose(slot, error),
    };
    this.#slots = Array.from({ length: workers }, (_, number) => new WorkerSlot(number, options, events));
    this.#watch = setInterval(() => this.#look(), Math.min(LOOK_MS_MAX, taskMsMax / 4));
    this.#watch.unref();
  }

  run(tasks: readonly Task[], watcher: TaskWatcher): Promise<TaskResult[]> {
    const done = Promise.withResolvers<TaskResult[]>();
    const waiting = tasks.map((_, index) => index).reverse();
    this.#round = {
      tasks,
      results: [],
      watcher,
      done,
      waiting,
      attempts: tasks.map(() => 0),
      left: tasks.length,
    };
    if (this.#lost !== undefined) done.reject(this.#lost);
    else if (tasks.length === 0) done.resolve([]);
    else for (const slot of this.#slots) this.#handOut(slot, this.#round);
    return done.promise;
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    clearInterval(this.#watch);
    await Promise.all(this.#slots.map((slot) => slot.close()));
  }

  #handOut(slot: WorkerSlot, round: Round): void {
    const index = round.waiting.pop();
    const task = index === undefined ? undefined : round.tasks[index];
    if (index === undefined || task === undefined || this.#isClosed) return;
    const attempt = (round.attempts[index] ?? 0) + 1;
    round.attempts[index] = attempt;
    slot.assign({ index, task, attempt, startedMs: performance.now() });
  }

  #receive(slot: WorkerSlot, message: WorkerMessage): void {
    const round = this.#round;
    const { assignment } = slot;
    if (round === undefined || assignment === undefined || this.#isClosed) return;
    const { index, attempt } = assignment;
    switch (message.kind) {
      case 'progress':
        round.watcher.onProgress?.(index, message.progress);
        return;
      case 'status':
        round.watcher.onStatus?.(message.words);
        return;
      case 'result': {
        const { result, progress, tookMs } = message;
        slot.assignment = undefined;
        const endedMs = performance.now();
        round.results[index] = result;
        round.left -= 1;
        const startedMs = endedMs - tookMs;
        round.watcher.onDone?.(index, { result, progress, worker: slot.number, attempt, startedMs, endedMs });
        if (round.left === 0) round.done.resolve(round.results);
        else this.#handOut(slot, round);
        return;
      }
      case 'failed':
        this.#fail(slot, fromErrorReply(message.reply, message.status));
        return;
      case 'broken':
        this.#fail(slot, message.error);
    }
  }

  /** A worker ends only when it is told to; any other end loses its task. */
  #lose(slot: WorkerSlot, error: unknown): void {
    if (this.#isClosed) return;
    this.#fail(slot, workerLost(error, slot.assignment?.task, slot.place));
  }

  #look(): void {
    const nowMs = performance.now();
    for (const slot of this.#slots) {
      const quietMs = slot.assignment ? slot.quietMs(nowMs) : 0;
      if (slot.assignment && quietMs > this.#taskMsMax) {
        this.#fail(slot, taskHung(slot.assignment.task, slot.place, quietMs));
      }
    }
  }

  /** Tries the slot's task again on a fresh worker, or ends the round. */
  #fail(slot: WorkerSlot, error: unknown): void {
    const round = this.#round;
    const { assignment } = slot;
    if (round === undefined || assignment === undefined) {
      // It died before its first task: another one would as well.
      this.#lost ??= error;
      round?.done.reject(error);
      return;
    }
    if (assignment.attempt >= this.#attemptsMax || !isWorthRetrying(error)) {
      round.done.reject(afterAttempts(error, assignment.attempt));
      return;
    }
    round.waiting.push(assignment.index);
    round.watcher.onRetry?.(assignment.index, error);
    slot.replace().then(
      () => this.#handOut(slot, round),
      (reason: unknown) => round.done.reject(reason),
    );
  }
}
