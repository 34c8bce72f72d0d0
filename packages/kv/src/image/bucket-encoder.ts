import assert from 'node:assert/strict';
import { kvError } from '@oremill/types';
import { PAGE_BYTES, SharedMemory } from '../kernel/shared-memory.ts';
import type { ImageHeader, ImageTotals } from './image-format.ts';
import { loadSealedKernel, type SealedKernel } from './sealed-kernel.ts';

// The encoder's memory: statics, a report, lengths of the open bucket, input, output, directory, a spare page.
const REPORT_AT = PAGE_BYTES;
const PENDING_AT = 2 * PAGE_BYTES;
const PENDING_MAX = 64 * 1024;
const PENDING_BYTES = 16;
/** A record's head and its key must fit as a whole. */
const INPUT_AT = PENDING_AT + PENDING_MAX * PENDING_BYTES;
const INPUT_BYTES = 2 * 1024 * 1024;
const OUTPUT_AT = INPUT_AT + INPUT_BYTES + PAGE_BYTES;
const OUTPUT_BYTES = 2 * 1024 * 1024;
const DIRECTORY_AT = OUTPUT_AT + OUTPUT_BYTES + PAGE_BYTES;

/** Why the kernel stopped, as in kernels/sealed/write.as. */
const KEY_TOO_LARGE = 2;
const VALUE_TOO_LARGE = 3;
const UNFIT = 4;

/** Turns records in the order of their hashes into buckets. What it gives holds until the next step. */
export class BucketEncoder {
  readonly #kernel: SealedKernel;
  readonly #bytes: Buffer;
  readonly #buckets: number;

  constructor({ seed, part, parts, buckets }: ImageHeader) {
    const memory = SharedMemory.ofBytes(DIRECTORY_AT + buckets * 4 + PAGE_BYTES);
    this.#kernel = loadSealedKernel(memory);
    this.#bytes = memory.bytes;
    this.#buckets = buckets;
    this.#kernel.startBuckets(seed, part, parts, buckets, DIRECTORY_AT, PENDING_AT, PENDING_MAX);
  }

  *add(records: Uint8Array): Generator<Uint8Array> {
    for (let at = 0; at < records.length; ) {
      const inputBytes = Math.min(INPUT_BYTES, records.length - at);
      this.#bytes.set(records.subarray(at, at + inputBytes), INPUT_AT);
      let taken = 0;
      for (;;) {
        this.#kernel.addRecords(INPUT_AT + taken, inputBytes - taken, OUTPUT_AT, OUTPUT_BYTES, REPORT_AT);
        const produced = this.#report(1);
        taken += this.#report(0);
        this.#check();
        if (produced === 0) break;
        yield this.#bytes.subarray(OUTPUT_AT, OUTPUT_AT + produced);
      }
      assert(taken > 0, 'the stream ends within a record');
      at += taken;
    }
  }

  /** The buckets that are still open. */
  *end(): Generator<Uint8Array> {
    for (;;) {
      const produced = this.#kernel.closeBuckets(OUTPUT_AT, OUTPUT_BYTES);
      if (produced === 0) break;
      yield this.#bytes.subarray(OUTPUT_AT, OUTPUT_AT + produced);
    }
    assert.equal(this.#kernel.isComplete(), 1, 'the stream ends within a record');
  }

  /** Where the head of each bucket lies, behind all buckets. */
  get directory(): Uint8Array {
    return this.#bytes.subarray(DIRECTORY_AT, DIRECTORY_AT + this.#buckets * 4);
  }

  totals(): Omit<ImageTotals, 'isOrdered'> {
    this.#kernel.storeTotals(REPORT_AT);
    const total = (index: number): number => Number(this.#bytes.readBigUInt64LE(REPORT_AT + index * 8));
    return {
      dataBytes: total(0),
      entries: total(1),
      mostInBucket: total(2),
      keyBytes: total(3),
      valueBytes: total(4),
      expiring: total(5),
      compressed: total(6),
      longestKeyBytes: total(7),
      longestValueBytes: total(8),
    };
  }

  #check(): void {
    const reason = this.#report(2);
    const length = this.#report(3);
    if (reason === KEY_TOO_LARGE) {
      throw kvError('KEY_TOO_LARGE', `a key of ${length} bytes does not fit into a table image`, {
        hint: 'Keys may have up to 1,048,575 bytes there.',
      });
    }
    if (reason === VALUE_TOO_LARGE) {
      throw kvError('VALUE_TOO_LARGE', `a value of ${length} bytes does not fit into a table image`, {
        hint: 'Values may have up to 2,147,483,647 bytes there.',
      });
    }
    assert(
      reason !== UNFIT,
      'records are of this part, come in the order of their hashes, and not too many of one bucket',
    );
  }

  #report(index: number): number {
    return this.#bytes.readUInt32LE(REPORT_AT + index * 4);
  }
}
