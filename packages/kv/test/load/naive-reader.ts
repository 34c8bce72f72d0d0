import type { ReadableTable } from '../../src/table/entries.ts';

/** What a load has to give, by a reader that a child could write: keys and values as latin1, which keeps all bytes. */
export function readNaively(
  files: readonly Buffer[],
  duplicates: 'last' | 'first' = 'last',
): Map<string, string> {
  const pairs = new Map<string, string>();
  for (const file of files) {
    const lines = file.toString('latin1').split('\n');
    if (lines.at(-1) === '') lines.pop();
    for (const line of lines) {
      const tab = line.indexOf('\t');
      if (tab < 0) continue;
      const key = line.slice(0, tab);
      if (duplicates === 'last' || !pairs.has(key)) pairs.set(key, line.slice(tab + 1));
    }
  }
  return pairs;
}

/** All that is in a table, in the same form. */
export function pairsOf(table: ReadableTable): Map<string, string> {
  const pairs = new Map<string, string>();
  for (let from: number | undefined = 0; from !== undefined; ) {
    const page = table.page(from, 500);
    for (const { key, value } of page.entries) pairs.set(key.toString('latin1'), value.toString('latin1'));
    from = page.next;
  }
  return pairs;
}

/** In an order that does not depend on the table's. */
export function sorted(pairs: ReadonlyMap<string, string>): [string, string][] {
  return [...pairs].sort(([a], [b]) => (a < b ? -1 : 1));
}
