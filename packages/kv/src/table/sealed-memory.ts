import assert from 'node:assert/strict';
import type { ImageDescription } from '../image/image-format.ts';
import { PAGE_BYTES, SharedMemory } from '../kernel/shared-memory.ts';
import type { Memory } from '../kernel/web-assembly.ts';

/** Hand this to another thread, which reads the same memory. */
export interface SealedHandle {
  readonly memory: Memory;
  readonly path: string;
  readonly description: ImageDescription;
}

// Statics of the kernel, then a page for what the threads agree on, then the bytes of the file as they are.
const CONTROL_AT = PAGE_BYTES;
export const IMAGE_AT = 2 * PAGE_BYTES;
/** Behind the image: the kernel may load a few bytes more than it needs. */
const SPARE_BYTES = PAGE_BYTES;

/** Input and output of one thread: results and lists of a batch, then keys, or records that are copied out. */
export const DESK_BYTES = 18 * PAGE_BYTES;
/** Bits of a word say which desks are taken. */
const DESKS_MAX = 32;

/** The shared memory of one image, in which each thread that reads it has a desk. */
export class SealedMemory {
  readonly shared: SharedMemory;
  readonly description: ImageDescription;

  private constructor(shared: SharedMemory, description: ImageDescription) {
    this.shared = shared;
    this.description = description;
  }

  static ofImage(description: ImageDescription): SealedMemory {
    return new SealedMemory(SharedMemory.ofBytes(desksAt(description) + DESK_BYTES), description);
  }

  static attach({ memory, description }: SealedHandle): SealedMemory {
    return new SealedMemory(SharedMemory.attach(memory), description);
  }

  /** The bytes of the file. */
  get image(): Buffer {
    return this.shared.bytes.subarray(IMAGE_AT, IMAGE_AT + this.description.fileBytes);
  }

  /** The address of a desk that is this thread's until it gives it back. */
  takeDesk(): number {
    const control = this.#control();
    for (let desk = 0; desk < DESKS_MAX; desk += 1) {
      if ((Atomics.or(control, 0, 1 << desk) & (1 << desk)) !== 0) continue;
      const at = desksAt(this.description) + desk * DESK_BYTES;
      const missing = at + DESK_BYTES - this.shared.memory.buffer.byteLength;
      // Another thread may grow the memory at the same time: then it is larger than needed, by pages nobody touches.
      if (missing > 0) this.shared.memory.grow(Math.ceil(missing / PAGE_BYTES));
      return at;
    }
    assert.fail(`more than ${DESKS_MAX} threads read one image`);
  }

  giveBackDesk(at: number): void {
    Atomics.and(this.#control(), 0, ~(1 << ((at - desksAt(this.description)) / DESK_BYTES)));
  }

  #control(): Int32Array<SharedArrayBuffer> {
    return new Int32Array(this.shared.memory.buffer, CONTROL_AT, 1);
  }
}

function desksAt({ fileBytes }: ImageDescription): number {
  return Math.ceil((IMAGE_AT + fileBytes + SPARE_BYTES) / PAGE_BYTES) * PAGE_BYTES;
}
