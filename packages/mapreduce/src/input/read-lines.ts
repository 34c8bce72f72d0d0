import { isUtf8 } from 'node:buffer';
import { closeSync, openSync, readSync } from 'node:fs';
import { mapreduceError } from '@oremill/types';
import type { Limits } from '../config.ts';
import type { Split } from './plan-splits.ts';

const NEWLINE = 10;
/** Behind the end of the split only the rest of one record is wanted. */
const TAIL_BYTES = 64 * 1024;

/**
 * Walks the lines that begin in a split, in chunks of bounded size. After `next()` the line is
 * `buffer[lineStart, lineEnd)` at `offset` of the file; it is valid until the next `next()`.
 */
export class LineReader {
  buffer: Buffer;
  lineStart = 0;
  lineEnd = 0;
  offset = 0;
  /** Longer than allowed: its bytes were passed over, `lineBytes` says how many. */
  isTooLong = false;
  lineBytes = 0;

  readonly #split: Split;
  readonly #file: number;
  readonly #limits: Limits;
  /** File offset of `buffer[0]`. */
  #base: number;
  /** Where the next line begins, in the buffer. */
  #position = 0;
  /** End of the last whole line in the buffer; lines up to here can be taken. */
  #linesEnd = 0;
  #filled = 0;
  #isUtf8: boolean | undefined;

  constructor(split: Split, limits: Limits) {
    this.#split = split;
    this.#limits = limits;
    this.#file = attempt(split.path, () => openSync(split.path, 'r'));
    this.buffer = Buffer.allocUnsafeSlow(Math.min(limits.chunkBytes, split.fileBytes) + TAIL_BYTES);
    // A record begins after a newline, so one that stands right before the split makes its first byte a beginning.
    this.#base = Math.max(0, split.start - 1);
    if (split.start > 0) this.#skipLine();
  }

  /** Bytes of the split that have been walked over. */
  get bytesDone(): number {
    const { start, end } = this.#split;
    return Math.max(0, Math.min(this.#base + this.#position, end) - start);
  }

  next(): boolean {
    for (;;) {
      this.offset = this.#base + this.#position;
      if (this.offset >= this.#split.end) return false;
      if (this.#position < this.#linesEnd) return this.#takeLine();
      if (!this.#refill()) return false;
      if (this.#linesEnd === 0 && this.#filled > this.#limits.lineBytesMax) return this.#passLongLine();
    }
  }

  /** Whether the line is valid UTF-8. Looks at whole chunks first: almost all of them are. */
  isLineUtf8(): boolean {
    this.#isUtf8 ??= isUtf8(this.buffer.subarray(this.lineStart, this.#linesEnd));
    return this.#isUtf8 || isUtf8(this.buffer.subarray(this.lineStart, this.lineEnd));
  }

  close(): void {
    closeSync(this.#file);
  }

  #takeLine(): true {
    const newline = this.buffer.indexOf(NEWLINE, this.#position);
    this.lineStart = this.#position;
    // The last line of a file may lack its newline, and what lies behind it in the buffer is of older chunks.
    const hasNewline = newline !== -1 && newline < this.#linesEnd;
    this.lineEnd = hasNewline ? newline : this.#linesEnd;
    this.lineBytes = this.lineEnd - this.lineStart;
    this.isTooLong = this.lineBytes > this.#limits.lineBytesMax;
    this.#position = hasNewline ? newline + 1 : this.#linesEnd;
    return true;
  }

  /** Keeps the unfinished line and reads on behind it; false at the end of the file. */
  #refill(): boolean {
    this.buffer.copyWithin(0, this.#position, this.#filled);
    this.#base += this.#position;
    this.#filled -= this.#position;
    this.#position = 0;
    this.#linesEnd = 0;
    this.#isUtf8 = undefined;
    if (this.#filled > this.buffer.length / 2) this.#grow();
    const bytesRead = this.#read();
    if (bytesRead === 0) {
      this.#linesEnd = this.#filled;
      return this.#filled > 0;
    }
    const searched = this.#filled;
    this.#filled += bytesRead;
    const lastNewline = this.buffer.subarray(searched, this.#filled).lastIndexOf(NEWLINE);
    if (lastNewline !== -1) this.#linesEnd = searched + lastNewline + 1;
    return true;
  }

  #grow(): void {
    const larger = Buffer.allocUnsafeSlow(this.buffer.length * 2);
    this.buffer.copy(larger, 0, 0, this.#filled);
    this.buffer = larger;
  }

  #read(): number {
    const at = this.#base + this.#filled;
    const { end, fileBytes, path } = this.#split;
    const wanted = Math.min(
      this.buffer.length - this.#filled,
      at < end ? end - at : TAIL_BYTES,
      // What is appended while the job runs is not part of its input.
      fileBytes - at,
    );
    if (wanted <= 0) return 0;
    const bytesRead = attempt(path, () => readSync(this.#file, this.buffer, this.#filled, wanted, at));
    if (bytesRead > 0) return bytesRead;
    throw mapreduceError('INPUT_UNREADABLE', `${path} became shorter while it was read, at byte ${at}`, {
      hint: 'Run the job again on a file that nothing writes to.',
    });
  }

  /** Goes to the first line that begins in the split; when none does, to its end. */
  #skipLine(): void {
    while (this.#base + this.#position < this.#split.end) {
      this.#filled = 0;
      const bytesRead = this.#read();
      if (bytesRead === 0) return;
      const newline = this.buffer.subarray(0, bytesRead).indexOf(NEWLINE);
      if (newline === -1) {
        this.#base += bytesRead;
        continue;
      }
      this.#filled = bytesRead;
      this.#position = newline + 1;
      this.#linesEnd = this.buffer.subarray(0, bytesRead).lastIndexOf(NEWLINE) + 1;
      return;
    }
  }

  /** Passes over the rest of a line that is too long to be kept. */
  #passLongLine(): true {
    const start = this.#base;
    for (;;) {
      this.#base += this.#filled;
      this.#filled = 0;
      const bytesRead = this.#read();
      const newline = this.buffer.subarray(0, bytesRead).indexOf(NEWLINE);
      if (bytesRead > 0 && newline === -1) {
        this.#filled = bytesRead;
        continue;
      }
      this.#filled = bytesRead;
      this.#position = newline + 1;
      this.#linesEnd = bytesRead === 0 ? 0 : this.buffer.subarray(0, bytesRead).lastIndexOf(NEWLINE) + 1;
      this.#isUtf8 = undefined;
      this.offset = start;
      this.lineStart = this.lineEnd = this.#position;
      this.lineBytes = this.#base + (bytesRead === 0 ? 0 : newline) - start;
      this.isTooLong = true;
      return true;
    }
  }
}

function attempt(path: string, read: () => number): number {
  try {
    return read();
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    throw mapreduceError('INPUT_UNREADABLE', `${path} cannot be read (${code})`, {
      hint: 'Check that it is still there, then run the job again.',
      cause: error,
    });
  }
}
