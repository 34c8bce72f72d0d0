import { crc32 } from 'node:zlib';
import type { PartFile } from '@oremill/types';
import { BLOCK_BYTES } from './image-format.ts';

/** So much may wait for the disk: a system that has more to write lets a writer wait in the middle of a write. */
const UNSYNCED_BYTES_MAX = 32 * 1024 * 1024;

/** A file that is written once, from front to end, with a checksum of each block. */
export class CheckedFile {
  /** Written so far. */
  bytes = 0;
  readonly #file: PartFile;
  readonly #checksums: number[] = [];
  #checksum = 0;
  #unsynced = 0;
  #isClosed = false;
  #sync: Promise<void> = Promise.resolve();

  constructor(file: PartFile) {
    this.#file = file;
  }

  /** Holds no reference to the bytes. Resolves when there may come more. */
  async write(bytes: Uint8Array): Promise<void> {
    this.#file.write(bytes);
    for (let at = 0; at < bytes.length; ) {
      const left = BLOCK_BYTES - (this.bytes % BLOCK_BYTES);
      const end = Math.min(at + left, bytes.length);
      this.#checksum = crc32(bytes.subarray(at, end), this.#checksum);
      this.bytes += end - at;
      at = end;
      if (this.bytes % BLOCK_BYTES === 0) this.#endBlock();
    }
    this.#unsynced += bytes.length;
    if (this.#unsynced < UNSYNCED_BYTES_MAX) return;
    this.#unsynced = 0;
    await this.#sync;
    this.#sync = this.#file.datasync();
    // It is awaited before the next one; until then a failure must not count as one that nobody handles.
    this.#sync.catch(() => {});
  }

  /** Of the blocks so far, the last of which may be short. */
  takeChecksums(): Buffer {
    if (this.bytes % BLOCK_BYTES !== 0) this.#endBlock();
    const table = Buffer.alloc(this.#checksums.length * 4);
    this.#checksums.forEach((checksum, index) => {
      table.writeUInt32LE(checksum, index * 4);
    });
    return table;
  }

  /** All that was written survives a power cut. */
  async sync(): Promise<void> {
    await this.#sync;
    await this.#file.datasync();
  }

  /** Waits for a sync that is under way. May be called again. */
  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    await this.#sync.catch(() => {});
    this.#file.close();
  }

  #endBlock(): void {
    this.#checksums.push(this.#checksum);
    this.#checksum = 0;
  }
}
