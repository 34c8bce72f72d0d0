import { AppError, formatBytes, kvError, type PairPart, type PairPartOptions } from '@oremill/types';
import { type Codec, type CodecOptions, openCodec } from '@oremill/zstd';
import { writeImage } from '../image/write-image.ts';
import { encodeRecord, recordBytesMax } from '../table/record.ts';
import { Table } from '../table/table.ts';
import { checkLengths } from '../table/table-options.ts';

export interface ImagePartOptions {
  /** Of the hash, and of all parts. */
  readonly seed: bigint;
  readonly isOrdered: boolean;
  /** Of values; without a dictionary. */
  readonly codec: CodecOptions;
}

/** The least that a table lives in. */
const TABLE_BYTES_MIN = 16 * 1024 * 1024;
/** Records that the table takes in at once: pair by pair it takes twice as long. */
const BATCH_BYTES = 128 * 1024;
/** What a short pair takes with its share of the index. If more are to come than fit so, many of them are of one key. */
const ENTRY_BYTES_MIN = 32;

/** The pairs of one reducer in a table off the heap, written as an image when all of them are there. */
export class ImagePart implements PairPart {
  readonly #place: PairPartOptions;
  readonly #options: ImagePartOptions;
  readonly #tableBytes: number;
  readonly #table: Table;
  readonly #codec: Codec;
  readonly #batch = Buffer.allocUnsafeSlow(BATCH_BYTES);
  #batchBytes = 0;
  readonly #closed = new AbortController();

  constructor(place: PairPartOptions, options: ImagePartOptions) {
    const { partition, partitions, memoryBytes, pairsExpected } = place;
    const { seed, isOrdered, codec } = options;
    this.#place = place;
    this.#options = options;
    // To put the keys of an image in order, its data is read back beside the table.
    this.#tableBytes = Math.max(isOrdered ? Math.floor(memoryBytes / 2) : memoryBytes, TABLE_BYTES_MIN);
    const part = { part: partition, parts: partitions };
    this.#table = Table.open({ seed, part, maxBytes: this.#tableBytes });
    // An index that grows meanwhile takes a third of the time.
    this.#table.reserve(Math.min(pairsExpected, Math.floor(this.#tableBytes / ENTRY_BYTES_MIN)));
    this.#codec = openCodec(codec);
  }

  get count(): number {
    return this.#table.count;
  }

  set(key: Uint8Array, value: Uint8Array): void {
    const compressed = this.#codec.compress(value);
    const stored = compressed ?? value;
    const options = { isCompressed: compressed !== undefined };
    const bytesMax = recordBytesMax(key.length, stored.length);
    if (this.#batchBytes + bytesMax > BATCH_BYTES) this.#takeIn();
    if (bytesMax > BATCH_BYTES) {
      this.#attempt(() => this.#table.set(key, stored, options));
      return;
    }
    checkLengths(key, stored);
    this.#batchBytes = encodeRecord(this.#batch, this.#batchBytes, key, stored, options);
  }

  async write(): Promise<void> {
    this.#takeIn();
    const { files, path } = this.#place;
    const { seed, isOrdered, codec } = this.#options;
    const { part, count } = this.#table;
    const image = { seed, part, count, isOrdered, codec: codec.kind };
    await writeImage(this.#table, { files, path, ...image, signal: this.#closed.signal });
  }

  close(): void {
    this.#closed.abort();
    this.#codec.close();
    this.#table.close();
  }

  #takeIn(): void {
    const records = this.#batch.subarray(0, this.#batchBytes);
    this.#batchBytes = 0;
    this.#attempt(() => this.#table.appendOrdered(records));
  }

  #attempt(act: () => void): void {
    try {
      act();
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'MEMORY_FULL') throw error;
      const { partition, partitions } = this.#place;
      throw kvError(
        'MEMORY_FULL',
        `part ${partition} of ${partitions} has ${this.count} keys and does not fit into the ${formatBytes(this.#tableBytes)} that a worker has for it`,
        { hint: 'Run the job with more --partitions, or with more --memory.', cause: error },
      );
    }
  }
}
