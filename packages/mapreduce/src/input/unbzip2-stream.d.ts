/** The parts of the library below its stream, which keeps each byte of a block in an array of numbers. */
declare module 'unbzip2-stream/lib/bit_iterator.js' {
  /** Reads so many bits; null goes to the next whole byte. `nextBuffer` gives the bytes, one piece after the other. */
  export default function bitIterator(nextBuffer: () => Uint8Array): BitReader;
  export interface BitReader {
    (bits: number | null): number;
    readonly bytesRead: number;
  }
}

declare module 'unbzip2-stream/lib/bzip2.js' {
  import type { BitReader } from 'unbzip2-stream/lib/bit_iterator.js';

  const bzip2: {
    /** The block size of the stream that begins, in units of 100,000 bytes. */
    header(bits: BitReader): number;
    /** Decodes a block, with `words` to work in; the checksum of the stream so far, null at its end. Throws. */
    decompress(
      bits: BitReader,
      onByte: (byte: number) => void,
      words: Int32Array,
      blockBytes: number,
      checksum: number,
    ): number | null;
  };
  export default bzip2;
}
