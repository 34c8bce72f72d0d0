import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { Files, WritableFile } from '@oremill/runtime';
import type { Part } from '@oremill/types';
import { BufferedWriter } from '../files/buffered-writer.ts';
import { COMPRESSED_ENDINGS, compressWrites, type PartCompression } from '../files/compressed-file.ts';

const NEWLINE = 10;

export interface PartOptions {
  readonly folder: string;
  readonly partition: number;
  readonly files: Files;
  /** Rows that are collected before they are compressed and written, bytes. */
  readonly bufferBytes: number;
  readonly compression?: PartCompression;
}

export function partName(partition: number, ending: string): string {
  return `part-${String(partition).padStart(5, '0')}${ending}`;
}

/** Writes the rows of one part and the checksum of its file. */
export class PartWriter {
  rows = 0;
  /** Of the file. */
  bytes = 0;
  readonly #name: string;
  readonly #file: WritableFile;
  readonly #hash = createHash('sha256');
  readonly #writer: BufferedWriter;

  constructor({ folder, partition, files, bufferBytes, compression = 'none' }: PartOptions) {
    this.#name = partName(partition, COMPRESSED_ENDINGS[compression]);
    const file = files.create(join(folder, this.#name));
    const counted: WritableFile = {
      write: (bytes) => {
        this.#hash.update(bytes);
        this.bytes += bytes.length;
        file.write(bytes);
      },
      sync: () => file.sync(),
      close: () => file.close(),
    };
    this.#file = compressWrites(counted, compression);
    this.#writer = new BufferedWriter(this.#file, bufferBytes);
  }

  writeRow(line: string | Uint8Array): void {
    if (typeof line === 'string') this.#writer.writeText(line);
    else this.#writer.writeRange(line, 0, line.length);
    this.#writer.writeByte(NEWLINE);
    this.rows += 1;
  }

  /** Rows that are lines already. */
  writeRows(lines: Buffer, rows: number): void {
    this.#writer.writeRange(lines, 0, lines.length);
    this.rows += rows;
  }

  /** Ends the part; its bytes survive a power cut. */
  finish(): Part {
    this.#writer.flush();
    this.#file.sync();
    return { path: this.#name, rows: this.rows, bytes: this.bytes, sha256: this.#hash.digest('hex') };
  }

  close(): void {
    this.#file.close();
  }
}
