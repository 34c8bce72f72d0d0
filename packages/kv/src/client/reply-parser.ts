import { type Reply, ReplyError, ReplyMalformed } from './reply.ts';

const [PLUS, MINUS, COLON, DOLLAR, STAR] = [0x2b, 0x2d, 0x3a, 0x24, 0x2a];
const NEWLINE = 0x0a;
const OK_BYTES = 5;
const OKS_AT_ONCE = 4096;
const OKS = Buffer.from('+OK\r\n'.repeat(OKS_AT_ONCE));
const BULK_BYTES_MAX = 512 * 2 ** 20;
const LINE_BYTES_MAX = 64 * 1024;
const DEPTH_MAX = 8;

/** Cuts a stream of bytes into replies, whatever pieces it comes in. */
export class ReplyParser {
  #bytes: Buffer = Buffer.alloc(0);
  #at = 0;
  /** Of a bulk string that is not all there: pieces are put together once, not each time one comes. */
  #missingBytes = 0;
  #pieces: Buffer[] = [];

  push(bytes: Buffer): void {
    this.#missingBytes -= bytes.length;
    this.#pieces.push(bytes);
    if (this.#missingBytes > 0) return;
    const rest = this.#bytes.subarray(this.#at);
    this.#bytes =
      rest.length === 0 && this.#pieces.length === 1 ? bytes : Buffer.concat([rest, ...this.#pieces]);
    this.#pieces = [];
    this.#missingBytes = 0;
    this.#at = 0;
  }

  /** Passes at most so many replies that are `+OK`, many at a time; returns how many it passed. */
  takeOks(countMax: number): number {
    const limit = Math.min(countMax, Math.floor((this.#bytes.length - this.#at) / OK_BYTES));
    let taken = 0;
    for (let step = OKS_AT_ONCE; step > 0 && taken < limit; ) {
      const count = Math.min(step, limit - taken);
      const end = this.#at + count * OK_BYTES;
      if (OKS.compare(this.#bytes, this.#at, end, 0, count * OK_BYTES) === 0) {
        this.#at = end;
        taken += count;
      } else {
        step = Math.floor(count / 2);
      }
    }
    return taken;
  }

  /** The next reply; undefined until all of it is there. */
  next(): Reply | undefined {
    const start = this.#at;
    const reply = this.#missingBytes > 0 ? undefined : this.#read(0);
    if (reply === undefined) this.#at = start;
    return reply;
  }

  #read(depth: number): Reply | undefined {
    if (this.#at >= this.#bytes.length) return undefined;
    const type = this.#bytes[this.#at] as number;
    const line = this.#line();
    if (line === undefined) return undefined;
    switch (type) {
      case PLUS:
        return line;
      case MINUS:
        return new ReplyError(line);
      case COLON:
        return lengthOf(line, Number.MAX_SAFE_INTEGER);
      case DOLLAR:
        return this.#bulk(lengthOf(line, BULK_BYTES_MAX));
      case STAR:
        return this.#array(lengthOf(line, 2 ** 24), depth);
      default:
        throw new ReplyMalformed(`a reply begins with byte ${type}`);
    }
  }

  #line(): string | undefined {
    const end = this.#bytes.indexOf(NEWLINE, this.#at);
    if (end === -1) {
      if (this.#bytes.length - this.#at > LINE_BYTES_MAX) throw new ReplyMalformed('a line without an end');
      return undefined;
    }
    const line = this.#bytes.toString('latin1', this.#at + 1, end - 1);
    this.#at = end + 1;
    return line;
  }

  #bulk(bytes: number): Buffer | null | undefined {
    if (bytes < 0) return null;
    const end = this.#at + bytes;
    if (end + 2 > this.#bytes.length) {
      this.#missingBytes = end + 2 - this.#bytes.length;
      return undefined;
    }
    this.#at = end + 2;
    // A copy: a view would keep the whole piece that came from the socket.
    return Buffer.from(this.#bytes.subarray(end - bytes, end));
  }

  #array(count: number, depth: number): readonly Reply[] | null | undefined {
    if (count < 0) return null;
    if (depth === DEPTH_MAX) throw new ReplyMalformed(`arrays within arrays, more than ${DEPTH_MAX} deep`);
    const replies: Reply[] = [];
    for (let index = 0; index < count; index += 1) {
      const reply = this.#read(depth + 1);
      if (reply === undefined) return undefined;
      replies.push(reply);
    }
    return replies;
  }
}

function lengthOf(line: string, max: number): number {
  const value = /^-?\d{1,16}$/.test(line) ? Number(line) : Number.NaN;
  if (!(value <= max)) throw new ReplyMalformed(`${JSON.stringify(line.slice(0, 40))} is no length`);
  return value;
}
