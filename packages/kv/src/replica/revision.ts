import { randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { type Deferred, defer } from '../log/deferred.ts';

/** Counts the changes of a store, for those who wait for the next. */
export class Revision {
  /** Another one at each start. */
  readonly run = randomBytes(8).toString('hex');
  #count = 0;
  #next: Deferred = defer();
  readonly #over = new AbortController();

  get text(): string {
    return `${this.run}-${this.#count}`;
  }

  changed(): void {
    this.#count += 1;
    this.#next.resolve();
    this.#next = defer();
  }

  /** Resolves when it is another one, after so long, or when nothing changes any more. */
  async isPast(text: string, waitMs: number): Promise<boolean> {
    if (text !== this.text) return true;
    if (this.#over.signal.aborted) return false;
    const done = new AbortController();
    const signal = AbortSignal.any([done.signal, this.#over.signal]);
    const timeIsUp = pause(waitMs, undefined, { signal, ref: false }).catch(() => undefined);
    await Promise.race([this.#next.promise, timeIsUp]);
    done.abort();
    return text !== this.text;
  }

  end(): void {
    this.#over.abort();
  }
}
