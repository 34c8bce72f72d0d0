import { imageCorrupt } from '../image/describe-image.ts';
import { type ImageDescription, placeBitsOf } from '../image/image-format.ts';
import { loadSealedKernel, type SealedKernel } from '../image/sealed-kernel.ts';
import { PAGE_BYTES } from '../kernel/shared-memory.ts';
import { DESK_BYTES, IMAGE_AT, type SealedMemory } from './sealed-memory.ts';
import { StoredEntry } from './stored-entry.ts';

/** Entries that the kernel finds or lists in one call. */
export const BATCH = 256;
/** Entries whose results there is room for. */
export const RESULTS_MAX = 512;
export const RESULT_WORDS = 8;
const RESULT_DOUBLES = 4;
/** Of a result, behind what StoredEntry reads: as in kernels/sealed/layout.as. */
const STATE_WORD = 7;
const FOUND = 1;
const CORRUPT = 2;

// Results, what a batch is looked up by, a report, and from the second page on bytes.
const LOOKUPS_AT = 16 * 1024;
const LENGTHS_AT = 32 * 1024;
const REPORT_AT = 48 * 1024;
const BYTES_AT = PAGE_BYTES;
export const DESK_ROOM_BYTES = DESK_BYTES - 2 * PAGE_BYTES;

/** A short key is copied by a loop: a call costs more. */
const COPIED_HERE_MAX = 48;

/** A thread's part of the memory, with a kernel that works there. */
export class SealedDesk {
  readonly kernel: SealedKernel;
  readonly path: string;
  readonly description: ImageDescription;
  /** All of the memory. */
  readonly bytes: Buffer;
  /** Results, then the rest of the first page. */
  readonly words: Uint32Array;
  /** Address of the results. */
  readonly at: number;
  /** Address of keys and records. */
  readonly bytesAt: number;
  readonly #memory: SealedMemory;
  readonly #doubles: Float64Array;

  constructor(memory: SealedMemory, path: string) {
    const { seed, parts, buckets, dataAt, dataBytes, directoryAt, orderAt, mostInBucket } =
      memory.description;
    this.path = path;
    this.description = memory.description;
    this.#memory = memory;
    this.at = memory.takeDesk();
    this.bytesAt = this.at + BYTES_AT;
    this.bytes = memory.shared.bytes;
    this.words = new Uint32Array(this.bytes.buffer, this.at, BYTES_AT / 4);
    this.#doubles = new Float64Array(this.bytes.buffer, this.at, BYTES_AT / 8);
    this.kernel = loadSealedKernel(memory.shared);
    this.kernel.openImage(
      seed,
      parts,
      buckets,
      IMAGE_AT + dataAt,
      dataBytes,
      IMAGE_AT + directoryAt,
      IMAGE_AT + orderAt,
      placeBitsOf(mostInBucket),
    );
  }

  /** Lays a key on the desk, and looks it up: its result is the first. */
  find(key: Uint8Array): boolean {
    // No entry has a key that long.
    if (key.length > this.description.longestKeyBytes) return false;
    this.lay(key, this.bytesAt);
    this.kernel.find(this.bytesAt, key.length, this.at);
    return this.isFound(0);
  }

  /** Looks up keys from one on, as many as fit: results in their order. Returns the first that did not fit. */
  findMany(keys: readonly Uint8Array[], from: number): number {
    const longest = this.description.longestKeyBytes;
    const end = this.bytesAt + DESK_ROOM_BYTES;
    let at = this.bytesAt;
    let index = from;
    for (; index < keys.length && index - from < BATCH; index += 1) {
      const key = keys[index] as Uint8Array;
      // One byte more than the longest key of all: it is missing as well.
      const bytes = Math.min(key.length, longest + 1);
      if (at + bytes > end) break;
      this.lay(bytes === key.length ? key : key.subarray(0, bytes), at);
      this.words[LENGTHS_AT / 4 + index - from] = bytes;
      at += bytes;
    }
    this.kernel.findMany(this.bytesAt, this.at + LENGTHS_AT, index - from, this.at + LOOKUPS_AT, this.at);
    return index;
  }

  /** Copies records to `bytesAt`. */
  copyOrdered(from: number, room: number): { bytes: number; count: number; state: number; next: number } {
    this.kernel.copyOrdered(from, this.bytesAt, room, this.at + REPORT_AT);
    const [bytes, count, state, next] = this.words.subarray(REPORT_AT / 4, REPORT_AT / 4 + 4);
    if (state === CORRUPT) throw this.corrupt(next as number);
    return { bytes, count, state, next } as { bytes: number; count: number; state: number; next: number };
  }

  /** Throws IMAGE_CORRUPT when a result says so. */
  isFound(index: number): boolean {
    const state = this.words[index * RESULT_WORDS + STATE_WORD];
    if (state === CORRUPT) throw this.corrupt(this.words[index * RESULT_WORDS + 2] as number);
    return state === FOUND;
  }

  expiresAtMs(index: number): number {
    return this.#doubles[index * RESULT_DOUBLES] as number;
  }

  entry(index: number): StoredEntry {
    return new StoredEntry(this.bytes, this.words, index * RESULT_WORDS, this.expiresAtMs(index));
  }

  lay(key: Uint8Array, at: number): void {
    const { bytes } = this;
    if (key.length > COPIED_HERE_MAX) bytes.set(key, at);
    else for (let index = 0; index < key.length; index += 1) bytes[at + index] = key[index] as number;
  }

  corrupt(dataPosition: number): Error {
    return imageCorrupt(this.path, this.description.dataAt + dataPosition, 'no bucket can lie there');
  }

  close(): void {
    this.#memory.giveBackDesk(this.at);
  }
}
