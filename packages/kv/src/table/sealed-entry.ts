import type { Entry } from './entries.ts';

/** Makes views only of what is asked for: of most entries that is the value alone. */
export class SealedEntry implements Entry {
  readonly isCompressed: boolean;
  readonly expiresAtMs: number;
  readonly #bytes: Buffer;
  readonly #keyAt: number;
  readonly #keyBytes: number;
  readonly #valueBytes: number;

  constructor(bytes: Buffer, words: Uint32Array, at: number, expiresAtMs: number) {
    this.#bytes = bytes;
    this.#keyAt = words[at + 1] as number;
    this.#keyBytes = words[at + 2] as number;
    this.#valueBytes = words[at + 3] as number;
    this.isCompressed = ((words[at + 4] as number) & COMPRESSED) !== 0;
    this.expiresAtMs = expiresAtMs;
  }

  get key(): Buffer {
    return this.#bytes.subarray(this.#keyAt, this.#keyAt + this.#keyBytes);
  }

  get value(): Buffer {
    const at = this.#keyAt + this.#keyBytes;
    return this.#bytes.subarray(at, at + this.#valueBytes);
  }
}

const COMPRESSED = 2;
