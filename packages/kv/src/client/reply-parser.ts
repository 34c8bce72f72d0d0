import { type Reply, ReplyError, ReplyMalformed } from './reply.ts';

const [PLUS, MINUS, COLON, DOLLAR, STAR] = [0x2b, 0x2d, 0x3a, 0x24, 0x2a];
const NEWLINE = 0x0a;
const OK_BYTES = 5;
const OKS_AT_ONCE = 4096;
const OKS = Buffer.from('+OK\r\n'.repeat(OKS_AT_ONCE));
const BULK_BYTES_MAX = 512 * 2 ** 20;
const LINE_BYTES_MAX = 64 * 1024;
const ARRAY_COUNT_MAX = 2 ** 24;
const DEPTH_MAX = 8;

/** An array of which some replies have come. */
interface OpenArray {
  readonly replies: Reply[];
  readonly count: number;
}

/** Cuts a stream of bytes into replies, whatever pieces it comes in. */
export class ReplyParser {
  #bytes: Buffer = Buffer.alloc(0);
  #at = 0;
  /** Of a bulk string that is not all there: pieces are put together once, not each time one comes. */
  #missingBytes = 0;
  #pieces: Buffer[] = [];
  /** Arrays within arrays that are not all there, the innermost last: each reply of theirs is read once. */
  readonly #open: OpenArray[] = [];

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
    if (this.#open.length > 0) return 0;
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
    while (this.#missingBytes <= 0) {
      const start = this.#at;
      let reply = this.#read();
      if (reply === undefined) {
        // An array has begun, or there is too little.
        if (this.#at === start) return undefined;
        continue;
      }
      for (let open = this.#open.at(-1); open !== undefined; open = this.#open.at(-1)) {
        open.replies.push(reply);
        if (open.replies.length < open.count) break;
        reply = open.replies;
        this.#open.pop();
      }
      if (this.#open.length === 0) return reply;
    }
    return undefined;
  }

  /** One that has no others within; of an array with some only the head. */
  #read(): Reply | undefined {
    if (this.#at >= this.#bytes.length) return undefined;
    const start = this.#at;
    const type = this.#bytes[start] as number;
    const line = this.#line();
    if (line === undefined) return undefined;
    switch (type) {
      case PLUS:
        return line;
      case MINUS:
        return new ReplyError(line);
      case COLON:
        return integerOf(line);
      case DOLLAR: {
        const bulk = this.#bulk(lengthOf(line, BULK_BYTES_MAX));
        if (bulk === undefined) this.#at = start;
        return bulk;
      }
      case STAR:
        return this.#beginArray(lengthOf(line, ARRAY_COUNT_MAX));
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

  #beginArray(count: number): readonly Reply[] | null | undefined {
    if (count < 0) return null;
    if (count === 0) return [];
    if (this.#open.length === DEPTH_MAX) {
      throw new ReplyMalformed(`arrays within arrays, more than ${DEPTH_MAX} deep`);
    }
    this.#open.push({ replies: [], count });
    return undefined;
  }
}

/** Text where a number would not be exact. */
function integerOf(line: string): number | string {
  const value = /^[-+]?\d{1,19}$/.test(line) ? BigInt(line) : undefined;
  if (value === undefined || BigInt.asIntN(64, value) !== value) {
    throw new ReplyMalformed(`${JSON.stringify(line.slice(0, 40))} is no integer`);
  }
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : String(value);
}

function lengthOf(line: string, max: number): number {
  const value = /^-?\d{1,16}$/.test(line) ? Number(line) : Number.NaN;
  if (!(value <= max)) throw new ReplyMalformed(`${JSON.stringify(line.slice(0, 40))} is no length`);
  return value;
}
