import { isUtf8 } from 'node:buffer';
import { type Projection, projectionOf } from '@oremill/json-fields';
import type { z } from 'zod';
import { bytes, type Codec } from './codecs.ts';
import type { Output } from './output.ts';
import type { InputFile } from './whole-file.ts';

/** Makes a record of one input line, its newline removed, or of one file. A throw skips it and keeps the reason. */
export type Protocol<Record> =
  /** The line must be valid UTF-8. */
  | { readonly kind: 'text'; readonly parse: (line: string) => Record }
  | { readonly kind: 'bytes'; readonly parse: (line: Buffer) => Record; readonly form?: 'line' | 'tab' }
  | { readonly kind: 'json'; readonly projection: Projection<Record> }
  | { readonly kind: 'file'; readonly parse: (file: InputFile) => Record };

interface JsonLines {
  /** Only the fields that the schema names are parsed, and the mapper gets what the schema makes of them. */
  <Record>(schema: z.ZodType<Record>): Protocol<Record>;
  readonly kind: 'text';
  readonly parse: (line: string) => unknown;
}

/**
 * Lines of UTF-8 that are JSON by RFC 8259: `jsonLines` for whatever a line holds, `jsonLines(z.object({ … }))` for
 * its declared fields, which is several times faster. Both refuse the same lines as `JSON.parse`.
 */
export const jsonLines: JsonLines = Object.assign(
  <Record>(schema: z.ZodType<Record>): Protocol<Record> => ({
    kind: 'json',
    projection: projectionOf(schema),
  }),
  { kind: 'text' as const, parse: (line: string) => JSON.parse(line) as unknown },
);

/** Lines of UTF-8; the CR of a CRLF is removed. */
export const textLines: Protocol<string> = {
  kind: 'text',
  parse: (line) => (line.endsWith('\r') ? line.slice(0, -1) : line),
};

/** Lines as bytes, whatever they are; the mapper must copy what it keeps. */
export const byteLines: Protocol<Buffer> = { kind: 'bytes', parse: (line) => line };

const TAB = 9;
const NOTHING = Buffer.alloc(0);

/** Key up to the first tab, value behind it, as bytes; without a tab the line is the key and the value is empty. */
export const rawPairLines: Protocol<readonly [Uint8Array, Uint8Array]> = {
  kind: 'bytes',
  form: 'tab',
  parse(line) {
    const tab = line.indexOf(TAB);
    return tab === -1 ? [line, NOTHING] : [line.subarray(0, tab), line.subarray(tab + 1)];
  },
};

/** The whole line is the key, and the value is empty: what a sort of lines wants. */
export const rawKeyLines: Protocol<readonly [Uint8Array, Uint8Array]> = {
  kind: 'bytes',
  form: 'line',
  parse: (line) => [line, NOTHING],
};

/** Key and value up to and behind the first tab, each read by its codec: `pairLines(text, json())`. */
export function pairLines<Key, Value>(key: Codec<Key>, value: Codec<Value>): Protocol<readonly [Key, Value]> {
  const holdsBytes = [key, value].some(({ name }) => name === bytes.name);
  return {
    kind: 'bytes',
    parse(line) {
      const tab = line.indexOf(TAB);
      if (tab === -1) throw new Error('the line has no tab');
      if (!holdsBytes && !isUtf8(line)) throw new Error('the record is not valid UTF-8');
      return [key.decode(line.subarray(0, tab)), value.decode(line.subarray(tab + 1))];
    },
  };
}

/** The rows of a table, TSV or CSV, as another job wrote them or anyone else. */
export function tableLines<Row>(table: Output<Row>): Protocol<Row> {
  const { decodeRow } = table;
  if (decodeRow === undefined) throw new TypeError('this output cannot be read back');
  return {
    kind: 'bytes',
    parse(line) {
      if (!isUtf8(line)) throw new Error('the record is not valid UTF-8');
      return decodeRow(line);
    },
  };
}

/** Each file is one record: an image, a sound, an archive. */
export const wholeFiles: Protocol<InputFile> = { kind: 'file', parse: (file) => file };
