import type { Dataset } from '../dataset/dataset.ts';

/** Whose replies are held back until the turn is over. */
export interface Holder {
  /** What these replies promise is as safe as it was to be, or will be then. */
  release(replies: readonly Buffer[], settled: Promise<unknown> | undefined): void;
}

/** Replies, and the datasets that were written to for them. */
interface Held {
  readonly replies: Buffer[];
  readonly written: Set<Dataset>;
}

type Settled = Promise<unknown> | undefined;

/** Where nothing was written. */
const NOTHING = { replies: [], settled: undefined };

/**
 * What connections write in one turn of the event loop: each log is written once at its end, and replies go after that.
 * A write to a file costs as much as ten SETs, so doing it for each connection would take a third of a server's time.
 * Each connection waits for the logs that it wrote to: another one may be slow, or have failed.
 */
export class Turn {
  readonly #held = new Map<Holder, Held>();

  /** Keeps replies, the last of which answers a write to one of these, or comes behind one that does. */
  hold(holder: Holder, replies: readonly Buffer[], written: Iterable<Dataset>): void {
    if (this.#held.size === 0) setImmediate(() => this.#over());
    let held = this.#held.get(holder);
    if (held === undefined) {
      held = { replies: [], written: new Set() };
      this.#held.set(holder, held);
    }
    held.replies.push(...replies);
    for (const dataset of written) held.written.add(dataset);
  }

  holds(holder: Holder): boolean {
    return this.#held.has(holder);
  }

  /** Before the turn is over: gives back what was held, to be sent when that, and what was written to these, is safe. */
  settle(holder: Holder, written: ReadonlySet<Dataset>): { replies: readonly Buffer[]; settled: Settled } {
    const held = this.#held.get(holder);
    if (held === undefined && written.size === 0) return NOTHING;
    this.#held.delete(holder);
    const all = new Set([...(held?.written ?? []), ...written]);
    return { replies: held?.replies ?? [], settled: settledOf(all, (dataset) => dataset.settled()) };
  }

  #over(): void {
    const held = [...this.#held];
    this.#held.clear();
    const logs = new Map<Dataset, Settled>();
    const settle = (dataset: Dataset): Settled => {
      if (!logs.has(dataset)) logs.set(dataset, dataset.settled());
      return logs.get(dataset);
    };
    for (const [holder, { replies, written }] of held) holder.release(replies, settledOf(written, settle));
  }
}

/** What to wait for until all that was written to these is safe; undefined when it is. */
function settledOf(written: Iterable<Dataset>, settle: (dataset: Dataset) => Settled): Settled {
  const waits: Promise<unknown>[] = [];
  for (const dataset of written) {
    const settled = settle(dataset);
    if (settled !== undefined) waits.push(settled);
  }
  return waits.length > 1 ? Promise.all(waits) : waits[0];
}
