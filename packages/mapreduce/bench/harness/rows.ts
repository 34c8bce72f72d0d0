import { createHash } from 'node:crypto';
import { closeSync, openSync, readdirSync, readFileSync, readSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Bench } from './bench.ts';

/** The digest is the same for the same rows, however they are divided into parts; or, for bytes, for the same bytes. */
export function digestOutput(output: string, equality: Bench['equality']): string {
  const hash = createHash('sha256');
  if (equality === 'bytes') {
    for (const chunk of readChunks(output)) hash.update(chunk);
    return hash.digest('hex');
  }
  const rows = sortedRows(output);
  for (let start = 0; start < rows.length; start += ROWS_AT_ONCE) {
    hash.update(`${rows.slice(start, start + ROWS_AT_ONCE).join('\n')}\n`, 'latin1');
  }
  return hash.digest('hex');
}

export interface Difference {
  readonly missing: number;
  readonly extra: number;
}

/** How many rows of the reference an output lacks, and how many it has that the reference has not. */
export function compareRows(reference: string, output: string): Difference {
  const expected = sortedRows(reference);
  const actual = sortedRows(output);
  let missing = 0;
  let extra = 0;
  let at = 0;
  for (const row of expected) {
    while (at < actual.length && (actual[at] as string) < row) {
      at += 1;
      extra += 1;
    }
    if (actual[at] === row) at += 1;
    else missing += 1;
  }
  return { missing, extra: extra + actual.length - at };
}

export function countRows(output: string): number {
  let rows = 0;
  for (const chunk of readChunks(output)) {
    for (let at = chunk.indexOf(NEWLINE); at >= 0; at = chunk.indexOf(NEWLINE, at + 1)) rows += 1;
  }
  return rows;
}

const NEWLINE = 10;
const ROWS_AT_ONCE = 65_536;
const CHUNK_BYTES = 4 * 1024 * 1024;

/** Latin-1 gives each byte a character of its own, so rows sort as bytes. */
function sortedRows(output: string): string[] {
  return partsOf(output)
    .flatMap((part) => readFileSync(part, 'latin1').split('\n').slice(0, -1))
    .sort();
}

function partsOf(output: string): string[] {
  if (!statSync(output).isDirectory()) return [output];
  return readdirSync(output)
    .filter((name) => name.startsWith('part-'))
    .sort()
    .map((name) => join(output, name));
}

/** Each chunk is valid until the next is asked for. */
function* readChunks(output: string): Generator<Buffer> {
  const buffer = Buffer.allocUnsafe(CHUNK_BYTES);
  for (const part of partsOf(output)) {
    const file = openSync(part, 'r');
    try {
      for (;;) {
        const read = readSync(file, buffer);
        if (read === 0) break;
        yield buffer.subarray(0, read);
      }
    } finally {
      closeSync(file);
    }
  }
}
