import type { Pair, Pairs } from './pairs.ts';

/** The pairs of one key after the other, streamed: a group may be larger than memory. */
export class Group implements Iterable<unknown>, Iterator<unknown> {
  /** Bytes of the present key, kept while its pairs pass by. */
  key: Buffer = Buffer.alloc(0);
  /** Pairs of the present key that have passed by. */
  pairs = 0;
  pairsOfAll = 0;
  readonly #source: Pick<Pairs, 'next'>;
  readonly #decode: (bytes: Buffer) => unknown;
  #pair: Pair | undefined;
  #keyBuffer: Buffer = Buffer.alloc(256);
  /** The pair at hand is of this group and has not been given out. */
  #isFresh = false;

  constructor(source: Pick<Pairs, 'next'>, decode: (bytes: Buffer) => unknown) {
    this.#source = source;
    this.#decode = decode;
    this.#pair = source.next();
  }

  /** Goes to the next key; false after the last. */
  begin(): boolean {
    const pair = this.#pair;
    if (pair === undefined) return false;
    const length = pair.keyEnd - pair.keyStart;
    if (length > this.#keyBuffer.length) this.#keyBuffer = Buffer.alloc(length * 2);
    pair.buffer.copy(this.#keyBuffer, 0, pair.keyStart, pair.keyEnd);
    this.key = this.#keyBuffer.subarray(0, length);
    this.pairs = 0;
    this.#isFresh = true;
    return true;
  }

  /** A reducer may leave values unread. */
  skipRest(): void {
    while (this.#isFresh) this.#advance();
  }

  [Symbol.iterator](): this {
    return this;
  }

  next(): IteratorResult<unknown, undefined> {
    const pair = this.#pair;
    if (!this.#isFresh || pair === undefined) return { done: true, value: undefined };
    const value = this.#decode(pair.buffer.subarray(pair.keyEnd, pair.valueEnd));
    this.#advance();
    return { done: false, value };
  }

  #advance(): void {
    this.pairs += 1;
    this.pairsOfAll += 1;
    const pair = this.#source.next();
    this.#pair = pair;
    this.#isFresh = pair?.isSameKey ?? false;
  }
}
