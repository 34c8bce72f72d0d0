import type { SkippedRecord } from '@oremill/types';
import { BufferedWriter } from '../files/buffered-writer.ts';
import type { Files, WritableFile } from '../files/disk-files.ts';

/** The skipped records of one map task, in input order; no file is made when there are none. */
export class SkippedLog {
  readonly #path: string;
  readonly #files: Files;
  readonly #bufferBytes: number;
  #file: WritableFile | undefined;
  #writer: BufferedWriter | undefined;

  constructor(path: string, files: Files, bufferBytes: number) {
    this.#path = path;
    this.#files = files;
    this.#bufferBytes = bufferBytes;
  }

  add(record: SkippedRecord): void {
    if (this.#writer === undefined) {
      this.#file = this.#files.create(this.#path);
      this.#writer = new BufferedWriter(this.#file, this.#bufferBytes);
    }
    this.#writer.writeText(`${JSON.stringify(record)}\n`);
  }

  /** What a failed execution keeps is flushed as well. */
  close(): void {
    try {
      this.#writer?.flush();
    } finally {
      this.#file?.close();
    }
  }
}
