import { countTokens, type TokenCounts } from './count-tokens.ts';
import { type Fields, type Refusal, readFields, valueAt } from './read-record.ts';
import type { Rules } from './rules.ts';
import { zlibBytes } from './zlib-bytes.ts';

/** What is measured of each record. */
export const COLUMNS = [
  'bytes',
  'zlibBytes',
  'tokens',
  'uniqueTokens',
  'characters',
  // Of the records that were kept, when it is known which these are.
  'zstdBytes',
  'zstdDictionaryBytes',
] as const;
export type Column = (typeof COLUMNS)[number];

/** The measures of one record, in the order of the columns. */
export type Row = readonly number[];

export interface Measures {
  readonly rules: Rules;
  /** Compression takes nine tenths of the time of all. */
  readonly compresses: boolean;
}

/** `record` is a line with its newline, as it is stored. */
export function measureRecord(record: Buffer, measures: Measures): Row | Refusal {
  const read = readRecord(record, measures.rules);
  if (typeof read === 'string') return read;
  return rowOf(record.length, measures.compresses ? zlibBytes(record) : 0, read.counts);
}

/** The row of what was counted of a record; `packedBytes` are those of zlib. */
export function rowOf(
  bytes: number,
  packedBytes: number,
  { tokens, uniqueTokens, characters }: TokenCounts,
): Row {
  return [bytes, packedBytes, tokens, uniqueTokens, characters, 0, 0];
}

/** The fields and tokens of a line with its newline, or why it is left out. */
export function readRecord(
  record: Buffer,
  rules: Rules,
): { readonly fields: Fields; readonly counts: TokenCounts } | Refusal {
  const fields = readFields(withoutNewline(record), rules);
  if (typeof fields === 'string') return fields;
  const counts = countTokens(rules.text === undefined ? undefined : valueAt(fields, rules.text), rules);
  return counts === undefined ? 'without-text' : { fields, counts };
}

const NEWLINE = 10;
const CARRIAGE_RETURN = 13;

function withoutNewline(record: Buffer): Buffer {
  let end = record.length;
  if (record[end - 1] === NEWLINE) end -= 1;
  if (record[end - 1] === CARRIAGE_RETURN) end -= 1;
  return record.subarray(0, end);
}
