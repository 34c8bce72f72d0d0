import { isUtf8 } from 'node:buffer';
import { crc32 } from 'node:zlib';
import type { Files, WritableFile } from '@oremill/runtime';
import type { SkippedRecord } from '@oremill/types';
import { BufferedWriter } from '../files/buffered-writer.ts';
import type { Lines } from './lines.ts';

const BUFFER_BYTES = 64 * 1024;
/** Of a longer record the beginning is kept; the file has the rest. */
const KEPT_BYTES_MAX = 64 * 1024;

/** What a map task has kept of its skipped records; the checksum tells after a crash whether it is still there. */
export interface SkippedFile {
  readonly path: string;
  readonly bytes: number;
  readonly crc32: number;
}

/** The skipped records of one map task, in input order; no file is made when there are none. */
export class SkippedLog {
  readonly path: string;
  readonly #files: Files;
  #file: WritableFile | undefined;
  #writer: BufferedWriter | undefined;
  #crc32 = 0;

  constructor(path: string, files: Files) {
    this.path = path;
    this.#files = files;
  }

  add(record: SkippedRecord): void {
    if (this.#writer === undefined) {
      this.#file = this.#files.create(this.path);
      this.#writer = new BufferedWriter(this.#file, BUFFER_BYTES, (bytes) => {
        this.#crc32 = crc32(bytes, this.#crc32);
      });
    }
    this.#writer.writeText(`${JSON.stringify(record)}\n`);
  }

  /** Closes the file; undefined when no record was skipped. */
  finish(): SkippedFile | undefined {
    this.close();
    return this.#writer && { path: this.path, bytes: this.#writer.bytes, crc32: this.#crc32 };
  }

  /** What a failed execution keeps is flushed as well. May be called again. */
  close(): void {
    const file = this.#file;
    this.#file = undefined;
    try {
      if (file) this.#writer?.flush();
    } finally {
      file?.close();
    }
  }
}

/** The bytes of the line that the reader stands at, in a form that JSON can hold; a whole file is not kept. */
export function keepBytes(lines: Lines): Pick<SkippedRecord, 'text' | 'base64' | 'isCut'> {
  if (lines.file !== undefined) return {};
  const end = Math.min(lines.lineEnd, lines.lineStart + KEPT_BYTES_MAX);
  const kept = lines.buffer.subarray(lines.lineStart, end);
  const isCut = kept.length < lines.lineBytes ? { isCut: true } : {};
  return isUtf8(kept)
    ? { text: kept.toString('utf8'), ...isCut }
    : { base64: kept.toString('base64'), ...isCut };
}
