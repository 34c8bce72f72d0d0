import { randomBytes } from 'node:crypto';
import { waitFor } from '../log/wait-for.ts';

/** Counts the changes of a store, for those who wait for the next. */
export class Revision {
  /** Another one at each start. */
  readonly run = randomBytes(8).toString('hex');
  #count = 0;
  readonly #listeners = new Set<() => void>();
  readonly #over = new AbortController();

  get text(): string {
    return `${this.run}-${this.#count}`;
  }

  changed(): void {
    this.#count += 1;
    for (const listener of this.#listeners) listener();
  }

  /** Resolves when it is another one, after so long, or when nothing changes any more. */
  async isPast(text: string, waitMs: number): Promise<boolean> {
    if (text !== this.text) return true;
    const listen = (done: () => void) => {
      this.#listeners.add(done);
      return () => void this.#listeners.delete(done);
    };
    await waitFor(listen, waitMs, this.#over.signal);
    return text !== this.text;
  }

  end(): void {
    this.#over.abort();
  }
}
