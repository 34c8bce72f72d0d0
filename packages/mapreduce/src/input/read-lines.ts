import { isUtf8 } from 'node:buffer';
import type { KernelMemory, Region } from '@oremill/json-fields';
import type { Limits } from '../config.ts';
import type { ByteSource } from './byte-source.ts';

const NEWLINE = 10;
/** Behind the end of the split only the rest of one record is wanted. */
const TAIL_BYTES = 64 * 1024;

/** The lines that begin at `start` or later, and before `end`; `Infinity` for all that there are. */
export interface LineRange {
  readonly start: number;
  readonly end: number;
}

/** Where a reader of this range begins: a record begins after a newline, so that may be the byte before. */
export function readFrom(range: LineRange): number {
  return Math.max(0, range.start - 1);
}

/**
 * Walks the lines that begin in a range of its source, in chunks of whole lines that lie in the kernels' memory. A
 * line that is longer than a chunk lies in a buffer of its own; one that is longer than allowed is passed over, as a
 * chunk without bytes.
 */
export class LineReader {
  buffer: Buffer;
  /** Where `buffer[0]` lies in the kernels' memory, if it does. */
  address: number | undefined;
  chunkStart = 0;
  chunkEnd = 0;
  lineStart = 0;
  lineEnd = 0;
  lineBytes = 0;
  /** Of the line, in the source. */
  offset = 0;
  /** Longer than allowed: `lineBytes` says how long, its bytes may be gone. */
  isTooLong = false;

  readonly #source: ByteSource;
  readonly #range: LineRange;
  readonly #limits: Limits;
  readonly #region: Region;
  /** Place in the source of `buffer[0]`. */
  #base: number;
  #filled = 0;
  /** Up to here the bytes behind the chunk are known to hold no newline. */
  #searched = 0;
  /** Where the next line begins. */
  #position = 0;
  /** `seek`: to the first line of the range. `pass`: a line that is too long, up to its end. */
  #mode: 'seek' | 'read' | 'pass';
  /** Where the line that is being passed over began, and its length once its end is found. */
  #passedFrom = 0;
  #passedBytes: number | undefined;
  #isUtf8: boolean | undefined;

  /** `source` stands at `readFrom(range)`. */
  constructor(source: ByteSource, range: LineRange, limits: Limits, memory: KernelMemory) {
    this.#source = source;
    this.#range = range;
    this.#limits = limits;
    this.#region = memory.allocate(limits.chunkBytes);
    this.buffer = this.#region.bytes;
    this.address = this.#region.address;
    this.#base = readFrom(range);
    this.#mode = range.start > 0 ? 'seek' : 'read';
  }

  /** Bytes of the range that have been walked over; for a source that is stored otherwise, bytes of the storage. */
  get bytesDone(): number {
    if (this.#source.storedBytesDone !== undefined) return this.#source.storedBytesDone;
    const { start, end } = this.#range;
    return Math.max(0, Math.min(this.#base + this.#position, end) - start);
  }

  /** Loads the next chunk of whole lines; false after the last. A promise when it has to be waited for. */
  fill(): boolean | Promise<boolean> {
    if (this.#mode === 'read') {
      if (this.#base + this.chunkEnd >= this.#range.end) return this.#end();
      this.#moveToFront();
      if (this.#searched < this.#filled && this.#search()) return true;
    }
    return this.#readOn();
  }

  /** Goes to the next line of the chunk; false at its end. */
  next(): boolean {
    if (this.#passedBytes !== undefined) return this.#takePassed();
    if (this.#position >= this.chunkEnd) return false;
    const newline = this.buffer.indexOf(NEWLINE, this.#position);
    this.lineStart = this.#position;
    // The last line may lack its newline, and what lies behind it in the buffer is of older chunks.
    const hasNewline = newline !== -1 && newline < this.chunkEnd;
    this.lineEnd = hasNewline ? newline : this.chunkEnd;
    this.lineBytes = this.lineEnd - this.lineStart;
    this.isTooLong = this.lineBytes > this.#limits.lineBytesMax;
    this.offset = this.#base + this.lineStart;
    this.#position = hasNewline ? newline + 1 : this.chunkEnd;
    return true;
  }

  /** Whether the line is valid UTF-8. Looks at whole chunks first: almost all of them are. */
  isLineUtf8(): boolean {
    this.#isUtf8 ??= isUtf8(this.buffer.subarray(this.chunkStart, this.chunkEnd));
    return this.#isUtf8 || isUtf8(this.buffer.subarray(this.lineStart, this.lineEnd));
  }

  close(): void {
    this.#source.close();
  }

  #readOn(): boolean | Promise<boolean> {
    for (;;) {
      if (this.#filled === this.buffer.length) this.#makeRoom();
      const bytesRead = this.#source.read(this.buffer, this.#filled, this.#wanted());
      if (typeof bytesRead !== 'number') {
        return bytesRead.then((bytes) => this.#take(bytes) ?? this.#readOn());
      }
      const isFilled = this.#take(bytesRead);
      if (isFilled !== undefined) return isFilled;
    }
  }

  #wanted(): number {
    const at = this.#base + this.#filled;
    // Of a long line the rest of a chunk, so that what follows the line fits into the region again.
    const room = Math.min(this.buffer.length - this.#filled, this.#region.bytes.length);
    return Math.min(room, at < this.#range.end ? this.#range.end - at : TAIL_BYTES);
  }

  /** Whether there is a chunk now; undefined when more has to be read to know. */
  #take(bytesRead: number): boolean | undefined {
    this.#filled += bytesRead;
    if (this.#mode === 'seek' && !this.#seek(bytesRead)) {
      const isOver = bytesRead === 0 || this.#base + this.#filled >= this.#range.end;
      return isOver ? this.#end() : undefined;
    }
    if (this.#mode === 'pass') return this.#pass(bytesRead);
    if (bytesRead > 0) return this.#search() ? true : undefined;
    // The last line of all has no newline.
    this.chunkEnd = this.#searched = this.#filled;
    return this.#filled > this.chunkStart;
  }

  /** Keeps the unfinished line at the front of the region. */
  #moveToFront(): void {
    const start = this.chunkEnd;
    if (this.buffer === this.#region.bytes) this.buffer.copyWithin(0, start, this.#filled);
    else this.buffer.copy(this.#region.bytes, 0, start, this.#filled);
    this.buffer = this.#region.bytes;
    this.address = this.#region.address;
    this.#base += start;
    this.#filled -= start;
    this.#searched -= start;
    this.#position = this.chunkStart = this.chunkEnd = 0;
    this.#isUtf8 = undefined;
  }

  /** Makes what was read a chunk, as far as it is whole lines of the range. */
  #search(): boolean {
    const from = this.#searched;
    const newBytes = this.buffer.subarray(from, this.#filled);
    // The line that holds the last byte of the range is its last one.
    const lastByte = this.#range.end - 1 - this.#base;
    const ending = lastByte < this.#filled ? newBytes.indexOf(NEWLINE, Math.max(0, lastByte - from)) : -1;
    const newline = ending === -1 ? newBytes.lastIndexOf(NEWLINE) : ending;
    this.#searched = this.#filled;
    if (newline === -1) return false;
    this.chunkEnd = from + newline + 1;
    return this.chunkEnd > this.chunkStart;
  }

  /** Goes on behind the first newline; false while there is none. */
  #seek(bytesRead: number): boolean {
    const newline = this.buffer.subarray(this.#filled - bytesRead, this.#filled).indexOf(NEWLINE);
    if (newline === -1) {
      this.#base += this.#filled;
      this.#filled = 0;
      return false;
    }
    const start = this.#filled - bytesRead + newline + 1;
    if (this.#base + start >= this.#range.end) {
      this.#base += start;
      this.#filled = 0;
      return false;
    }
    this.chunkStart = this.chunkEnd = this.#position = this.#searched = start;
    this.#mode = 'read';
    return true;
  }

  /** A full buffer without a newline: the line gets a larger one, or is passed over. */
  #makeRoom(): void {
    if (this.chunkEnd > 0) {
      this.#moveToFront();
    } else if (this.#filled > this.#limits.lineBytesMax) {
      this.#mode = 'pass';
      this.#passedFrom = this.#base;
      this.#base += this.#filled;
      this.#filled = this.#searched = 0;
      this.buffer = this.#region.bytes;
      this.address = this.#region.address;
    } else {
      const larger = Buffer.allocUnsafeSlow(this.buffer.length * 2);
      this.buffer.copy(larger, 0, 0, this.#filled);
      this.buffer = larger;
      this.address = undefined;
    }
  }

  /** Passes over the line, as far as it was read. */
  #pass(bytesRead: number): boolean | undefined {
    const newline = this.buffer.subarray(0, this.#filled).indexOf(NEWLINE);
    if (newline === -1 && bytesRead > 0) {
      this.#base += this.#filled;
      this.#filled = 0;
      return undefined;
    }
    const end = newline === -1 ? this.#filled : newline;
    this.#passedBytes = this.#base + end - this.#passedFrom;
    this.#position = this.#searched = this.chunkStart = this.chunkEnd = newline + 1;
    this.#mode = 'read';
    return true;
  }

  #takePassed(): true {
    this.lineStart = this.lineEnd = this.#position;
    this.lineBytes = this.#passedBytes ?? 0;
    this.offset = this.#passedFrom;
    this.isTooLong = true;
    this.#passedBytes = undefined;
    return true;
  }

  #end(): false {
    this.#position = this.chunkStart = this.chunkEnd = this.#filled;
    return false;
  }
}
