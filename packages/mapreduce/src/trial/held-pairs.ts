import { mapreduceError } from '@oremill/types';
import type { Pair, PairSource } from '../shuffle/pair.ts';

const HELD_BYTES_MAX = 512 * 2 ** 20;

interface HeldPair {
  readonly key: Buffer;
  readonly value: Buffer;
}

/** The pairs of a trial, all in memory; those of a record that fails are taken back. */
export class HeldPairs {
  #pairs: HeldPair[] = [];
  #bytes = 0;
  #mark = 0;

  get count(): number {
    return this.#pairs.length;
  }

  add(key: string | Uint8Array, value: string | Uint8Array): void {
    // A job may use its buffers again.
    const pair = { key: Buffer.from(key as Uint8Array), value: Buffer.from(value as Uint8Array) };
    this.#bytes += pair.key.length + pair.value.length;
    if (this.#bytes > HELD_BYTES_MAX) {
      throw mapreduceError('OPTION_INVALID', 'the records of the sample emit more than a trial can hold', {
        hint: 'Lower --sample.',
      });
    }
    this.#pairs.push(pair);
  }

  begin(): void {
    this.#mark = this.#pairs.length;
  }

  rollBack(): void {
    this.#pairs.length = this.#mark;
  }

  /** As the shuffle brings them to a reducer. */
  sort(sortValues: boolean): void {
    // The sort is stable: where values are not sorted they stay in the order of the input.
    this.#pairs.sort((a, b) => a.key.compare(b.key) || (sortValues ? a.value.compare(b.value) : 0));
  }

  [Symbol.iterator](): Iterator<HeldPair> {
    return this.#pairs[Symbol.iterator]();
  }

  /** The pairs one after the other. */
  open(): PairSource {
    let at = 0;
    return {
      next: (): Pair | undefined => {
        const pair = this.#pairs[at];
        if (pair === undefined) return undefined;
        const before = this.#pairs[at - 1];
        at += 1;
        return {
          buffer: Buffer.concat([pair.key, pair.value]),
          keyStart: 0,
          keyEnd: pair.key.length,
          valueEnd: pair.key.length + pair.value.length,
          isSameKey: before?.key.equals(pair.key) ?? false,
        };
      },
    };
  }
}
