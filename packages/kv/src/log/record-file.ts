import { dirname } from 'node:path';
import { crc32 } from 'node:zlib';
import type { DataFile, Files } from '@oremill/runtime';
import { type AppError, kvError } from '@oremill/types';
import { FileWindow } from './file-window.ts';
import type { LogId } from './log-file.ts';
import { readUint64, writeUint64 } from './uint64.ts';

/**
 * All entries of a table at some time, as its records in the order of their hashes: what a log begins with. Blocks of
 * length (u32), crc32 (u32) and whole records; then an empty block, and in it how many bytes of records there are (u64).
 * A table image would say the same; this is read from front to back into a table, so it needs no second memory.
 */
const HEAD_BYTES = 8;
const END_BYTES = 8;
/** So much may wait for the disk: a system that has more to write lets a writer wait in the middle of a write. */
const UNSYNCED_BYTES_MAX = 16 * 1024 * 1024;

export class RecordFileWriter {
  readonly #files: Files;
  readonly #path: string;
  readonly #id: LogId;
  readonly #file: DataFile;
  #isOpen = true;
  #recordBytes = 0;
  #unsyncedBytes = 0;

  /** The file is at `<path>.tmp` until it is finished. */
  constructor(files: Files, path: string, id: LogId) {
    this.#files = files;
    this.#path = path;
    this.#id = id;
    this.#file = files.create(temporaryOf(path));
  }

  /** Whole records. Resolves when there may come more. */
  async append(records: Buffer): Promise<void> {
    this.#writeBlock(records.length, records);
    this.#recordBytes += records.length;
    this.#unsyncedBytes += records.length;
    if (this.#unsyncedBytes < UNSYNCED_BYTES_MAX) return;
    this.#unsyncedBytes = 0;
    await this.#file.datasync();
  }

  /** Resolves to the bytes of the file, when a power cut takes it away no more. */
  async finish(): Promise<number> {
    const end = Buffer.alloc(END_BYTES);
    writeUint64(end, this.#recordBytes, 0);
    this.#writeBlock(0, end);
    await this.#file.datasync();
    const { bytes } = this.#file;
    this.#close();
    this.#files.rename(temporaryOf(this.#path), this.#path);
    await this.#files.syncFolderLater(dirname(this.#path));
    return bytes;
  }

  /** Ends a file that was not finished, and removes it. */
  discard(): void {
    this.#close();
    this.#files.remove(temporaryOf(this.#path));
  }

  /** Once: its number may be another file's by then. */
  #close(): void {
    if (this.#isOpen) this.#file.close();
    this.#isOpen = false;
  }

  #writeBlock(length: number, bytes: Buffer): void {
    const head = Buffer.allocUnsafe(HEAD_BYTES);
    head.writeUInt32LE(length, 0);
    head.writeUInt32LE(checksum(head, bytes, this.#id), 4);
    this.#file.write(head);
    this.#file.write(bytes);
  }
}

export function temporaryOf(path: string): string {
  return `${path}.tmp`;
}

/** Visits the records, some at a time. Throws IMAGE_CORRUPT naming the first block that is not what was written. */
export async function readRecordFile(
  path: string,
  id: LogId,
  visit: (records: Buffer) => void,
): Promise<void> {
  const window = await FileWindow.open(path);
  const load = async (start: number, bytes: number): Promise<Buffer> => {
    if (bytes > window.bytes - start) throw corrupt(path, start, 'the file ends within a block');
    return window.peek(start, bytes) ?? (await window.load(start, bytes));
  };
  try {
    let at = 0;
    for (let recordBytes = 0; ; ) {
      const length = (await load(at, HEAD_BYTES)).readUInt32LE(0);
      const block = await load(at, HEAD_BYTES + (length === 0 ? END_BYTES : length));
      const records = block.subarray(HEAD_BYTES);
      if (block.readUInt32LE(4) !== checksum(block, records, id))
        throw corrupt(path, at, 'not what was written');
      if (length === 0) {
        if (readUint64(records, 0) !== recordBytes) throw corrupt(path, at, 'blocks before it are missing');
        if (at + block.length < window.bytes) throw corrupt(path, at + block.length, 'more than was written');
        return;
      }
      visit(records);
      recordBytes += length;
      at += block.length;
    }
  } finally {
    await window.close();
  }
}

function checksum(head: Buffer, bytes: Buffer, id: LogId): number {
  return crc32(bytes, crc32(head.subarray(0, 4), id.readUInt32LE(0)));
}

function corrupt(path: string, byte: number, reason: string): AppError {
  return kvError('IMAGE_CORRUPT', `${path}, byte ${byte}: ${reason}`, {
    hint: 'Restore the folder of this dataset from a copy.',
  });
}
