import { expect, test } from 'vitest';
import { manifestTotals, type OutputManifest, outputManifestSchema } from '../src/manifest.ts';

const manifest: OutputManifest = {
  version: 1,
  encoding: 'tsv-raw',
  columns: [{ name: 'id', type: 'text' }],
  parts: [
    { path: 'part-00000', rows: 2, bytes: 10, sha256: 'a'.repeat(64) },
    { path: 'part-00001', rows: 3, bytes: 20, sha256: 'b'.repeat(64) },
  ],
};

test('totals are the sums over the parts', () => {
  expect(manifestTotals(manifest)).toEqual({ rows: 5, bytes: 30 });
});

test.each(['../secret', '/etc/passwd', 'sub/part', '.hidden', ''])('a part at %j is refused', (path) => {
  const [part] = manifest.parts;
  expect(outputManifestSchema.safeParse(manifest).success).toBe(true);
  expect(outputManifestSchema.safeParse({ ...manifest, parts: [{ ...part, path }] }).success).toBe(false);
});

test.each([
  { version: 2 },
  { encoding: 'parquet' },
  { compression: 'lzma' },
  { columns: [{ name: 'id"; drop table x', type: 'text' }] },
])('%j is refused', (change) => {
  expect(outputManifestSchema.safeParse({ ...manifest, ...change }).success).toBe(false);
});

test.each([{ encoding: 'csv' }, { encoding: 'json-lines', columns: [] }, { compression: 'zstd' }])(
  '%j is read as it is',
  (change) => {
    expect(outputManifestSchema.parse({ ...manifest, ...change })).toEqual({ ...manifest, ...change });
  },
);
