import type { Codec } from './codecs.ts';

/**
 * A key of several fields, in the order of its fields: `tuple(text, orderedNumber)`. A field ends with two zero bytes,
 * and a zero byte in it becomes 00 01, so that a field which is the beginning of another sorts before it. The order of
 * a field is that of its codec's bytes.
 */
export function tuple<const Fields extends readonly unknown[]>(
  ...codecs: { readonly [Index in keyof Fields]: Codec<Fields[Index]> }
): Codec<Fields> {
  return {
    name: `tuple(${codecs.map(({ name }) => name).join(', ')})`,
    encode(fields) {
      if (!Array.isArray(fields) || fields.length !== codecs.length)
        throw new TypeError(`${codecs.length} fields expected`);
      return encodeFields(codecs, fields);
    },
    decode(bytes) {
      let at = 0;
      return codecs.map((codec) => {
        const end = endOfField(bytes, at);
        const field = codec.decode(unescapeZeros(bytes.subarray(at, end)));
        at = end + 2;
        return field;
      }) as unknown as Fields;
    },
  };
}

function encodeFields(codecs: readonly Codec<unknown>[], fields: readonly unknown[]): string | Uint8Array {
  let joined = '';
  const encoded = codecs.map((codec, index) => kept(codec.encode(fields[index])));
  for (const field of encoded) {
    if (typeof field !== 'string' || field.includes('\0')) return joinBytes(encoded);
    joined += `${field}\0\0`;
  }
  return joined;
}

/** A codec may write into the same bytes again. */
function kept(field: string | Uint8Array): string | Uint8Array {
  return typeof field === 'string' ? field : Uint8Array.from(field);
}

function joinBytes(fields: readonly (string | Uint8Array)[]): Uint8Array {
  const bytes: number[] = [];
  for (const field of fields) {
    for (const byte of typeof field === 'string' ? Buffer.from(field) : field) {
      bytes.push(byte);
      if (byte === 0) bytes.push(1);
    }
    bytes.push(0, 0);
  }
  return Uint8Array.from(bytes);
}

/** Where the two zero bytes are that end the field. */
function endOfField(bytes: Buffer, start: number): number {
  let end = bytes.indexOf(0, start);
  while (end !== -1 && bytes[end + 1] !== 0) end = bytes.indexOf(0, end + 2);
  return end === -1 ? bytes.length : end;
}

function unescapeZeros(field: Buffer): Buffer {
  return field.includes(0)
    ? Buffer.from(field.toString('latin1').replaceAll('\0\x01', '\0'), 'latin1')
    : field;
}

/** Behind every number; it reads back as NaN. */
const NAN = 'ffffffffffffffff';
const SIGN = 1n << 63n;
const ALL = (1n << 64n) - 1n;

/**
 * A number whose bytes sort as numbers do: sixteen hexadecimal digits of its IEEE 754 bits, the sign flipped, and all
 * bits flipped when it is negative. NaN comes last; -0 is 0.
 */
export const orderedNumber: Codec<number> = {
  name: 'orderedNumber',
  encode(value) {
    if (typeof value !== 'number') throw new TypeError(`number expected, not ${typeof value}`);
    if (Number.isNaN(value)) return NAN;
    view.setFloat64(0, value === 0 ? 0 : value);
    const bits = view.getBigUint64(0);
    const ordered = bits & SIGN ? ~bits & ALL : bits | SIGN;
    return ordered.toString(16).padStart(16, '0');
  },
  decode(bytes) {
    const ordered = BigInt(`0x${bytes.toString('latin1')}`);
    view.setBigUint64(0, ordered & SIGN ? ordered & ~SIGN : ~ordered & ALL);
    return view.getFloat64(0);
  },
};

const view = new DataView(new ArrayBuffer(8));

/** The same, from high to low; NaN comes last here as well. */
export const descendingNumber: Codec<number> = {
  name: 'descendingNumber',
  encode: (value) => orderedNumber.encode(-value),
  decode(bytes) {
    const value = -orderedNumber.decode(bytes);
    return value === 0 ? 0 : value;
  },
};
