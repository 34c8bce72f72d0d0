import type { Encoding } from '@oremill/types';
import { decodeNumber } from './cells.ts';

/**
 * Keys and values travel from mappers to reducers as bytes, and keys are sorted as these bytes (the order of
 * `LC_ALL=C sort`).
 */
export interface Codec<Value> {
  readonly name: string;
  /**
   * A string stands for its UTF-8 bytes; an array may be valid until the call after the next only. Throws for what it refuses: a
   * mapper's record is then skipped.
   */
  readonly encode: (value: Value) => string | Uint8Array;
  /** The bytes are valid during the call only. Throws for bytes that it did not write. */
  readonly decode: (bytes: Buffer) => Value;
  /** Set when the bytes are fields as they stand in a part of this encoding: `identity` then copies them. */
  readonly encoding?: Encoding | undefined;
}

/** A string; a lone surrogate, which has no UTF-8, is refused. */
export const text: Codec<string> = {
  name: 'text',
  encode(value) {
    if (typeof value !== 'string') throw new TypeError(`text expected, not ${typeof value}`);
    if (!value.isWellFormed()) throw new TypeError('text with a lone surrogate');
    return value;
  },
  decode: (bytes) => bytes.toString('utf8'),
};

/** A safe integer in decimal digits: as a key it sorts as text, 10 before 9. */
export const integer: Codec<number> = {
  name: 'integer',
  encode(value) {
    if (!Number.isSafeInteger(value)) throw new TypeError(`integer expected, not ${String(value)}`);
    return String(value);
  },
  // Called for each value: what it wrote itself seldom needs a string.
  decode: (bytes) => readDigits(bytes) ?? decodeNumber('integer', bytes.toString('latin1')),
};

/** An integer of more digits may not be a safe one. */
const SAFE_DIGITS_MAX = 15;
const ZERO = 0x30;

/** The integer that these bytes are, if they are nothing but a few digits. */
function readDigits(bytes: Buffer): number | undefined {
  if (bytes.length === 0 || bytes.length > SAFE_DIGITS_MAX) return undefined;
  let value = 0;
  for (let at = 0; at < bytes.length; at += 1) {
    const digit = (bytes[at] as number) - ZERO;
    if (digit < 0 || digit > 9) return undefined;
    value = value * 10 + digit;
  }
  return value;
}

/** Any number, in its shortest form that reads back the same. */
export const float: Codec<number> = {
  name: 'float',
  encode(value) {
    if (typeof value !== 'number') throw new TypeError(`number expected, not ${typeof value}`);
    return Object.is(value, -0) ? '-0' : String(value);
  },
  decode: (bytes) => decodeNumber('float', bytes.toString('latin1')),
};

/** What JSON can hold. The names of an object keep their order, so equal objects may differ as keys. */
export function json<Value>(): Codec<Value> {
  return {
    name: 'json',
    encode(value) {
      const encoded = JSON.stringify(value) as string | undefined;
      if (encoded === undefined) throw new TypeError(`JSON has no form for ${typeof value}`);
      return encoded;
    },
    decode: (bytes) => JSON.parse(bytes.toString('utf8')) as Value,
  };
}

/** Bytes as they are. */
export const bytes: Codec<Uint8Array> = {
  name: 'bytes',
  encode(value) {
    if (!(value instanceof Uint8Array)) throw new TypeError(`Uint8Array expected, not ${typeof value}`);
    return value;
  },
  decode: (view) => Uint8Array.from(view),
};

/** No value: for jobs whose keys say all. Two undefined values are equal, and take no bytes. */
export const nothing: Codec<undefined> = { name: 'nothing', encode: () => '', decode: () => undefined };
