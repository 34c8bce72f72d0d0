// oxlint-disable-next-line typescript/triple-slash-reference -- who imports the source has not the tsconfig of this package
/// <reference path="./unbzip2-stream.d.ts" />
import bitIterator, { type BitReader } from 'unbzip2-stream/lib/bit_iterator.js';
import bzip2 from 'unbzip2-stream/lib/bzip2.js';

/** A block is longer than its size by its header, its tables and what cannot be compressed. */
const BLOCK_SPARE_BYTES = 25_000;
const UNIT_BYTES = 100_000;
const UNITS_MAX = 9;
const OUTPUT_BYTES = 1024 * 1024;

/**
 * The content of bzip2 streams, one after the other. The checksums of blocks and streams are checked. A block, of
 * 900,000 bytes at most, is decoded at once: of one byte over and over it gives up to 46 MB.
 */
export async function* bunzip(stored: AsyncIterable<Buffer>): AsyncGenerator<Buffer, void> {
  const decoder = new Decoder();
  for await (const chunk of stored) {
    decoder.push(chunk);
    while (decoder.hasBlock()) yield* decoder.step();
  }
  while (decoder.hasBytes()) yield* decoder.step();
  if (!decoder.isBetweenStreams()) throw new Error(ENDS_EARLY);
}

const ENDS_EARLY = 'it ends in the middle of a stream';

class Decoder {
  readonly #pieces: Uint8Array[] = [];
  readonly #words = new Int32Array(UNITS_MAX * UNIT_BYTES);
  #bits: BitReader | undefined;
  #bytes = 0;
  /** Of the stream that is being read; none between two. */
  #units = 0;
  #checksum = 0;

  push(chunk: Buffer): void {
    this.#pieces.push(chunk);
    this.#bytes += chunk.length;
  }

  hasBytes(): boolean {
    return this.#bytes > (this.#bits?.bytesRead ?? 0);
  }

  /** Whether there is surely all of the next block: the library cannot wait in the middle of one. */
  hasBlock(): boolean {
    return this.#bytes - (this.#bits?.bytesRead ?? 0) > BLOCK_SPARE_BYTES + this.#units * UNIT_BYTES;
  }

  isBetweenStreams(): boolean {
    return this.#units === 0;
  }

  /** Decodes the next header or block. */
  step(): Buffer[] {
    this.#bits ??= bitIterator(() => {
      const piece = this.#pieces.shift();
      if (piece === undefined) throw new Error(ENDS_EARLY);
      return piece;
    });
    try {
      if (this.#units > 0) return this.#decodeBlock(this.#bits);
      this.#units = bzip2.header(this.#bits);
      this.#checksum = 0;
      return [];
    } catch (cause) {
      // The library's own messages are jokes.
      const isOurs = cause instanceof Error && cause.message === ENDS_EARLY;
      throw isOurs ? cause : new Error('no whole block', { cause });
    }
  }

  #decodeBlock(bits: BitReader): Buffer[] {
    const blocks: Buffer[] = [];
    let block = Buffer.allocUnsafeSlow(OUTPUT_BYTES);
    let used = 0;
    const onByte = (byte: number): void => {
      if (used === OUTPUT_BYTES) {
        blocks.push(block);
        block = Buffer.allocUnsafeSlow(OUTPUT_BYTES);
        used = 0;
      }
      block[used++] = byte;
    };
    const checksum = bzip2.decompress(bits, onByte, this.#words, this.#units * UNIT_BYTES, this.#checksum);
    if (checksum === null) this.#units = 0;
    else this.#checksum = checksum;
    if (used > 0) blocks.push(block.subarray(0, used));
    return blocks;
  }
}
