import { loadSealedKernel, type SealedKernel } from '../image/sealed-kernel.ts';
import { PAGE_BYTES, SharedMemory } from '../kernel/shared-memory.ts';

const KEY_AT = PAGE_BYTES;
/** No table and no image has a longer one. */
const KEY_BYTES_MAX = 1024 * 1024;
/** A short key is copied by a loop: a call costs more. */
const COPIED_HERE_MAX = 48;

/** Where keys stand in the order of hashes, under one seed. */
export class KeyPrefixes {
  readonly #seed: bigint;
  readonly #kernel: SealedKernel;
  readonly #bytes: Buffer;

  constructor(seed: bigint) {
    const memory = SharedMemory.ofBytes(KEY_AT + KEY_BYTES_MAX + PAGE_BYTES);
    this.#seed = BigInt.asIntN(64, seed);
    this.#kernel = loadSealedKernel(memory);
    this.#bytes = memory.bytes;
  }

  /** The upper 32 bits of the hash of a key; of one that is too long for any table those of its beginning. */
  of(key: Uint8Array): number {
    const length = Math.min(key.length, KEY_BYTES_MAX);
    const bytes = this.#bytes;
    if (length > COPIED_HERE_MAX) bytes.set(key.subarray(0, length), KEY_AT);
    else for (let index = 0; index < length; index += 1) bytes[KEY_AT + index] = key[index] as number;
    return this.#kernel.prefixOf(KEY_AT, length, this.#seed) >>> 0;
  }
}
