/** Buffers of one size that are used again: fresh memory costs a page fault for each 4 KiB. */
export class Buffers {
  readonly #free: Buffer[] = [];
  readonly #bytes: number;
  readonly #keptMax: number;

  constructor(bytes: number, keptMax: number) {
    this.#bytes = bytes;
    this.#keptMax = keptMax;
  }

  /** One of the usual size, or a larger one of its own. */
  take(bytes = 0): Buffer {
    if (bytes > this.#bytes) return Buffer.allocUnsafeSlow(bytes);
    return this.#free.pop() ?? Buffer.allocUnsafeSlow(this.#bytes);
  }

  give(buffer: Buffer): void {
    if (buffer.length === this.#bytes && this.#free.length < this.#keptMax) this.#free.push(buffer);
  }
}
