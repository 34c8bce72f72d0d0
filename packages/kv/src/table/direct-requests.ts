import type { Journal, RequestTable } from './request-table.ts';

/** Most of a chunk that is given to the kernel at once; its region has room for it. */
export const WINDOW_BYTES_MAX = 64 * 1024;
/** Least: a few requests. */
const WINDOW_BYTES_MIN = 512;

// In the region, as in kernels/resp/serve.as.
const REPORT_AT = 64 * 1024;
const REPORT_WORDS = 14;
const INPUT_AT = 72 * 1024;
const OUTPUT_AT = 144 * 1024;
const JOURNAL_AT = 400 * 1024;

/** A short piece is copied by a loop: a call costs more. */
const COPIED_HERE_MAX = 64;

const NEWLINE = 0x0a;
/** First letters of GET, MGET, EXISTS, PING and SET, in lower case. */
const LETTERS = Buffer.from('gmeps');
const IS_LETTER = Uint8Array.from({ length: 256 }, (_, byte) => (LETTERS.includes(byte | 0x20) ? 1 : 0));
/** A header `*1000\r\n` has fewer. */
const HEADER_BYTES_MAX = 8;

/** Lets a table's kernel answer GET, MGET, EXISTS, PING and SET: bytes in, bytes out, and JavaScript sees none of them. */
export class DirectRequests {
  readonly #table: RequestTable;
  readonly #bytes: Buffer;
  readonly #report: Uint32Array;
  readonly #region: number;
  /** Of input to offer: grows while all of it is taken, since what is not taken is copied in vain. */
  #windowBytes = WINDOW_BYTES_MIN;

  constructor(table: RequestTable) {
    this.#table = table;
    this.#region = table.region;
    // The region is there from the beginning, and growth moves nothing.
    this.#bytes = table.shared.bytes;
    this.#report = new Uint32Array(this.#bytes.buffer, table.region + REPORT_AT, REPORT_WORDS);
  }

  /**
   * Answers what it can of the input from `at` on. How many bytes of it that were; the rest is for others. Writes are
   * told to the journal, and are for others without one.
   */
  serve(
    input: Buffer,
    at: number,
    end: number,
    protocol: 2 | 3,
    nowMs: number,
    journal: Journal | undefined,
  ): number {
    if (!mayBegin(input, at)) return 0;
    const length = Math.min(end - at, this.#windowBytes);
    const target = this.#region + INPUT_AT;
    const bytes = this.#bytes;
    if (length <= COPIED_HERE_MAX) {
      for (let index = 0; index < length; index++) bytes[target + index] = input[at + index] as number;
    } else bytes.set(input.subarray(at, at + length), target);
    const mayWrite = journal?.isOpen === true ? 1 : 0;
    this.#table.serveRequests(this.#region, length, protocol === 3 ? 1 : 0, mayWrite, nowMs);
    const consumed = this.#report[0] as number;
    if (this.sets > 0) journal?.add(this.#operations(), this.sets, this.#report[12] as number);
    // At a request that is not whole it would have gone on.
    if (this.#report[13] === 1) this.#windowBytes = Math.min(this.#windowBytes * 2, WINDOW_BYTES_MAX);
    else this.#windowBytes = Math.max(this.#windowBytes >> 1, WINDOW_BYTES_MIN);
    return consumed;
  }

  // What the last `serve` did.

  get outputBytes(): number {
    return this.#report[1] as number;
  }

  get gets(): number {
    return this.#report[2] as number;
  }

  get mgets(): number {
    return this.#report[3] as number;
  }

  get existses(): number {
    return this.#report[4] as number;
  }

  get pings(): number {
    return this.#report[5] as number;
  }

  get hits(): number {
    return this.#report[6] as number;
  }

  get misses(): number {
    return this.#report[7] as number;
  }

  get sets(): number {
    return this.#report[10] as number;
  }

  #operations(): Buffer {
    const from = this.#region + JOURNAL_AT;
    return this.#bytes.subarray(from, from + (this.#report[11] as number));
  }

  /** Of the last request that had one. */
  get lastKey(): Buffer | undefined {
    const at = this.#report[8] as number;
    if (at === 0) return undefined;
    return Buffer.from(
      this.#bytes.subarray(this.#region + at, this.#region + at + (this.#report[9] as number)),
    );
  }

  copyOutput(target: Buffer, at: number): void {
    const from = this.#region + OUTPUT_AT;
    const bytes = this.#bytes;
    const length = this.outputBytes;
    if (length <= COPIED_HERE_MAX) {
      for (let index = 0; index < length; index++) target[at + index] = bytes[from + index] as number;
    } else target.set(bytes.subarray(from, from + length), at);
  }
}

/** By the first letter of its name, which stands behind `*2\r\n$3\r\n`. */
function mayBegin(input: Buffer, at: number): boolean {
  let newline = at + 3;
  while (newline < at + HEADER_BYTES_MAX && input[newline] !== NEWLINE) newline++;
  return IS_LETTER[input[newline + 5] ?? 0] === 1;
}
