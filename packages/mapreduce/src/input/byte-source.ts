/** The bytes of an input from some place on, in order. */
export interface ByteSource {
  /**
   * Puts up to `bytesMax` bytes into `target` at `start` and returns how many; 0 after the last. A promise when they
   * have to be waited for. Nobody calls it before the last call has been answered.
   */
  read(target: Buffer, start: number, bytesMax: number): number | Promise<number>;
  /** Bytes of the stored file that were read, where those are others than what `read` gives. */
  readonly storedBytesDone?: number;
  /** Ends what is being read ahead. */
  close(): void;
}
