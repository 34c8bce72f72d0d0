import type { OutputManifest } from '@oremill/types';
import { expect, it } from 'vitest';
import { checkColumns, checkEncoding, manifestIdOf } from '../../src/source/manifest.ts';
import { defineTable } from '../../src/source/table.ts';

const manifest: OutputManifest = {
  version: 1,
  encoding: 'tsv-raw',
  columns: [
    { name: 'word', type: 'text' },
    { name: 'count', type: 'integer' },
  ],
  parts: [
    { path: 'part-00000', rows: 2, bytes: 8, sha256: 'a'.repeat(64) },
    { path: 'part-00001', rows: 1, bytes: 4, sha256: 'b'.repeat(64) },
  ],
};
const [first, second] = manifest.parts as [OutputManifest['parts'][0], OutputManifest['parts'][0]];

it('the same content has the same id under other names', () => {
  const renamed = {
    ...manifest,
    parts: [
      { ...first, path: 'x' },
      { ...second, path: 'y' },
    ],
  };
  expect(manifestIdOf(renamed)).toBe(manifestIdOf(manifest));
  expect(manifestIdOf(manifest)).toMatch(/^[0-9a-f]{64}$/);
});

it.each([
  ['rows', { ...manifest, parts: [{ ...first, rows: 3 }, second] }],
  ['bytes', { ...manifest, parts: [{ ...first, bytes: 9 }, second] }],
  ['sha256', { ...manifest, parts: [{ ...first, sha256: 'c'.repeat(64) }, second] }],
  ['order of parts', { ...manifest, parts: [second, first] }],
  ['number of parts', { ...manifest, parts: [first] }],
  ['columns', { ...manifest, columns: [...manifest.columns].reverse() }],
  ['encoding', { ...manifest, encoding: 'tsv-escaped' as const }],
])('another content by its %s has another id', (_, other) => {
  expect(manifestIdOf(other)).not.toBe(manifestIdOf(manifest));
});

it('columns are compared by place, name and type', () => {
  const words = defineTable({ name: 'words', summary: '', columns: { word: 'text', count: 'integer' } });
  expect(() => checkColumns(manifest, words, 'out')).not.toThrow();
  const other = defineTable({
    name: 'words',
    summary: '',
    columns: { word: 'text', total: 'float', note: 'text' },
  });
  expect(() => checkColumns(manifest, other, 'out')).toThrow(
    expect.objectContaining({
      code: 'COLUMNS_MISMATCH',
      message:
        'out is not for table words: column 2 is count integer and not total float, column 3 is absent and not note text',
      hint: 'Table words has word text, total float, note text.',
    }),
  );
});

it('rows in another encoding than those of COPY are refused by name', () => {
  for (const encoding of ['tsv-raw', 'tsv-escaped'] as const) checkEncoding({ ...manifest, encoding }, 'a');
  for (const encoding of ['csv', 'json-lines', 'lines'] as const) {
    expect(() => checkEncoding({ ...manifest, encoding }, 's3://mill/a')).toThrow(
      expect.objectContaining({
        code: 'MANIFEST_INVALID',
        message: `s3://mill/a is ${encoding}, which cannot be loaded`,
      }),
    );
  }
});
