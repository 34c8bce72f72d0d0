import type { Lines } from '../map/lines.ts';

/** Records that may still be read, of all splits together. */
export interface RecordsLeft {
  records: number;
}

/** Lines of which no more are given than are wanted. */
export class HeadLines implements Lines {
  readonly #lines: Lines;
  readonly #left: RecordsLeft;

  constructor(lines: Lines, left: RecordsLeft) {
    this.#lines = lines;
    this.#left = left;
  }

  fill(): boolean | Promise<boolean> {
    return this.#left.records > 0 && this.#lines.fill();
  }

  next(): boolean {
    if (this.#left.records === 0 || !this.#lines.next()) return false;
    this.#left.records -= 1;
    return true;
  }

  isLineUtf8(): boolean {
    return this.#lines.isLineUtf8();
  }

  get buffer(): Buffer {
    return this.#lines.buffer;
  }
  get address(): number | undefined {
    return this.#lines.address;
  }
  get chunkStart(): number {
    return this.#lines.chunkStart;
  }
  get chunkEnd(): number {
    return this.#lines.chunkEnd;
  }
  get lineStart(): number {
    return this.#lines.lineStart;
  }
  get lineEnd(): number {
    return this.#lines.lineEnd;
  }
  get lineBytes(): number {
    return this.#lines.lineBytes;
  }
  get offset(): number {
    return this.#lines.offset;
  }
  get isTooLong(): boolean {
    return this.#lines.isTooLong;
  }
  get bytesDone(): number {
    return this.#lines.bytesDone;
  }
  get file(): Lines['file'] {
    return this.#lines.file;
  }
}
