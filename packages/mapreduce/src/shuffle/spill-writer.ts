import type { Files, WritableFile } from '@oremill/runtime';
import { lengthBytes, writeLength } from './pair.ts';
import { CHECKSUM_BYTES, type Segment } from './segment.ts';
import { checksumOf } from './segment-file.ts';

/** Where a spill is laid out before it is written: `[from, end)` of the kernel's memory. */
export interface SpillBuffer {
  readonly memory: Buffer;
  readonly from: number;
  readonly end: number;
}

/**
 * Writes segments to a file, each followed by the checksums of its blocks. Pairs are laid out by the kernel from
 * `out` on, or come one by one. The file need not survive a crash: resuming believes only what verifies.
 */
export class SpillWriter {
  /** Where the next pair goes. */
  out: number;
  readonly end: number;
  readonly #path: string;
  readonly #file: WritableFile;
  readonly #memory: Buffer;
  readonly #from: number;
  readonly #blockBytes: number;
  /** Bytes of the file that are not in the buffer any more. */
  #written = 0;
  #segmentStart = 0;
  /** Bytes of the buffer before this have been checksummed. */
  #checked: number;
  #checksums: number[] = [];
  #checksum = 0;
  #blockUsed = 0;
  #pairs = 0;
  #pairBytesMax = 0;

  constructor(path: string, files: Files, { memory, from, end }: SpillBuffer, blockBytes: number) {
    this.#path = path;
    this.#memory = memory;
    this.#from = from;
    this.#checked = from;
    this.out = from;
    this.end = end;
    this.#blockBytes = blockBytes;
    this.#file = files.create(path);
  }

  /** Nothing waits to be written. */
  get isEmpty(): boolean {
    return this.out === this.#from;
  }

  /** Bytes of the file so far. */
  get bytes(): number {
    return this.#written + this.out - this.#from;
  }

  /** Appends a pair; its key and value are in a buffer of any size. */
  writePair(key: Buffer, value: Buffer): void {
    const head = lengthBytes(key.length) + lengthBytes(value.length);
    const bytes = head + key.length + value.length;
    if (bytes > this.end - this.out) this.flush();
    this.countPairs(1, bytes);
    if (bytes <= this.end - this.out) {
      let at = writeLength(this.#memory, writeLength(this.#memory, this.out, key.length), value.length);
      at += key.copy(this.#memory, at);
      this.out = at + value.copy(this.#memory, at);
      return;
    }
    this.out = writeLength(this.#memory, writeLength(this.#memory, this.out, key.length), value.length);
    this.writeThrough(key);
    this.writeThrough(value);
  }

  /** Writes what is larger than the buffer, from where it is. */
  writeThrough(bytes: Buffer): void {
    this.flush();
    this.#check(bytes);
    this.#file.write(bytes);
    this.#written += bytes.length;
  }

  /** Pairs that were written, and the size of the largest. */
  countPairs(pairs: number, bytesMax: number): void {
    this.#pairs += pairs;
    this.#pairBytesMax = Math.max(this.#pairBytesMax, bytesMax);
  }

  flush(): void {
    this.#checkBuffered();
    if (this.out === this.#from) return;
    this.#file.write(this.#memory.subarray(this.#from, this.out));
    this.#written += this.out - this.#from;
    this.out = this.#from;
    this.#checked = this.#from;
  }

  /** Ends the segment that began where the last one ended. */
  endSegment(sharedBytes: number): Segment {
    this.#checkBuffered();
    if (this.#blockUsed > 0) this.#endBlock();
    const segment = {
      path: this.#path,
      start: this.#segmentStart,
      end: this.bytes,
      pairs: this.#pairs,
      pairBytesMax: this.#pairBytesMax,
      sharedBytes,
      blockBytes: this.#blockBytes,
    };
    for (const checksum of this.#checksums) {
      if (this.end - this.out < CHECKSUM_BYTES) {
        this.#checked = this.out;
        this.flush();
      }
      this.out = this.#memory.writeUInt32LE(checksum, this.out);
    }
    this.#checked = this.out;
    this.#segmentStart = this.bytes;
    this.#checksums = [];
    this.#pairs = 0;
    this.#pairBytesMax = 0;
    return segment;
  }

  close(): void {
    this.#file.close();
  }

  #checkBuffered(): void {
    if (this.#checked < this.out) this.#check(this.#memory.subarray(this.#checked, this.out));
    this.#checked = this.out;
  }

  #check(bytes: Buffer): void {
    for (let from = 0; from < bytes.length; ) {
      const length = Math.min(this.#blockBytes - this.#blockUsed, bytes.length - from);
      const piece = bytes.subarray(from, from + length);
      this.#checksum =
        this.#blockUsed === 0 ? checksumOf(piece, this.#blockStart) : checksumOf(piece, this.#checksum);
      this.#blockUsed += length;
      if (this.#blockUsed === this.#blockBytes) this.#endBlock();
      from += length;
    }
  }

  get #blockStart(): number {
    return this.#segmentStart + this.#checksums.length * this.#blockBytes;
  }

  #endBlock(): void {
    this.#checksums.push(this.#checksum);
    this.#blockUsed = 0;
  }
}
