import type { WritableFile } from '@oremill/runtime';

/** Collects small writes into large ones; `onFlush` sees the bytes in the order in which they reach the file. */
export class BufferedWriter {
  /** Bytes written, those that wait in the buffer included. */
  bytes = 0;
  readonly #file: WritableFile;
  readonly #buffer: Buffer;
  readonly #onFlush: (bytes: Uint8Array) => void;
  #used = 0;

  constructor(file: WritableFile, bufferBytes: number, onFlush: (bytes: Uint8Array) => void = () => {}) {
    this.#file = file;
    this.#buffer = Buffer.allocUnsafeSlow(bufferBytes);
    this.#onFlush = onFlush;
  }

  writeByte(byte: number): void {
    if (this.#used === this.#buffer.length) this.flush();
    this.#buffer[this.#used++] = byte;
    this.bytes += 1;
  }

  /** Unsigned LEB128: seven bits a byte, the lowest first. */
  writeLength(length: number): void {
    let rest = length;
    for (; rest >= 0x80; rest = Math.floor(rest / 0x80)) this.writeByte((rest & 0x7f) | 0x80);
    this.writeByte(rest);
  }

  writeRange(source: Uint8Array, start: number, end: number): void {
    const length = end - start;
    if (length > this.#buffer.length - this.#used) {
      this.flush();
      if (length > this.#buffer.length) {
        this.#pass(source.subarray(start, end));
        return;
      }
    }
    if (length <= COPIED_HERE_MAX) {
      const buffer = this.#buffer;
      let at = this.#used;
      for (let from = start; from < end; from += 1) buffer[at++] = source[from] as number;
    } else {
      this.#buffer.set(source.subarray(start, end), this.#used);
    }
    this.#used += length;
    this.bytes += length;
  }

  writeText(text: string): void {
    if (text.length * UTF8_BYTES_PER_UNIT > this.#buffer.length - this.#used) {
      const encoded = Buffer.from(text);
      this.writeRange(encoded, 0, encoded.length);
      return;
    }
    const length = this.#buffer.write(text, this.#used);
    this.#used += length;
    this.bytes += length;
  }

  flush(): void {
    if (this.#used === 0) return;
    const bytes = this.#buffer.subarray(0, this.#used);
    this.#onFlush(bytes);
    this.#file.write(bytes);
    this.#used = 0;
  }

  #pass(bytes: Uint8Array): void {
    this.#onFlush(bytes);
    this.#file.write(bytes);
    this.bytes += bytes.length;
  }
}

/** A native copy costs more than a loop over so few bytes. */
const COPIED_HERE_MAX = 32;
const UTF8_BYTES_PER_UNIT = 3;
