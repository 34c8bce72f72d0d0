import type { Request } from '../command/call.ts';
import { parseInteger } from '../command/integer.ts';
import { isWord, showByte } from './request-bytes.ts';
import type { RequestLimits } from './request-limits.ts';
import { splitInline } from './split-inline.ts';

/** More bytes are needed. */
export const INCOMPLETE = -1;
/** The rest cannot be understood: `failure` says why, and the connection has to end. */
export const FAILED = -2;

const STAR = 0x2a;
const DOLLAR = 0x24;
const RETURN = 0x0d;
const NEWLINE = 0x0a;
const ZERO = 0x30;
const MINUS = 0x2d;

/** Digits of a length that is still a safe number. */
const LENGTH_DIGITS_MAX = 15;
const ARGUMENTS_AT_FIRST = 16;
/** A request with more arguments gives its room back. */
const ARGUMENTS_KEPT = 4096;

/**
 * Finds the arguments of one request in the bytes received, without copying them (RESP §"Sending commands to a
 * server": an array of bulk strings, or a line). It stops anywhere, and goes on there when there is more.
 */
export class RequestParser implements Request {
  count = 0;
  failure = '';
  #input: Buffer = Buffer.alloc(0);
  #starts = new Uint32Array(ARGUMENTS_AT_FIRST);
  #ends = new Uint32Array(ARGUMENTS_AT_FIRST);
  /** Arguments still to come; -1: the header is. */
  #left = -1;
  /** Where to go on. */
  #at = 0;
  #start = 0;
  /** Where the input has to reach before another try makes sense. */
  #needed = 0;
  /** What the number read last was followed by; INCOMPLETE or FAILED otherwise. */
  #next = 0;

  /**
   * Reads one request from `from` on, or goes on with the one begun. Returns where the next one begins, INCOMPLETE
   * or FAILED. A request of no arguments is to be passed over.
   */
  parse(input: Buffer, from: number, end: number, limits: RequestLimits): number {
    this.#input = input;
    let at = from;
    if (this.#left === -1) {
      this.count = 0;
      this.#start = from;
      if (input[at] !== STAR) return this.#parseInline(from, end, limits);
      const count = this.#number(at + 1, end);
      if (this.#next < 0) return this.#stopped('invalid multibulk length', at, end);
      if (count > limits.requestArgumentsMax) return this.#fail('invalid multibulk length');
      at = this.#next;
      if (count <= 0) return at;
      this.#left = count;
      this.#makeRoom(Math.min(count, ARGUMENTS_KEPT));
    } else at = this.#at;
    while (this.#left > 0) {
      if (at >= end) return this.#wait(at, at + 1);
      if (input[at] !== DOLLAR) return this.#fail(`expected '$', got '${showByte(input[at] as number)}'`);
      const length = this.#number(at + 1, end);
      if (this.#next < 0) return this.#stopped('invalid bulk length', at, end);
      if (length < 0 || length > limits.valueBytesMax) return this.#fail('invalid bulk length');
      const start = this.#next;
      const stop = start + length;
      if (stop + 2 - this.#start > limits.requestBytesMax) return this.#fail('request too large');
      // What is too large is refused before its bytes are waited for.
      if (stop + 2 > end) return this.#wait(at, stop + 2);
      if (input[stop] !== RETURN || input[stop + 1] !== NEWLINE) {
        return this.#fail('expected a line end behind a bulk string');
      }
      this.#add(start, stop);
      this.#left--;
      at = stop + 2;
    }
    this.#left = -1;
    return at;
  }

  /** Behind INCOMPLETE: so many bytes from the start of the request are needed. */
  get neededBytes(): number {
    return this.#needed - this.#start;
  }

  /** Behind INCOMPLETE: the same bytes are now that much nearer to the start of their buffer. */
  shift(bytes: number): void {
    for (let index = 0; index < this.count; index++) {
      this.#starts[index] = (this.#starts[index] as number) - bytes;
      this.#ends[index] = (this.#ends[index] as number) - bytes;
    }
    this.#at -= bytes;
    this.#start -= bytes;
    this.#needed -= bytes;
  }

  /** Behind the request: lets go of what it needed. */
  release(): void {
    if (this.#starts.length <= ARGUMENTS_KEPT) return;
    this.#starts = new Uint32Array(ARGUMENTS_AT_FIRST);
    this.#ends = new Uint32Array(ARGUMENTS_AT_FIRST);
    this.count = 0;
  }

  get nameStart(): number {
    return this.#starts[0] as number;
  }

  get nameEnd(): number {
    return this.#ends[0] as number;
  }

  get input(): Buffer {
    return this.#input;
  }

  bytes(index: number): Buffer {
    return this.#input.subarray(this.#starts[index] as number, this.#ends[index] as number);
  }

  byteCount(index: number): number {
    return (this.#ends[index] as number) - (this.#starts[index] as number);
  }

  text(index: number): string {
    return this.#input.toString('utf8', this.#starts[index], this.#ends[index]);
  }

  is(index: number, word: string): boolean {
    return isWord(this.#input, this.#starts[index] as number, this.#ends[index] as number, word);
  }

  integer(index: number): number | bigint | undefined {
    return parseInteger(this.#input, this.#starts[index] as number, this.#ends[index] as number);
  }

  /** A whole number and its line end; where it ends goes to `#next`. */
  #number(from: number, end: number): number {
    const input = this.#input;
    let at = from;
    const isNegative = input[at] === MINUS;
    if (isNegative) at++;
    const digits = at;
    let value = 0;
    for (; at < end; at++) {
      const digit = (input[at] as number) - ZERO;
      if (digit < 0 || digit > 9) break;
      value = value * 10 + digit;
    }
    if (at - digits > LENGTH_DIGITS_MAX) this.#next = FAILED;
    else if (at >= end) this.#next = INCOMPLETE;
    else if (input[at] !== RETURN || at === digits) this.#next = FAILED;
    else if (at + 1 >= end) this.#next = INCOMPLETE;
    else this.#next = input[at + 1] === NEWLINE ? at + 2 : FAILED;
    return isNegative ? -value : value;
  }

  #parseInline(from: number, end: number, { inlineBytesMax }: RequestLimits): number {
    const newline = this.#input.subarray(from, Math.min(end, from + inlineBytesMax + 1)).indexOf(NEWLINE);
    if (newline === -1) {
      if (end - from > inlineBytesMax) return this.#fail('too big inline request');
      return this.#wait(from, end + 1);
    }
    const line = this.#input.subarray(from, from + newline);
    const words = splitInline(line);
    if (words === undefined) return this.#fail('unbalanced quotes in request');
    // Words lose quotes and escapes, so they get bytes of their own.
    this.#input = Buffer.concat(words);
    this.#makeRoom(words.length);
    let start = 0;
    for (const word of words) {
      this.#add(start, start + word.length);
      start += word.length;
    }
    return from + newline + 1;
  }

  #add(start: number, end: number): void {
    if (this.count >= this.#starts.length) this.#makeRoom(this.count * 2);
    this.#starts[this.count] = start;
    this.#ends[this.count] = end;
    this.count++;
  }

  #makeRoom(count: number): void {
    if (count <= this.#starts.length) return;
    const starts = new Uint32Array(count);
    const ends = new Uint32Array(count);
    starts.set(this.#starts.subarray(0, this.count));
    ends.set(this.#ends.subarray(0, this.count));
    this.#starts = starts;
    this.#ends = ends;
  }

  #stopped(failure: string, at: number, end: number): number {
    return this.#next === FAILED ? this.#fail(failure) : this.#wait(at, end + 1);
  }

  #wait(at: number, needed: number): number {
    this.#at = at;
    this.#needed = needed;
    return INCOMPLETE;
  }

  #fail(failure: string): number {
    this.failure = failure;
    this.#left = -1;
    return FAILED;
  }
}
