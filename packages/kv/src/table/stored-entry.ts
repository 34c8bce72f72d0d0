import type { Entry } from './entries.ts';

/** An entry where it lies in the table: its views are made when they are asked for. */
export class StoredEntry implements Entry {
  readonly isCompressed: boolean;
  readonly expiresAtMs: number;
  readonly #memory: Buffer;
  readonly #keyAt: number;
  readonly #keyEnd: number;
  readonly #valueAt: number;
  readonly #valueEnd: number;

  /** `result` are the words of a result as the kernel writes it, `at` the first of them. */
  constructor(memory: Buffer, result: Uint32Array, at: number, expiresAtMs: number) {
    this.#memory = memory;
    this.#keyAt = result[at + 2] as number;
    this.#keyEnd = this.#keyAt + (result[at + 3] as number);
    this.#valueAt = result[at + 4] as number;
    this.#valueEnd = this.#valueAt + (result[at + 5] as number);
    this.isCompressed = result[at + 6] !== 0;
    this.expiresAtMs = expiresAtMs;
  }

  get key(): Buffer {
    return this.#memory.subarray(this.#keyAt, this.#keyEnd);
  }

  get value(): Buffer {
    return this.#memory.subarray(this.#valueAt, this.#valueEnd);
  }
}
