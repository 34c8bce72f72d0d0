import type { InputFile } from '../job/whole-file.ts';

/** The lines of a split, in chunks of whole lines, and in them one at a time: `buffer[lineStart, lineEnd)`. */
export interface Lines {
  /** Loads the next chunk; false after the last. A promise when it has to be waited for. */
  fill(): boolean | Promise<boolean>;
  /** Goes to the next line of the chunk; false at its end. */
  next(): boolean;
  readonly buffer: Buffer;
  /** Where `buffer[0]` lies in the kernels' memory; undefined when a line is longer than a chunk. */
  readonly address: number | undefined;
  readonly chunkStart: number;
  /** The start again for a line that was passed over: `next` gives it, without its bytes. */
  readonly chunkEnd: number;
  readonly lineStart: number;
  readonly lineEnd: number;
  readonly lineBytes: number;
  /** Of the line, in the file. */
  readonly offset: number;
  readonly isTooLong: boolean;
  /** Bytes of the split that have been walked over. */
  readonly bytesDone: number;
  isLineUtf8(): boolean;
  /** Of a split of whole files: the one that `next` went to, as one line. */
  readonly file?: InputFile | undefined;
}
