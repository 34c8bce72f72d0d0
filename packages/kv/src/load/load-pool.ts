import assert from 'node:assert/strict';
import type { Worker } from 'node:worker_threads';
import { ownModule, startWorker } from '@oremill/runtime/worker';
import { kvError } from '@oremill/types';
import type { LoadFault } from './load-fault.ts';
import { type FromWorker, isOurs, type ToWorker } from './messages.ts';

const PROGRAM = ownModule('./worker', import.meta.url);
type Heard = (index: number, message: FromWorker) => void;

/**
 * Worker threads for one load after the other. Starting them takes some hundredths of a second: `start` can be called
 * ahead. They end with each load, since V8 does not count memory that threads share, and an idle thread would keep a
 * table that nobody else needs.
 */
export class LoadPool {
  readonly size: number;
  readonly #program: URL;
  #workers: Worker[] = [];
  #ready: Promise<unknown>[] = [];
  #heard: Heard | undefined;
  #onFailure: ((error: unknown) => void) | undefined;

  constructor(size: number, program = PROGRAM) {
    this.size = size;
    this.#program = program;
  }

  /** Starts the workers that are not there; resolves when all have said that they are. */
  async start(): Promise<void> {
    while (this.#workers.length < this.size) this.#startOne(this.#workers.length);
    for (const worker of this.#workers) worker.ref();
    await Promise.all(this.#ready);
    this.#rest();
  }

  /** What workers say is heard until the promise is settled; it is rejected when one of them fails or dies. */
  async use<Result>(heard: Heard, work: (failed: Promise<never>) => Promise<Result>): Promise<Result> {
    assert(this.#heard === undefined, 'the pool is at another load');
    const failure = Promise.withResolvers<never>();
    failure.promise.catch(() => undefined);
    this.#heard = heard;
    this.#onFailure = failure.reject;
    for (const worker of this.#workers) worker.ref();
    try {
      const result = await work(failure.promise);
      // They have nothing left to do: nobody waits for their end.
      this.#onFailure = undefined;
      void this.close();
      return result;
    } catch (error) {
      // Whatever they are at, it has to end before the table is used for anything else.
      this.#onFailure = undefined;
      await this.close();
      throw error;
    } finally {
      this.#heard = undefined;
    }
  }

  post(index: number, message: ToWorker, transfer: readonly ArrayBuffer[] = []): void {
    this.#workers[index]?.postMessage(message, transfer);
  }

  postAll(message: ToWorker): void {
    for (const worker of this.#workers) worker.postMessage(message);
  }

  /** Ends the workers, and with them the load that they are at. */
  async close(): Promise<void> {
    this.#onFailure?.(kvError('LOAD_STOPPED', 'the workers of the load were ended'));
    const workers = this.#workers;
    this.#workers = [];
    this.#ready = [];
    for (const worker of workers) {
      worker.removeAllListeners();
      // What it still says is of no interest, but an error without a listener would end the process.
      worker.on('error', () => undefined);
    }
    await Promise.all(workers.map((worker) => worker.terminate()));
  }

  /** Workers that wait for work keep no process alive. */
  #rest(): void {
    for (const worker of this.#workers) worker.unref();
  }

  #startOne(index: number): void {
    const worker = startWorker(this.#program);
    const ready = Promise.withResolvers<void>();
    ready.promise.catch(() => undefined);
    const lose = (cause: unknown): void => {
      const error = workerLost(cause);
      ready.reject(error);
      this.#onFailure?.(error);
    };
    worker.on('message', (message: unknown) => {
      if (!isOurs<FromWorker>(message)) return;
      if (message.kind === 'ready') ready.resolve();
      else if (message.kind === 'failed') this.#onFailure?.(toError(message.fault));
      else if (message.kind === 'broken') this.#onFailure?.(message.error);
      else this.#heard?.(index, message);
    });
    worker.on('error', lose);
    worker.on('exit', (code) => lose(`it ended with exit code ${code}`));
    this.#workers[index] = worker;
    this.#ready[index] = ready.promise;
  }
}

function toError({ code, message, hint }: Pick<LoadFault, 'code' | 'message' | 'hint'>): Error {
  return kvError(code, message, hint === undefined ? {} : { hint });
}

function workerLost(cause: unknown): Error {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return kvError('WORKER_LOST', `a worker of the load died: ${reason}`, {
    hint: 'Nothing was loaded. Is there enough memory?',
    cause,
  });
}
