import assert from 'node:assert/strict';
import { closeSync, openSync, readSync } from 'node:fs';
import type { Segment } from './write-spill.ts';

/** Two lengths of at most five bytes each. */
const HEAD_BYTES_MAX = 10;

/** Walks the pairs of a segment in bounded memory; a pair is valid until the next `next()`. */
export class SegmentReader {
  buffer: Buffer;
  keyStart = 0;
  keyEnd = 0;
  valueEnd = 0;
  /** Place among the merged segments: earlier input has the lower rank. */
  readonly rank: number;
  readonly #file: number;
  #fileAt: number;
  readonly #fileEnd: number;
  #position = 0;
  #filled = 0;

  constructor(segment: Segment, rank: number, bufferBytes: number) {
    this.rank = rank;
    this.#file = openSync(segment.path, 'r');
    this.#fileAt = segment.start;
    this.#fileEnd = segment.end;
    const size = Math.min(bufferBytes, segment.end - segment.start);
    this.buffer = Buffer.allocUnsafeSlow(Math.max(size, HEAD_BYTES_MAX));
  }

  next(): boolean {
    if (this.#filled - this.#position < HEAD_BYTES_MAX) this.#refill(HEAD_BYTES_MAX);
    if (this.#position === this.#filled) return false;
    const keyLength = this.#readLength();
    const valueLength = this.#readLength();
    const length = keyLength + valueLength;
    if (this.#filled - this.#position < length) this.#refill(length);
    this.keyStart = this.#position;
    this.keyEnd = this.keyStart + keyLength;
    this.valueEnd = this.keyEnd + valueLength;
    this.#position = this.valueEnd;
    assert(this.valueEnd <= this.#filled, 'a spill was cut short');
    return true;
  }

  close(): void {
    closeSync(this.#file);
  }

  #readLength(): number {
    let length = 0;
    for (let scale = 1; ; scale *= 0x80) {
      const byte = this.buffer[this.#position++] as number;
      length += (byte & 0x7f) * scale;
      if (byte < 0x80) return length;
    }
  }

  /** Moves what is left to the front and reads until `wanted` bytes are there, or the segment ends. */
  #refill(wanted: number): void {
    const left = this.#filled - this.#position;
    const target = wanted > this.buffer.length ? Buffer.allocUnsafeSlow(wanted * 2) : this.buffer;
    this.buffer.copy(target, 0, this.#position, this.#filled);
    this.buffer = target;
    this.#position = 0;
    this.#filled = left;
    while (this.#filled < wanted && this.#fileAt < this.#fileEnd) {
      const room = Math.min(target.length - this.#filled, this.#fileEnd - this.#fileAt);
      const bytesRead = readSync(this.#file, target, this.#filled, room, this.#fileAt);
      assert(bytesRead > 0, 'a spill was cut short');
      this.#filled += bytesRead;
      this.#fileAt += bytesRead;
    }
  }
}
