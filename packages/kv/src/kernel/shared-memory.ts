import { Memory } from './web-assembly.ts';

export const PAGE_BYTES = 64 * 1024;
/** All that 32-bit addresses reach; the kernels are compiled for it. */
const PAGES_MAX = 65_536;

/**
 * Linear memory that several threads and their kernels work in. Growing it detaches nothing, but a Buffer reaches as
 * far as the memory did when it was made: ask `bytes` again after whatever may have grown it.
 */
export class SharedMemory {
  /** Hand this to a worker, which attaches it by `SharedMemory.attach`. */
  readonly memory: Memory;
  #bytes: Buffer;

  private constructor(memory: Memory) {
    this.memory = memory;
    this.#bytes = Buffer.from(memory.buffer);
  }

  /** Pages that nobody has touched take no RAM. */
  static ofBytes(bytes: number): SharedMemory {
    const initial = Math.ceil(bytes / PAGE_BYTES);
    return new SharedMemory(new Memory({ initial, maximum: PAGES_MAX, shared: true }));
  }

  static attach(memory: Memory): SharedMemory {
    return new SharedMemory(memory);
  }

  /** All of the memory as it is now. */
  get bytes(): Buffer {
    const { buffer } = this.memory;
    if (buffer !== this.#bytes.buffer) this.#bytes = Buffer.from(buffer);
    return this.#bytes;
  }
}
