import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { Part } from '@oremill/types';
import { BufferedWriter } from '../files/buffered-writer.ts';
import type { Files, WritableFile } from '../files/disk-files.ts';

const NEWLINE = 10;

export function partName(partition: number): string {
  return `part-${String(partition).padStart(5, '0')}`;
}

/** Writes the rows of one part and its checksum. */
export class PartWriter {
  rows = 0;
  readonly #name: string;
  readonly #file: WritableFile;
  readonly #hash = createHash('sha256');
  readonly #writer: BufferedWriter;

  constructor(folder: string, partition: number, files: Files, bufferBytes: number) {
    this.#name = partName(partition);
    this.#file = files.create(join(folder, this.#name));
    this.#writer = new BufferedWriter(this.#file, bufferBytes, (bytes) => this.#hash.update(bytes));
  }

  get bytes(): number {
    return this.#writer.bytes;
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
