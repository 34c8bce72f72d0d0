import { OutputTooLarge, type RevocableReply } from '../command/execute.ts';
import { oneLine } from '../command/refusal.ts';

const BLOCK_BYTES = 64 * 1024;
/** A larger value gets a block of its own: the shared one is not given up for it. */
const OWN_BLOCK_BYTES = 16 * 1024;
/** Room for a header: a type, 20 digits and line ends. */
const HEADER_BYTES = 32;

const RETURN = 0x0d;
const NEWLINE = 0x0a;
const ZERO = 0x30;
const MINUS = 0x2d;

const BULK = 0x24;
const INTEGER = 0x3a;
const ARRAY = 0x2a;
const MAP = 0x25;
const SET = 0x7e;
const VERBATIM = 0x3d;

const OK = Buffer.from('+OK\r\n');
const NIL_2 = Buffer.from('$-1\r\n');
const NIL_3 = Buffer.from('_\r\n');

/**
 * Replies as RESP2 or RESP3, into a block that is used again and again. All connections share one: their commands
 * are carried out one after the other, and what a chunk has made is sent before the next.
 */
export class ReplyBuffer implements RevocableReply {
  protocol: 2 | 3 = 2;
  readonly #bytesMax: number;
  #block: Buffer = Buffer.allocUnsafeSlow(BLOCK_BYTES);
  #at = 0;
  #full: Buffer[] = [];
  #fullBytes = 0;

  constructor(bytesMax: number) {
    this.#bytesMax = bytesMax;
  }

  get byteCount(): number {
    return this.#fullBytes + this.#at;
  }

  rewind(byteCount: number): void {
    while (byteCount < this.#fullBytes) {
      this.#block = this.#full.pop() as Buffer;
      this.#fullBytes -= this.#block.length;
    }
    this.#at = byteCount - this.#fullBytes;
  }

  /** Hands over what was written, in order. `send` says whether it is done with a block, which is then used again. */
  send(send: (block: Buffer) => boolean): void {
    for (const block of this.#full) send(block);
    const isFree = this.#at === 0 || send(this.#block.subarray(0, this.#at));
    if (!isFree || this.#block.length < BLOCK_BYTES) this.#block = Buffer.allocUnsafeSlow(BLOCK_BYTES);
    this.#full.length = 0;
    this.#fullBytes = 0;
    this.#at = 0;
  }

  /** Bytes of their own, to be sent later. */
  take(): Buffer[] {
    const blocks: Buffer[] = [];
    this.send((block) => {
      blocks.push(block);
      return false;
    });
    return blocks;
  }

  append(source: { readonly outputBytes: number; copyOutput(target: Buffer, at: number): void }): void {
    const { outputBytes } = source;
    this.#reserve(outputBytes);
    source.copyOutput(this.#block, this.#at);
    this.#at += outputBytes;
  }

  ok(): void {
    this.#constant(OK);
  }

  nil(): void {
    this.#constant(this.protocol === 3 ? NIL_3 : NIL_2);
  }

  simple(text: string): void {
    this.#line('+', text);
  }

  error(text: string): void {
    // Errors repeat what clients sent: a line end in it would let them write replies of their own.
    this.#line('-', oneLine(text));
  }

  integer(value: number | bigint): void {
    if (typeof value === 'bigint') this.#line(':', value.toString());
    else this.#header(INTEGER, value);
  }

  bulk(value: Uint8Array): void {
    const { length } = value;
    this.#header(BULK, length);
    if (length >= OWN_BLOCK_BYTES) this.#ownBlock(value);
    else {
      this.#reserve(length + 2);
      this.#block.set(value, this.#at);
      this.#at += length;
    }
    this.#end();
  }

  text(value: string): void {
    this.bulk(Buffer.from(value));
  }

  array(count: number): void {
    this.#header(ARRAY, count);
  }

  map(count: number): void {
    if (this.protocol === 3) this.#header(MAP, count);
    else this.#header(ARRAY, count * 2);
  }

  set(count: number): void {
    this.#header(this.protocol === 3 ? SET : ARRAY, count);
  }

  verbatim(text: string): void {
    if (this.protocol === 2) {
      this.text(text);
      return;
    }
    const bytes = Buffer.from(`txt:${text}`);
    this.#header(VERBATIM, bytes.length);
    this.#reserveOrOwn(bytes);
    this.#end();
  }

  double(value: number): void {
    if (this.protocol === 3) this.#line(',', String(value));
    else this.text(String(value));
  }

  #header(type: number, value: number): void {
    this.#reserve(HEADER_BYTES);
    const block = this.#block;
    let at = this.#at;
    block[at++] = type;
    let rest = value;
    if (rest < 0) {
      block[at++] = MINUS;
      rest = -rest;
    }
    const digits = digitsOf(rest);
    for (let place = at + digits - 1; place >= at; place--) {
      const quotient = rest < 2 ** 31 ? (rest / 10) | 0 : Math.floor(rest / 10);
      block[place] = ZERO + (rest - quotient * 10);
      rest = quotient;
    }
    at += digits;
    block[at] = RETURN;
    block[at + 1] = NEWLINE;
    this.#at = at + 2;
  }

  #line(type: string, text: string): void {
    const line = `${type}${text}\r\n`;
    this.#reserve(line.length * 3);
    this.#at += this.#block.write(line, this.#at);
  }

  #constant(bytes: Buffer): void {
    this.#reserve(bytes.length);
    const block = this.#block;
    for (let index = 0; index < bytes.length; index++) block[this.#at++] = bytes[index] as number;
  }

  #end(): void {
    this.#reserve(2);
    this.#block[this.#at] = RETURN;
    this.#block[this.#at + 1] = NEWLINE;
    this.#at += 2;
  }

  #reserveOrOwn(bytes: Uint8Array): void {
    if (bytes.length >= OWN_BLOCK_BYTES) this.#ownBlock(bytes);
    else {
      this.#reserve(bytes.length);
      this.#block.set(bytes, this.#at);
      this.#at += bytes.length;
    }
  }

  #ownBlock(value: Uint8Array): void {
    if (this.byteCount + value.length > this.#bytesMax) throw new OutputTooLarge();
    this.#close();
    this.#full.push(Buffer.from(value));
    this.#fullBytes += value.length;
  }

  #reserve(bytes: number): void {
    if (this.#at + bytes <= this.#block.length) return;
    if (this.byteCount + bytes > this.#bytesMax) throw new OutputTooLarge();
    this.#close();
    if (bytes > this.#block.length) this.#block = Buffer.allocUnsafeSlow(bytes);
  }

  /** What is in the block stays there; what comes goes into the rest of it. */
  #close(): void {
    if (this.#at > 0) {
      this.#full.push(this.#block.subarray(0, this.#at));
      this.#fullBytes += this.#at;
    }
    const rest = this.#block.subarray(this.#at);
    this.#block = rest.length >= HEADER_BYTES ? rest : Buffer.allocUnsafeSlow(BLOCK_BYTES);
    this.#at = 0;
  }
}

function digitsOf(value: number): number {
  if (value < 10) return 1;
  if (value < 100) return 2;
  if (value < 1000) return 3;
  let digits = 3;
  for (let rest = value / 1000; rest >= 1; rest /= 10) digits++;
  return digits;
}
