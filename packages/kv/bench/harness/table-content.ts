import { readFileSync } from 'node:fs';
import type { EntryPage } from '../../src/table/entries.ts';
import { digestValues, type PairsContent } from './content.ts';

/** A table or a dataset, as far as its content goes. */
export interface Walkable {
  readonly count: number;
  page(from: number, count: number): EntryPage;
}

const PAGE = 10_000;

/** Walks through all of it, and looks up what is sampled. Values are not compressed. */
export function contentOf(
  table: Walkable,
  get: (key: Buffer) => Uint8Array | undefined,
  keysPath: string,
): PairsContent {
  let pairs = 0;
  let valueBytes = 0;
  for (let from: number | undefined = 0; from !== undefined; ) {
    const page: EntryPage = table.page(from, PAGE);
    for (const { value } of page.entries) valueBytes += value.length;
    pairs += page.entries.length;
    from = page.next;
  }
  if (pairs !== table.count) throw new Error(`${pairs} entries were walked, ${table.count} are counted`);
  return { pairs, valueBytes, sample: digestValues(readKeys(keysPath).map(get)) };
}

/** Lines of keys. */
export function readKeys(path: string): Buffer[] {
  return readFileSync(path, 'latin1')
    .split('\n')
    .slice(0, -1)
    .map((key) => Buffer.from(key, 'latin1'));
}
