import type { Column, Encoding, PairFormat } from '@oremill/types';
import type { Codec } from './codecs.ts';
import { escapeField, unescapeField } from './escape-field.ts';

/** How rows become the lines of parts: of a published output, or of one that only the next step reads. */
export interface Output<Row, Kind extends 'published' | 'between' = 'published' | 'between'> {
  readonly kind: Kind;
  readonly encoding: Encoding;
  /** Empty when a line is not divided into columns. */
  readonly columns: readonly Column[];
  /** One line of a part, without its newline. Throws a TypeError that says what is refused, and where. */
  readonly encodeRow: (row: Row) => string | Uint8Array;
  /** Reads such a line back, for the next step. */
  readonly decodeRow?: ((line: Buffer) => Row) | undefined;
  /** Of an output whose parts are not lines: what writes them instead. */
  readonly pairs?: PairFormat<Row> | undefined;
}

/** Pairs for the next step, whose mapper gets each as `[key, value]`. */
export function pairs<Key, Value>(
  key: Codec<Key>,
  value: Codec<Value>,
): Output<readonly [Key, Value], 'between'> {
  return {
    kind: 'between',
    encoding: 'lines',
    columns: [],
    encodeRow: ([k, v]) => joinFields(escapeField(key.encode(k)), escapeField(value.encode(v))),
    decodeRow: (line) => {
      const at = line.indexOf(TAB);
      // Some tools take the tab away from a pair whose value is empty.
      const tab = at === -1 ? line.length : at;
      return [
        key.decode(unescapeField(line.subarray(0, tab))),
        value.decode(unescapeField(line.subarray(tab + 1))),
      ];
    },
  };
}

/** Values as JSON, one a line. */
export function jsonValues<Value>(): Output<Value, 'published'> {
  return {
    kind: 'published',
    encoding: 'json-lines',
    columns: [],
    encodeRow(value) {
      const encoded = JSON.stringify(value) as string | undefined;
      if (encoded === undefined) throw new TypeError(`JSON has no form for ${typeof value}`);
      return encoded;
    },
  };
}

/** Text, one a line; a newline in it is refused. */
export const outputLines: Output<string, 'published'> = {
  kind: 'published',
  encoding: 'lines',
  columns: [],
  encodeRow(line) {
    if (typeof line !== 'string') throw new TypeError(`text expected, not ${typeof line}`);
    if (line.includes('\n')) throw new TypeError('a newline in a line');
    if (!line.isWellFormed()) throw new TypeError('a lone surrogate has no UTF-8');
    return line;
  },
};

/** `key`, tab, `value` as bytes, unescaped: newlines are refused, and a tab in the key. */
export const rawPairs: Output<readonly [Uint8Array, Uint8Array], 'published'> = {
  kind: 'published',
  encoding: 'lines',
  columns: [],
  encodeRow([key, value]) {
    if (key.includes(NEWLINE) || value.includes(NEWLINE)) throw new TypeError('a newline in a raw pair');
    if (key.includes(TAB)) throw new TypeError('a tab in the key of a raw pair');
    return joinFields(key, value);
  },
};

/** The key of each pair as a line; with `rawKeyLines` it is the line that was read. */
export const rawKeys: Output<readonly [Uint8Array, Uint8Array], 'published'> = {
  kind: 'published',
  encoding: 'lines',
  columns: [],
  encodeRow([key]) {
    if (key.includes(NEWLINE)) throw new TypeError('a newline in a line');
    return key;
  },
};

const TAB = 9;
const NEWLINE = 10;
const SEPARATOR = Buffer.of(TAB);

function joinFields(first: string | Uint8Array, second: string | Uint8Array): string | Uint8Array {
  if (typeof first === 'string' && typeof second === 'string') return `${first}\t${second}`;
  return Buffer.concat([toBytes(first), SEPARATOR, toBytes(second)]);
}

function toBytes(data: string | Uint8Array): Uint8Array {
  return typeof data === 'string' ? Buffer.from(data) : data;
}
