import type { ZstdKernel } from './zstd-kernel.ts';

/** Values come and go through it; it grows to the largest, in steps. */
const LEAST_BYTES = 16 * 1024;

/** A stretch of a kernel's memory that is used again and again. */
export class Area {
  readonly #kernel: ZstdKernel;
  #address = 0;
  #bytes = 0;

  constructor(kernel: ZstdKernel) {
    this.#kernel = kernel;
  }

  /** The address of so many bytes; what was in them is lost. */
  ofBytes(bytes: number): number {
    if (bytes <= this.#bytes) return this.#address;
    this.#kernel.functions.give(this.#address);
    this.#bytes = Math.max(LEAST_BYTES, 2 ** Math.ceil(Math.log2(bytes)));
    this.#address = this.#kernel.take(this.#bytes);
    return this.#address;
  }
}
