import type { Worker } from 'node:worker_threads';
import { ownModule, startWorker } from '@oremill/runtime/worker';
import { fromErrorReply } from '@oremill/types';
import type { SampledKeys } from './key-sample.ts';
import type { FromWorker, Task, ToWorker, WorkerPlan } from './messages.ts';

export interface LoadWorkersOptions {
  readonly workers: number;
  readonly plan: WorkerPlan;
  /** The next thing to send; undefined when there is none at present. */
  readonly next: () => Task | undefined;
  readonly onDone: (id: number, pairs: number) => void;
  readonly onMessage: (message: FromWorker) => void;
  readonly onError: (error: unknown) => void;
}

/** Two, so that a thread sends one while the replicas of another are waited for. */
const TASKS_AT_ONCE = 2;
const PROGRAM = ownModule('./worker', import.meta.url);

/** The threads of a load. */
export class LoadWorkers {
  readonly #options: LoadWorkersOptions;
  readonly #workers: { readonly thread: Worker; tasks: number }[];
  readonly #samples: SampledKeys[] = [];
  #onSamples: (() => void) | undefined;

  constructor(options: LoadWorkersOptions) {
    this.#options = options;
    this.#workers = Array.from({ length: options.workers }, () => this.#start());
    this.feed();
  }

  /** Gives work to threads that have room for it. */
  feed(): void {
    for (let isFed = true; isFed; ) {
      isFed = false;
      // In turn: each has one before any has two.
      for (const worker of this.#workers) {
        const task = worker.tasks < TASKS_AT_ONCE ? this.#options.next() : undefined;
        if (!task) continue;
        worker.tasks += 1;
        worker.thread.postMessage({ kind: 'send', task } satisfies ToWorker);
        isFed = true;
      }
    }
  }

  tell(message: ToWorker): void {
    for (const { thread } of this.#workers) thread.postMessage(message);
  }

  /** Ends the threads and returns what each sampled. */
  async finish(): Promise<readonly SampledKeys[]> {
    const all = new Promise<void>((resolve) => {
      this.#onSamples = resolve;
    });
    this.tell({ kind: 'finish' });
    await all;
    return this.#samples;
  }

  async close(): Promise<void> {
    await Promise.all(this.#workers.map(({ thread }) => thread.terminate()));
  }

  #start() {
    const thread = startWorker(PROGRAM, { plan: this.#options.plan });
    const worker = { thread, tasks: 0 };
    thread.on('message', (message: FromWorker) => this.#receive(worker, message));
    thread.on('error', (error) => this.#options.onError(error));
    thread.on('exit', () => {
      if (!this.#onSamples) this.#options.onError(new Error('a thread of the load has ended'));
    });
    return worker;
  }

  #receive(worker: { tasks: number }, message: FromWorker): void {
    switch (message.kind) {
      case 'done':
        worker.tasks -= 1;
        this.#options.onDone(message.id, message.pairs);
        this.feed();
        return;
      case 'sample':
        this.#samples.push(message.sample);
        if (this.#samples.length === this.#workers.length) this.#onSamples?.();
        return;
      case 'failed':
        this.#options.onError(fromErrorReply(message.reply, message.status));
        return;
      case 'broken':
        this.#options.onError(message.error);
        return;
      case 'met':
      case 'progress':
      case 'retry':
        this.#options.onMessage(message);
    }
  }
}
