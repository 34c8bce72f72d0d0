import type { SetOptions } from './entries.ts';

/** A record as it lies in tables, in ordered streams and in logs (kernels/table/layout.as), for code outside the kernels. */
export interface RecordFields {
  readonly key: Uint8Array;
  readonly value: Uint8Array;
  readonly isCompressed: boolean;
  /** Milliseconds since 1970; 0: never. */
  readonly expiresAtMs: number;
}

/** Flags of a head. */
export const EXPIRES = 1;
export const COMPRESSED = 2;
export const EXPIRY_BYTES = 6;
const LENGTH_BYTES_MAX = 8;
/** Of a length that has no end: what its next seven bits would count. */
export const LENGTH_UNIT_MAX = 0x80 ** (LENGTH_BYTES_MAX - 2);

/** No record of this key and value takes more. */
export function recordBytesMax(keyBytes: number, valueBytes: number): number {
  return 2 * LENGTH_BYTES_MAX + EXPIRY_BYTES + keyBytes + valueBytes;
}

/** Returns where the record ends. */
export function encodeRecord(
  target: Buffer,
  start: number,
  key: Uint8Array,
  value: Uint8Array,
  { isCompressed = false, expiresAtMs = 0 }: SetOptions,
): number {
  const flags = (isCompressed ? COMPRESSED : 0) + (expiresAtMs > 0 ? EXPIRES : 0);
  let at = writeLength(target, key.length * 4 + flags, start);
  at = writeLength(target, value.length, at);
  if (expiresAtMs > 0) at = target.writeUIntLE(expiresAtMs, at, EXPIRY_BYTES);
  at = writeBytes(target, key, at);
  return writeBytes(target, value, at);
}

/** Reads records one after the other; keys and values are views. Throws RangeError where there is none. */
export class RecordReader {
  readonly #bytes: Buffer;
  #at = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  /** Where the next one begins. */
  get at(): number {
    return this.#at;
  }

  get isAtEnd(): boolean {
    return this.#at === this.#bytes.length;
  }

  next(): RecordFields {
    const head = this.#length();
    const valueBytes = this.#length();
    const expiresAtMs = (head & EXPIRES) === 0 ? 0 : this.#take(EXPIRY_BYTES).readUIntLE(0, EXPIRY_BYTES);
    const key = this.#take(Math.floor(head / 4));
    return { key, value: this.#take(valueBytes), isCompressed: (head & COMPRESSED) !== 0, expiresAtMs };
  }

  #take(bytes: number): Buffer {
    if (bytes > this.#bytes.length - this.#at) throw new RangeError('a record ends behind its bytes');
    this.#at += bytes;
    return this.#bytes.subarray(this.#at - bytes, this.#at);
  }

  #length(): number {
    let length = 0;
    for (let unit = 1; ; unit *= 0x80) {
      const byte = this.#take(1)[0] as number;
      length += (byte & 0x7f) * unit;
      if (byte < 0x80) return length;
      if (unit > LENGTH_UNIT_MAX) throw new RangeError('a length has no end');
    }
  }
}

/** Unsigned LEB128: seven bits a byte, the lowest first. */
export function writeLength(target: Buffer, length: number, start: number): number {
  let at = start;
  let rest = length;
  for (; rest >= 0x80; rest = Math.floor(rest / 0x80)) target[at++] = (rest % 0x80) + 0x80;
  target[at++] = rest;
  return at;
}

/** A native copy costs more than a loop over so few bytes. */
const COPIED_HERE_MAX = 32;

export function writeBytes(target: Buffer, bytes: Uint8Array, start: number): number {
  const { length } = bytes;
  if (length > COPIED_HERE_MAX) target.set(bytes, start);
  else for (let index = 0; index < length; index += 1) target[start + index] = bytes[index] as number;
  return start + length;
}
