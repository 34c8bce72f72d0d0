import assert from 'node:assert/strict';
import { loadSealedKernel, type SealedKernel } from '../image/sealed-kernel.ts';
import { PAGE_BYTES, SharedMemory } from '../kernel/shared-memory.ts';

const WINDOW_AT = PAGE_BYTES;
/** The longest key of a table, its head, and then some. */
const WINDOW_BYTES = 256 * 1024;
/** A head of a record is at most two integers of five bytes and an expiry. */
const HEAD_BYTES_MAX = 16;

/** Tells which part of a dataset records belong to, many at a time. */
export class RecordDivider {
  readonly #seed: bigint;
  readonly #parts: number;
  readonly #kernel: SealedKernel;
  readonly #bytes: Buffer;

  constructor(seed: bigint, parts: number) {
    const memory = SharedMemory.ofBytes(WINDOW_AT + WINDOW_BYTES + PAGE_BYTES);
    this.#seed = BigInt.asIntN(64, seed);
    this.#parts = parts;
    this.#kernel = loadSealedKernel(memory);
    this.#bytes = memory.bytes;
  }

  /** Whole records, in runs of which each is of one part: views, in their order. */
  divide(records: Buffer, take: (part: number, run: Buffer) => void): void {
    for (let at = 0; at < records.length; ) {
      const bytes = Math.min(WINDOW_BYTES, records.length - at);
      records.copy(this.#bytes, WINDOW_AT, at, at + bytes);
      const headsEnd = at + bytes === records.length ? bytes : bytes - HEAD_BYTES_MAX;
      let done = 0;
      while (done < headsEnd) {
        const run = this.#kernel.runOfPart(
          WINDOW_AT + done,
          bytes - done,
          headsEnd - done,
          this.#seed,
          this.#parts,
        );
        if (run === 0) break;
        take(this.#kernel.partOfRun(), records.subarray(at + done, at + done + run));
        done += run;
      }
      assert(done > 0, 'a key is longer than any table takes');
      at += done;
    }
  }
}
