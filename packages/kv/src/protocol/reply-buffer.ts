import { OutputTooLarge, type RevocableReply } from '../command/execute.ts';
import { oneLine } from '../command/refusal.ts';
import {
  ARRAY,
  BULK,
  INTEGER,
  MAP,
  NEWLINE,
  NIL_2,
  NIL_3,
  OK,
  RETURN,
  SET,
  VERBATIM,
  writeHeader,
} from './resp.ts';

const BLOCK_BYTES = 64 * 1024;
/** A larger value gets a block of its own: the shared one is not given up for it. */
const OWN_BLOCK_BYTES = 16 * 1024;
/** Room for a header: a type, 20 digits and line ends. */
const HEADER_BYTES = 32;

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
    const shared = this.#block.buffer;
    this.send((block) => {
      const isShared = block.buffer === shared;
      blocks.push(isShared ? Buffer.from(block) : block);
      return isShared;
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
    this.#header(BULK, value.length);
    this.#reserveOrOwn(value);
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
    this.#at = writeHeader(this.#block, this.#at, type, value);
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
