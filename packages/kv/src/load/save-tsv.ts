import { Readable } from 'node:stream';
import type { Objects } from '@oremill/runtime/objects';
import { kvError } from '@oremill/types';
import type { Entry, ReadableTable } from '../table/entries.ts';
import { escapeField } from './escape-field.ts';
import { showKey } from './show-key.ts';

export interface SaveOptions {
  /** `tsv-raw` refuses what would not be read as it was: a tab in a key, a newline. `tsv-escaped` takes all bytes. */
  readonly encoding?: 'tsv-raw' | 'tsv-escaped' | undefined;
  /** The value to be written; as it is stored unless told otherwise, which is compressed where the dataset is. */
  readonly readValue?: ((entry: Entry) => Buffer) | undefined;
  readonly objects: Objects;
  readonly signal?: AbortSignal | undefined;
}

export interface SaveReport {
  readonly pairs: number;
  readonly bytes: number;
}

/** About so much is put together before it is written. */
const PIECE_BYTES = 256 * 1024;
const PAGE_ENTRIES = 1024;

/**
 * Writes a line for each entry, in the order of hashes, to a path or `s3://…`: all of them or none, and what was there
 * before stays until they are.
 */
export async function saveTsv(
  table: ReadableTable,
  target: string,
  options: SaveOptions,
): Promise<SaveReport> {
  const report = { pairs: 0, bytes: 0 };
  const pieces = Readable.from(linesOf(table, options, report), { objectMode: false });
  await options.objects.publish(
    target,
    pieces,
    options.signal === undefined ? {} : { signal: options.signal },
  );
  return report;
}

function* linesOf(
  table: ReadableTable,
  { encoding = 'tsv-raw', readValue = ({ value }) => value }: SaveOptions,
  report: { pairs: number; bytes: number },
): Generator<Buffer, void> {
  let pieces: Uint8Array[] = [];
  let bytes = 0;
  for (let from: number | undefined = 0; from !== undefined; ) {
    const page = table.page(from, PAGE_ENTRIES);
    for (const entry of page.entries) {
      const { key, value } = tsvFields(entry.key, readValue(entry), encoding);
      pieces.push(key, TAB, value, NEWLINE);
      bytes += key.length + value.length + 2;
      report.pairs += 1;
    }
    from = page.next;
    // Views hold until the next write, which may come while the piece is waited for: they are copied before.
    if (bytes < PIECE_BYTES && from !== undefined) continue;
    report.bytes += bytes;
    if (bytes > 0) yield Buffer.concat(pieces, bytes);
    pieces = [];
    bytes = 0;
  }
}

const TAB = Buffer.from('\t');
const NEWLINE = Buffer.from('\n');

/** Both as they stand in a line. */
export interface TsvFields {
  readonly key: Uint8Array;
  readonly value: Uint8Array;
}

/** Throws ENTRY_UNWRITABLE for what `tsv-raw` has no way to say. */
export function tsvFields(key: Buffer, value: Buffer, encoding: 'tsv-raw' | 'tsv-escaped'): TsvFields {
  if (encoding === 'tsv-escaped') return { key: escapeField(key), value: escapeField(value) };
  const fault = key.includes(TAB) ? 'a tab' : key.includes(NEWLINE) ? 'a newline' : undefined;
  if (fault !== undefined) throw unwritable(key, `it has ${fault} in it`);
  if (value.includes(NEWLINE)) throw unwritable(key, 'its value has a newline in it');
  return { key, value };
}

function unwritable(key: Buffer, reason: string): Error {
  return kvError('ENTRY_UNWRITABLE', `the key ${showKey(key)} cannot be written as plain TSV: ${reason}`, {
    hint: 'Write it escaped: tsv-escaped, or --escaped.',
  });
}
