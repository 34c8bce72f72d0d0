import type { Dataset } from '../dataset/dataset.ts';

/** Whose replies are held back until the turn is over. */
export interface Holder {
  /** What these replies promise is as safe as it was to be, or will be then. */
  release(replies: readonly Buffer[], settled: Promise<unknown> | undefined): void;
}

/**
 * What connections write in one turn of the event loop: each log is written once at its end, and replies go after that.
 * A write to a file costs as much as ten SETs, so doing it for each connection would take a third of a server's time.
 */
export class Turn {
  readonly #written = new Set<Dataset>();
  readonly #held = new Map<Holder, Buffer[]>();

  /** Keeps replies, the last of which answers a write to one of these, or comes behind one that does. */
  hold(holder: Holder, replies: Buffer[], written: Iterable<Dataset>): void {
    if (this.#held.size === 0) setImmediate(() => this.#over());
    for (const dataset of written) this.#written.add(dataset);
    this.#held.set(holder, [...this.take(holder), ...replies]);
  }

  holds(holder: Holder): boolean {
    return this.#held.has(holder);
  }

  /** Gives back what was held: it is the holder's to send, when it is safe. */
  take(holder: Holder): Buffer[] {
    const replies = this.#held.get(holder) ?? [];
    this.#held.delete(holder);
    return replies;
  }

  /** What to wait for until all that was written in this turn, and to these, is safe; undefined when it is. */
  settled(written: Iterable<Dataset> = []): Promise<unknown> | undefined {
    const waits: Promise<void>[] = [];
    for (const dataset of new Set([...this.#written, ...written])) {
      const settled = dataset.settled();
      if (settled !== undefined) waits.push(settled);
    }
    return waits.length === 0 ? undefined : Promise.all(waits);
  }

  #over(): void {
    const settled = this.settled();
    // Holders may all be gone: their clients are told nothing then.
    settled?.catch(() => undefined);
    this.#written.clear();
    const held = [...this.#held];
    this.#held.clear();
    for (const [holder, replies] of held) holder.release(replies, settled);
  }
}
