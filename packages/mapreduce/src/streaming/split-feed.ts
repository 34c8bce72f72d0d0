import type { ByteSource } from '../input/byte-source.ts';
import { openBytes } from '../input/open-lines.ts';
import type { Split } from '../input/plan-splits.ts';
import { readFrom } from '../input/read-lines.ts';

const CHUNK_BYTES = 64 * 1024;
const NEWLINE = 10;
const NOTHING = Buffer.alloc(0);

/** The lines that begin in a split, as bytes on their way to a process. */
export class SplitFeed {
  /** Byte of the file at which the first line begins. */
  start = 0;
  /** Lines that were given out. */
  records = 0;
  readonly #split: Split;
  readonly #source: ByteSource;
  #at: number;
  #first: Buffer | undefined;
  #isLineOpen = false;

  private constructor(split: Split) {
    const { path, name, fileBytes: bytes, compression, version } = split;
    this.#split = split;
    this.#at = compression === undefined ? readFrom(split) : 0;
    this.#source = openBytes({ path, name, bytes, compression, version }, this.#at);
  }

  /** Finds the beginning of the first line. */
  static async open(split: Split): Promise<SplitFeed> {
    const feed = new SplitFeed(split);
    try {
      if (split.start > 0 && split.compression === undefined) await feed.#seek();
    } catch (error) {
      feed.close();
      throw error;
    }
    return feed;
  }

  /** Of the split, as it is stored. */
  get bytesDone(): number {
    const { start, end } = this.#split;
    return this.#source.storedBytesDone ?? Math.max(0, Math.min(this.#at, end) - start);
  }

  async *chunks(): AsyncGenerator<Buffer> {
    // Of a compressed file all lines are the split's.
    const end = this.#split.compression === undefined ? this.#split.end : Number.POSITIVE_INFINITY;
    for (let chunk = this.#first ?? (await this.#read()); chunk.length > 0; chunk = await this.#read()) {
      const chunkStart = this.#at - chunk.length;
      // The line that holds the last byte of the split is its last one.
      const newline = this.#at < end ? -1 : chunk.indexOf(NEWLINE, Math.max(0, end - 1 - chunkStart));
      const given = newline === -1 ? chunk : chunk.subarray(0, newline + 1);
      this.#count(given);
      yield given;
      if (newline !== -1) return;
    }
  }

  close(): void {
    this.#source.close();
  }

  async #seek(): Promise<void> {
    for (;;) {
      const chunk = await this.#read();
      const newline = chunk.indexOf(NEWLINE);
      if (newline === -1 && chunk.length > 0 && this.#at < this.#split.end) continue;
      const rest = newline === -1 ? NOTHING : chunk.subarray(newline + 1);
      this.start = this.#at - rest.length;
      // A line that begins behind the split is another one's.
      if (this.start >= this.#split.end) this.#first = NOTHING;
      else if (rest.length > 0) this.#first = rest;
      return;
    }
  }

  async #read(): Promise<Buffer> {
    const chunk = Buffer.allocUnsafe(CHUNK_BYTES);
    const bytesRead = await this.#source.read(chunk, 0, CHUNK_BYTES);
    this.#at += bytesRead;
    return chunk.subarray(0, bytesRead);
  }

  #count(chunk: Buffer): void {
    if (!this.#isLineOpen) this.records += 1;
    for (let at = chunk.indexOf(NEWLINE); at !== -1; at = chunk.indexOf(NEWLINE, at + 1)) {
      if (at + 1 < chunk.length) this.records += 1;
    }
    this.#isLineOpen = chunk.at(-1) !== NEWLINE;
  }
}
