import type { Logger } from '@oremill/runtime';
import { type Execution, mapreduceError } from '@oremill/types';
import type { RunJobOptions } from '../run-job.ts';

/** What an execution is begun with so that it can be followed and stopped. */
export type Given = Required<Pick<RunJobOptions, 'signal' | 'onProgress'>>;

interface Running {
  readonly stop: AbortController;
  readonly done: Promise<unknown>;
}

/** The executions that this process is at work on, so many at once. */
export class RunningExecutions {
  readonly #runningMax: number;
  readonly #log: Logger;
  readonly #running = new Map<string, Running>();

  constructor(runningMax: number, log: Logger) {
    this.#runningMax = runningMax;
    this.#log = log;
  }

  get count(): number {
    return this.#running.size;
  }

  has(id: string): boolean {
    return this.#running.has(id);
  }

  /** Returns once the execution runs; it goes on by itself. Throws EXECUTION_LIMIT, and what refuses it. */
  async launch(
    id: string,
    begin: (given: Given) => Promise<Execution>,
    onProgress: (execution: Execution) => void,
  ): Promise<Execution> {
    if (this.count >= this.#runningMax) {
      throw mapreduceError('EXECUTION_LIMIT', `${this.count} executions are running`, {
        hint: 'Wait for one to finish or stop one.',
      });
    }
    const stop = new AbortController();
    const begun = Promise.withResolvers<Execution>();
    const done = begin({
      signal: stop.signal,
      onProgress: (execution) => {
        onProgress(execution);
        begun.resolve(execution);
      },
    }).catch((error: unknown) => {
      // Refused before it began: the caller's answer. Failed later: its last state was told and kept.
      begun.reject(error);
      this.#log.warn({ execution: id, err: error }, 'execution ended without success');
    });
    this.#running.set(id, { stop, done });
    void done.finally(() => this.#running.delete(id));
    return begun.promise;
  }

  /** False when it does not run here. */
  stop(id: string): boolean {
    const running = this.#running.get(id);
    running?.stop.abort();
    return running !== undefined;
  }

  /** Resolves when it has ended, however it did. */
  async whenDone(id: string): Promise<void> {
    await this.#running.get(id)?.done;
  }

  /** Stops all and waits for them. */
  async close(): Promise<void> {
    for (const { stop } of this.#running.values()) stop.abort();
    await Promise.allSettled([...this.#running.values()].map(({ done }) => done));
  }
}
