import type { Arena } from './arena.ts';
import { locatePair, type Pair, type PairSource } from './pair.ts';
import { ENTRY_BYTES } from './shuffle-kernel.ts';

/** Walks the pairs of some sorted entries, where they lie in the arena. */
export class SortedPairs implements PairSource {
  readonly #words: Uint32Array;
  readonly #pair: { -readonly [Name in keyof Pair]: Pair[Name] };
  #entry: number;
  readonly #end: number;

  constructor({ kernel, memory, words }: Arena, entries: number, count: number) {
    kernel.markGroups(entries, count);
    this.#words = words;
    this.#entry = entries >>> 2;
    this.#end = (entries + count * ENTRY_BYTES) >>> 2;
    this.#pair = { buffer: memory, keyStart: 0, keyEnd: 0, valueEnd: 0, isSameKey: false };
  }

  next(): Pair | undefined {
    if (this.#entry === this.#end) return undefined;
    const pair = this.#pair;
    locatePair(pair.buffer, this.#words[this.#entry + 2] as number, pair);
    pair.isSameKey = this.#words[this.#entry + 3] !== 0;
    this.#entry += ENTRY_BYTES / 4;
    return pair;
  }
}
