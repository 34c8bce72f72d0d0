/** Received bytes that are not a whole request yet, or whose turn has not come; the first is the first of a request. */
export class InputBuffer {
  #bytes: Buffer = Buffer.alloc(0);
  #length = 0;

  get bytes(): Buffer {
    return this.#bytes;
  }

  get length(): number {
    return this.#length;
  }

  /** `expected` is what will be here in the end: a large request is not moved each time something comes. */
  append(chunk: Uint8Array, expected: number): void {
    const length = this.#length + chunk.length;
    if (length > this.#bytes.length) {
      // What a client announces is not what it sends: memory grows with what has come.
      const capacity = Math.max(length, Math.min(expected, this.#bytes.length * 2));
      const bytes = Buffer.allocUnsafeSlow(capacity);
      bytes.set(this.#bytes.subarray(0, this.#length));
      this.#bytes = bytes;
    }
    this.#bytes.set(chunk, this.#length);
    this.#length = length;
  }

  /** Drops the first bytes: they have been dealt with. */
  drop(bytes: number): void {
    if (bytes === 0) return;
    if (bytes === this.#length) this.#bytes = Buffer.alloc(0);
    else this.#bytes.copyWithin(0, bytes, this.#length);
    this.#length -= bytes;
  }
}
