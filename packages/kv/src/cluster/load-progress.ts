import type { SentToNode } from './messages.ts';

export interface ClusterLoadProgress {
  readonly phase: 'load' | 'check' | 'switch';
  readonly version: number;
  /** Pairs of stretches that are acknowledged and replicated. */
  readonly pairs: number;
  readonly stretches: number;
  readonly stretchesDone: number;
  /** What each node acknowledged, things that were sent again included. */
  readonly nodes: readonly SentToNode[];
  /** How often a stretch was begun again because a node went away. */
  readonly retries: number;
  /** The last reason. */
  readonly reason: string | undefined;
}

/** Adds up what workers tell. */
export class ProgressSum {
  readonly #nodes = new Map<string, SentToNode>();
  readonly #pairs = new Map<number, number>();
  retries = 0;
  reason: string | undefined;

  add(sent: readonly SentToNode[]): void {
    for (const { address, pairs, bytes } of sent) {
      const before = this.#nodes.get(address);
      const sum = { address, pairs: (before?.pairs ?? 0) + pairs, bytes: (before?.bytes ?? 0) + bytes };
      this.#nodes.set(address, sum);
    }
  }

  /** A stretch that is sent once more, for some slots, is still as long as it was. */
  stretchDone(id: number, pairs: number): void {
    this.#pairs.set(id, pairs);
  }

  retried(reason: string): void {
    this.retries += 1;
    this.reason = reason;
  }

  get pairs(): number {
    let sum = 0;
    for (const pairs of this.#pairs.values()) sum += pairs;
    return sum;
  }

  get nodes(): SentToNode[] {
    return [...this.#nodes.values()].sort((a, b) => (a.address < b.address ? -1 : 1));
  }

  get stretchesDone(): number {
    return this.#pairs.size;
  }
}
