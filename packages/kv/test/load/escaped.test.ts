import fc from 'fast-check';
import { expect, test } from 'vitest';
import { escapeField } from '../../src/load/escape-field.ts';
import { loadTable } from '../../src/load/load-table.ts';
import { useScratch } from '../scratch.ts';
import { pairsOf, sorted } from './naive-reader.ts';
import { writeFiles } from './write-files.ts';

const newFolder = useScratch();

async function load(text: Buffer | string, options: { keyColumn?: number; badLinesMax?: number } = {}) {
  const sources = writeFiles(newFolder(), text);
  const { table, report } = await loadTable({ sources, encoding: 'tsv-escaped', workers: 0, ...options });
  return { pairs: sorted(pairsOf(table)), reasons: report.badLinesKept.map(({ reason }) => reason) };
}

test('any bytes come back from their escaped form', async () => {
  const bytes = fc.oneof(
    fc.uint8Array({ maxLength: 60 }),
    fc
      .array(fc.constantFrom(9, 10, 13, 92, 78, 8, 11, 12, 97), { maxLength: 20 })
      .map((all) => Uint8Array.from(all)),
  );
  await fc.assert(
    fc.asyncProperty(bytes, bytes, async (key, value) => {
      const line = Buffer.concat([escapeField(key), Buffer.from('\t'), escapeField(value)]);
      const { pairs } = await load(line);
      expect(pairs).toEqual([[Buffer.from(key).toString('latin1'), Buffer.from(value).toString('latin1')]]);
    }),
    { numRuns: 60 },
  );
});

test('what backslashes stand for is what Postgres takes them for', async () => {
  const { pairs } = await load('k\\b\\f\\n\\r\\t\\v\\\\\t\\101\\7x\\x41\\x4g\\q\\x\\N.\n');
  expect(pairs).toEqual([['k\b\f\n\r\t\v\\', 'A\x07xA\x04gqxN.']]);
});

test('nulls, and fields that end in the middle of an escape, are bad lines', async () => {
  const { pairs, reasons } = await load('\\N\tv\nk\t\\N\nk\\\tv\nk\tv\\\n\\\\N\tv\n', { badLinesMax: 4 });
  expect(pairs).toEqual([['\\N', 'v']]);
  expect(reasons).toEqual([
    'has a key that is null (\\N)',
    'has a value that is null (\\N)',
    'has a field that ends in the middle of an escape',
    'has a field that ends in the middle of an escape',
  ]);
});

test('a value of several fields stays escaped, so that it can be told where they end', async () => {
  const text = 'a\\n\tb\\n\tc\\n';
  expect((await load(text)).pairs).toEqual([['a\n', 'b\\n\tc\\n']]);
  expect((await load(text, { keyColumn: 1 })).pairs).toEqual([['b\n', 'a\\n\tc\\n']]);
  expect((await load('a\\n\tb\\n', { keyColumn: 1 })).pairs).toEqual([['b\n', 'a\n']]);
});
