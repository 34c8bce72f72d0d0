import type { Random } from '@oremill/runtime';
import type { LiveDataset } from '../../src/dataset/live-dataset.ts';
import { contentOf } from '../dataset/open-dataset.ts';

/** What was known at some time of a run. */
export interface Moment {
  /** File operations so far. */
  readonly at: number;
  /** So many of the commands had been promised to last. */
  readonly promised: number;
}

/** Random commands on a dataset, and what it held after each of them. */
export class Workload {
  /** As text; the first is what it began with. */
  readonly states: string[];
  readonly moments: Moment[] = [];
  readonly #dataset: LiveDataset;
  readonly #random: Random;
  readonly #now: () => number;

  /** `now` counts file operations. */
  constructor(dataset: LiveDataset, random: Random, now: () => number) {
    this.#dataset = dataset;
    this.#random = random;
    this.#now = now;
    this.states = [stateOf(dataset)];
  }

  get commands(): number {
    return this.states.length - 1;
  }

  /** Several commands in one turn of the event loop. */
  command(count: number): void {
    for (let index = 0; index < count; index += 1) {
      this.#commandOne();
      this.states.push(stateOf(this.#dataset));
    }
  }

  /** All commands so far are promised when this is waited for. */
  async promise(kept: Promise<void> | undefined): Promise<void> {
    const promised = this.commands;
    await kept;
    this.moments.push({ at: this.#now(), promised });
  }

  /** So many commands must be there after a power cut that followed the first so many file operations. */
  promisedAt(operations: number): number {
    return Math.max(0, ...this.moments.filter(({ at }) => at <= operations).map(({ promised }) => promised));
  }

  #commandOne(): void {
    const random = this.#random;
    const key = Buffer.from(`key ${Math.floor(random() * 12)}`);
    const chance = random();
    if (chance < 0.03) this.#dataset.clear();
    else if (chance < 0.2) this.#dataset.delete(key);
    else if (chance < 0.3) this.#dataset.setExpiry(key, 1e12 + Math.floor(random() * 1e6));
    else
      this.#dataset.set(key, Buffer.from(`${this.commands} `.padEnd(Math.floor(random() ** 4 * 400), 'v')));
  }
}

export function stateOf(dataset: LiveDataset): string {
  const content = contentOf(dataset);
  const expiries = Object.keys(content).map((key) => dataset.expiresAtMs(Buffer.from(key)));
  return JSON.stringify([content, expiries]);
}
