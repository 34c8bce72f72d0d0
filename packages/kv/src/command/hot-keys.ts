import type { Random } from '@oremill/runtime';

/** One command in so many is looked at. */
const SAMPLE_EVERY = 32;
/** Keys that are counted at once. */
const KEYS_MAX = 256;
/** Longer keys are not counted: each would be kept. */
const KEY_BYTES_MAX = 1024;

export interface HotKey {
  readonly dataset: string;
  readonly key: Buffer;
  /** Times it was asked for since the last reset, at most. */
  readonly count: number;
  /** By how much the count may be too high. */
  readonly error: number;
}

interface Counter {
  count: number;
  error: number;
}

/**
 * Finds the keys asked for most, in bounded memory: Space-Saving (Metwally et al., 2005) over sampled commands. A key
 * not yet counted takes the place of the least one and inherits its count as its error.
 */
export class HotKeys {
  readonly #counters = new Map<string, Counter>();
  readonly #random: Random;
  #skip = 0;

  constructor(random: Random) {
    this.#random = random;
  }

  /** Whether the command at hand is one that is counted. */
  isSampled(commands = 1): boolean {
    this.#skip -= commands;
    if (this.#skip > 0) return false;
    // A fixed step would miss a client that repeats itself in step.
    this.#skip = 1 + Math.floor(this.#random() * (2 * SAMPLE_EVERY - 1));
    return true;
  }

  add(dataset: string, key: Buffer): void {
    if (key.length > KEY_BYTES_MAX) return;
    const name = `${dataset}\n${key.toString('latin1')}`;
    const counter = this.#counters.get(name);
    if (counter !== undefined) {
      counter.count++;
      return;
    }
    if (this.#counters.size < KEYS_MAX) {
      this.#counters.set(name, { count: 1, error: 0 });
      return;
    }
    const [least, { count }] = this.#least();
    this.#counters.delete(least);
    this.#counters.set(name, { count: count + 1, error: count });
  }

  /** Most asked for first; the counts are those of all commands, estimated from the sample. */
  top(count: number, isShown: (dataset: string) => boolean): HotKey[] {
    return [...this.#counters]
      .map(([name, counter]) => {
        const end = name.indexOf('\n');
        return {
          dataset: name.slice(0, end),
          key: Buffer.from(name.slice(end + 1), 'latin1'),
          count: counter.count * SAMPLE_EVERY,
          error: counter.error * SAMPLE_EVERY,
        };
      })
      .filter(({ dataset }) => isShown(dataset))
      .sort((a, b) => b.count - a.count)
      .slice(0, count);
  }

  clear(): void {
    this.#counters.clear();
  }

  #least(): [string, Counter] {
    let least: [string, Counter] = ['', { count: Number.POSITIVE_INFINITY, error: 0 }];
    for (const entry of this.#counters) if (entry[1].count < least[1].count) least = entry;
    return least;
  }
}
