import { defineJob, integer, orderedNumber, pairLines, table, text, tuple } from '@oremill/mapreduce';

/** A document that has the word, and how often it occurs there. */
export interface Posting {
  readonly document: number;
  readonly count: number;
}

/** A word that more documents have gets several rows, in order; so the reducer's memory has a bound. */
const ROW_DOCUMENTS_MAX = 65_536;

/**
 * For each word the documents that have it. A line of the input is a document: its number, a tab, its text. Numbers
 * ascend within a word, so each is written as the difference to the one before, most of them in one byte.
 */
export default defineJob({
  name: 'inverted-index',
  summary: 'For each word the documents that have it, in few bytes',
  input: pairLines(integer, text),
  key: text,
  value: tuple(orderedNumber, integer),
  sortValues: true,
  mapper([document, words], task) {
    if (!Number.isSafeInteger(document) || document < 0) throw new Error('the number of the document');
    const counts = new Map<string, number>();
    for (const word of words.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []) {
      counts.set(word, (counts.get(word) ?? 0) + 1);
    }
    for (const [word, count] of counts) task.emit(word, [document, count]);
  },
  reducer(word, postings, task) {
    let row = newRow();
    for (const [document, count] of postings) {
      if (row.documents === ROW_DOCUMENTS_MAX) {
        task.emit([word, row.documents, toColumn(row)]);
        row = newRow();
      }
      writeVarint(row.bytes, document - row.last);
      writeVarint(row.bytes, count);
      row.last = document;
      row.documents += 1;
    }
    task.emit([word, row.documents, toColumn(row)]);
  },
  output: table('tsv-escaped', [
    ['word', 'text'],
    ['documents', 'integer'],
    ['postings', 'text'],
  ]),
});

/** Reads the third column of a row. */
export function* readPostings(column: string): Generator<Posting> {
  const numbers = [...readVarints(Buffer.from(column, 'base64'))];
  let document = 0;
  for (let at = 0; at < numbers.length; at += 2) {
    document += numbers[at] ?? 0;
    yield { document, count: numbers[at + 1] ?? 0 };
  }
}

interface Row {
  documents: number;
  /** Number of the last document. */
  last: number;
  readonly bytes: number[];
}

function newRow(): Row {
  return { documents: 0, last: 0, bytes: [] };
}

function toColumn({ bytes }: Row): string {
  return Buffer.from(bytes).toString('base64');
}

/** Seven bits a byte, the lowest first; the eighth says that there are more. Numbers may be larger than 32 bits. */
function writeVarint(bytes: number[], number: number): void {
  let rest = number;
  for (; rest >= 128; rest = Math.floor(rest / 128)) bytes.push((rest % 128) + 128);
  bytes.push(rest);
}

function* readVarints(bytes: Uint8Array): Generator<number> {
  let number = 0;
  let weight = 1;
  for (const byte of bytes) {
    number += (byte % 128) * weight;
    weight *= 128;
    if (byte >= 128) continue;
    yield number;
    number = 0;
    weight = 1;
  }
}
