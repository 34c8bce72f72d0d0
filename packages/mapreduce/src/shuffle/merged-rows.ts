import assert from 'node:assert/strict';
import type { KernelMemory } from '@oremill/json-fields';
import { FORM, type Merge } from './merge.ts';
import type { Pair, PairSource } from './pair.ts';

/** Pairs that the kernel merges ahead of `next`. */
const BATCH_PAIRS = 1024;
const DESCRIPTION_BYTES = 16;

/** The pairs of a merge, one at a time or as rows. */
export class MergedRows implements PairSource {
  readonly times = { mergeMs: 0 };
  readonly #merge: Merge;
  readonly #descriptions: number;
  readonly #pair: { -readonly [Name in keyof Pair]: Pair[Name] };
  /** The description of the next pair of the batch, as an index of words, and where they end. */
  #next = 0;
  #end = 0;
  #lastKey: Buffer = Buffer.alloc(0);
  #lastKeyBytes = -1;

  constructor(merge: Merge, memory: KernelMemory) {
    this.#merge = merge;
    this.#descriptions = memory.allocate(BATCH_PAIRS * DESCRIPTION_BYTES).address;
    this.#pair = { buffer: merge.memory, keyStart: 0, keyEnd: 0, valueEnd: 0, isSameKey: false };
  }

  next(): Pair | undefined {
    const pair = this.#pair;
    const isFirst = this.#next === this.#end;
    if (isFirst && !this.#fillBatch()) return undefined;
    const { words } = this.#merge;
    const at = this.#next;
    pair.keyStart = words[at] as number;
    pair.keyEnd = words[at + 1] as number;
    pair.valueEnd = words[at + 2] as number;
    pair.isSameKey = isFirst ? this.#isLastKey(pair) : words[at + 3] !== 0;
    this.#next = at + DESCRIPTION_BYTES / 4;
    return pair;
  }

  /** Writes up to `pairsMax` pairs as rows: key, tab, value, newline; or key, newline. False after the last pair. */
  copyRows(pairsMax: number, keyOnly: boolean, write: (bytes: Buffer, rows: number) => void): boolean {
    assert(this.#next === this.#end, 'the pairs of a batch are taken one way');
    const merge = this.#merge;
    const form = keyOnly ? FORM.keys : FORM.rows;
    for (let left = pairsMax; left > 0 && !merge.isDone; ) {
      const { rows, out } = this.#fill(form, left, 0);
      if (rows > 0) write(merge.memory.subarray(merge.outStart, out), rows);
      left -= rows;
    }
    return !merge.isDone;
  }

  close(): void {
    this.#merge.close();
  }

  #fill(form: (typeof FORM)[keyof typeof FORM], rowsMax: number, description: number) {
    const startedMs = performance.now();
    const { outStart, outEnd } = this.#merge;
    const filled = this.#merge.fill(form, rowsMax, { out: outStart, outEnd }, description);
    this.times.mergeMs += performance.now() - startedMs;
    return filled;
  }

  #fillBatch(): boolean {
    const pair = this.#pair;
    // The batch takes the place of the last pair.
    if (this.#end > 0) this.#keepLastKey(pair);
    const { rows } = this.#fill(FORM.described, BATCH_PAIRS, this.#descriptions);
    this.#next = this.#descriptions >>> 2;
    this.#end = this.#next + rows * (DESCRIPTION_BYTES / 4);
    return rows > 0;
  }

  #keepLastKey({ buffer, keyStart, keyEnd }: Pair): void {
    const length = keyEnd - keyStart;
    if (length > this.#lastKey.length) this.#lastKey = Buffer.alloc(length * 2);
    buffer.copy(this.#lastKey, 0, keyStart, keyEnd);
    this.#lastKeyBytes = length;
  }

  #isLastKey({ buffer, keyStart, keyEnd }: Pair): boolean {
    const length = this.#lastKeyBytes;
    return length === keyEnd - keyStart && this.#lastKey.compare(buffer, keyStart, keyEnd, 0, length) === 0;
  }
}
