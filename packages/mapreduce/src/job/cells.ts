import type { ColumnType } from '@oremill/types';
import { type CsvField, quoteCsv } from './csv-fields.ts';

/** The encodings that have fields. */
export type TableEncoding = 'tsv-raw' | 'tsv-escaped' | 'csv';

export type Cell = string | number | null;

/** Writes one field of a part. Throws a TypeError that says why a value is refused. */
export function encodeCell(type: ColumnType, encoding: TableEncoding, cell: unknown): string {
  if (cell === null && encoding !== 'tsv-raw') return encoding === 'csv' ? '' : NULL;
  switch (type) {
    case 'text':
      return encodeText(encoding, cell);
    case 'integer':
      if (!Number.isSafeInteger(cell)) throw new TypeError(`${String(cell)} is not an integer`);
      return String(cell);
    case 'float':
      if (typeof cell !== 'number') throw new TypeError(`${String(cell)} is not a number`);
      return formatFloat(cell);
  }
}

/** Reads back what `encodeCell` wrote. Throws an Error when the field is not of the column's type. */
export function decodeCell(type: ColumnType, encoding: TableEncoding, field: string): Cell {
  if (encoding === 'tsv-escaped' && field === NULL) return null;
  if (type !== 'text') return decodeNumber(type, field);
  return encoding === 'tsv-raw'
    ? field
    : field.replace(/\\(.)/gs, (_, letter: string) => UNESCAPES[letter] ?? letter);
}

/** A field of a CSV line. Throws an Error when it is not of the column's type. */
export function decodeCsvCell(type: ColumnType, { text, isQuoted }: CsvField): Cell {
  if (type === 'text') return text === '' && !isQuoted ? null : text;
  if (text === '') return null;
  return decodeNumber(type, text);
}

/** The decimal digits of an integer column, any number of a float one. `Number` alone would take spaces and hex. */
export function decodeNumber(type: 'integer' | 'float', text: string): number {
  const number = Number(text);
  if (type === 'integer') {
    if (Number.isSafeInteger(number) && /^-?\d+$/.test(text)) return number;
    throw new Error(`${JSON.stringify(text)} is not an integer`);
  }
  const isNumber = /^-?(\d|\.\d|Infinity$)/.test(text) && !Number.isNaN(number) && !/[xob]/i.test(text);
  if (isNumber || text === 'NaN') return number;
  throw new Error(`${JSON.stringify(text)} is not a number`);
}

/** Postgres' COPY text format: `\N` is null, and a backslash begins the escapes below. */
const NULL = '\\N';
const ESCAPES: Record<string, string> = {
  '\\': '\\\\',
  '\b': '\\b',
  '\t': '\\t',
  '\n': '\\n',
  '\v': '\\v',
  '\f': '\\f',
  '\r': '\\r',
};
const UNESCAPES: Record<string, string> = { b: '\b', t: '\t', n: '\n', v: '\v', f: '\f', r: '\r' };

function encodeText(encoding: TableEncoding, cell: unknown): string {
  if (typeof cell !== 'string') throw new TypeError(`${String(cell)} is not text`);
  if (!cell.isWellFormed()) throw new TypeError('a lone surrogate has no UTF-8');
  if (encoding === 'tsv-raw') {
    if (/[\t\n\r]/.test(cell)) throw new TypeError('tab and newline are refused in tsv-raw');
    return cell;
  }
  if (encoding === 'csv') {
    if (/[\n\r]/.test(cell)) throw new TypeError('a newline is refused in csv: a line is a row');
    return quoteCsv(cell);
  }
  if (cell.includes('\0')) throw new TypeError('Postgres has no text with NUL');
  return cell.replace(/[\\\b\t\n\v\f\r]/g, (letter) => ESCAPES[letter] ?? letter);
}

/** `21.0`, `5.25`: the shortest form that reads back the same, and never to be taken for an integer. */
function formatFloat(value: number): string {
  if (Object.is(value, -0)) return '-0.0';
  const digits = String(value);
  return Number.isInteger(value) && !digits.includes('e') ? `${digits}.0` : digits;
}
