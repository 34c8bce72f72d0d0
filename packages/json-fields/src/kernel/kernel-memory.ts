import assert from 'node:assert/strict';
import { Memory } from './web-assembly.ts';

/** Bytes at a fixed address of the memory that the kernels work in. */
export interface Region {
  readonly address: number;
  readonly bytes: Buffer;
}

/** What the kernels keep their constants in. */
const STATICS_BYTES = 64 * 1024;
const PAGE_BYTES = 64 * 1024;
const ALIGNMENT = 64;
/** Behind the last region, so that a kernel may load and store a few bytes more than it needs. */
const SPARE_BYTES = PAGE_BYTES;

/**
 * The linear memory of one worker, shared by its kernels. It has its full size from the start, because growing it
 * would detach every Buffer over it; pages that nobody has touched take no RAM.
 */
export class KernelMemory {
  readonly memory: Memory;
  #used = STATICS_BYTES;

  constructor(bytes: number) {
    const pages = Math.ceil((bytes + STATICS_BYTES + SPARE_BYTES) / PAGE_BYTES);
    this.memory = new Memory({ initial: pages, maximum: pages });
  }

  /** Regions follow each other and are given back together, by `reset`. */
  allocate(length: number): Region {
    const address = Math.ceil(this.#used / ALIGNMENT) * ALIGNMENT;
    assert(
      address + length <= this.memory.buffer.byteLength - SPARE_BYTES,
      `no room for ${length} bytes in the kernel's memory`,
    );
    this.#used = address + length;
    return { address, bytes: Buffer.from(this.memory.buffer, address, length) };
  }

  get freeBytes(): number {
    return this.memory.buffer.byteLength - SPARE_BYTES - Math.ceil(this.#used / ALIGNMENT) * ALIGNMENT;
  }

  /** Where the next region begins at the earliest. */
  get used(): number {
    return this.#used;
  }

  /** What was allocated since `used` was this may be handed out again. */
  reset(used = STATICS_BYTES): void {
    this.#used = used;
  }
}
