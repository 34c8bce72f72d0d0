import assert from 'node:assert/strict';

/** Bytes at a fixed address of the memory that the kernels work in. */
export interface Region {
  readonly address: number;
  readonly bytes: Buffer;
}

/** What the kernels keep their constants in. */
const STATICS_BYTES = 64 * 1024;
const PAGE_BYTES = 64 * 1024;
const ALIGNMENT = 64;

/**
 * The linear memory of one worker, shared by its kernels. It has its full size from the start, because growing it
 * would detach every Buffer over it; pages that nobody has touched take no RAM.
 */
export class KernelMemory {
  readonly memory: WebAssembly.Memory;
  #used = STATICS_BYTES;

  constructor(bytes: number) {
    const pages = Math.ceil((bytes + STATICS_BYTES) / PAGE_BYTES);
    this.memory = new WebAssembly.Memory({ initial: pages, maximum: pages });
  }

  /** Regions follow each other and are given back together, by `reset`. */
  allocate(length: number): Region {
    const address = Math.ceil(this.#used / ALIGNMENT) * ALIGNMENT;
    assert(
      address + length <= this.memory.buffer.byteLength,
      `no room for ${length} bytes in the kernel's memory`,
    );
    this.#used = address + length;
    return { address, bytes: Buffer.from(this.memory.buffer, address, length) };
  }

  get freeBytes(): number {
    return this.memory.buffer.byteLength - Math.ceil(this.#used / ALIGNMENT) * ALIGNMENT;
  }

  /** Everything that was allocated may be handed out again. */
  reset(): void {
    this.#used = STATICS_BYTES;
  }
}
