import type { ByteSource } from './byte-source.ts';

/** Chunks that have to be waited for, as a source. */
export class StreamSource implements ByteSource {
  storedBytesDone?: number;
  readonly #chunks: AsyncIterator<Buffer, unknown>;
  readonly #stop = new AbortController();
  #chunk: Buffer = Buffer.alloc(0);
  #at = 0;

  /** `open` is given what ends the reading early. */
  constructor(open: (signal: AbortSignal) => AsyncIterable<Buffer>) {
    this.#chunks = open(this.#stop.signal)[Symbol.asyncIterator]();
  }

  read(target: Buffer, start: number, bytesMax: number): number | Promise<number> {
    if (this.#at < this.#chunk.length) return this.#take(target, start, bytesMax);
    return this.#chunks.next().then(({ done, value }) => {
      if (done) return 0;
      this.#chunk = value;
      this.#at = 0;
      return value.length > 0 ? this.#take(target, start, bytesMax) : this.read(target, start, bytesMax);
    });
  }

  close(): void {
    this.#stop.abort();
    // Its errors belong to a reader that is gone.
    this.#chunks.return?.().catch(() => undefined);
  }

  #take(target: Buffer, start: number, bytesMax: number): number {
    const end = Math.min(this.#at + bytesMax, this.#chunk.length);
    const taken = this.#chunk.copy(target, start, this.#at, end);
    this.#at += taken;
    return taken;
  }
}
