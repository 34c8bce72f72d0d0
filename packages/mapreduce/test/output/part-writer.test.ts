import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, zstdDecompressSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { diskFiles } from '../../src/files/disk-files.ts';
import { PartWriter } from '../../src/output/part-writer.ts';
import { useScratch } from '../scratch.ts';

const scratch = useScratch();
const rows = Array.from({ length: 5_000 }, (_, index) => `row ${index % 97}\tvalue`);

const kinds = [
  ['none', '', (bytes: Buffer) => bytes],
  ['gzip', '.gz', gunzipSync],
  ['zstd', '.zst', zstdDecompressSync],
] as const;

test.each(kinds)(
  'a part with compression %s holds its rows, and is described as it is stored',
  (compression, ending, read) => {
    const folder = scratch();
    const part = new PartWriter({ folder, partition: 7, files: diskFiles, bufferBytes: 4096, compression });
    for (const row of rows) part.writeRow(row);
    const long = Buffer.from('x'.repeat(10_000));
    part.writeRow(long);
    part.writeRows(Buffer.from('a\nb\n'), 2);
    const described = part.finish();
    part.close();
    const stored = readFileSync(join(folder, `part-00007${ending}`));
    expect(described).toEqual({
      path: `part-00007${ending}`,
      rows: rows.length + 3,
      bytes: stored.length,
      sha256: createHash('sha256').update(stored).digest('hex'),
    });
    expect(read(stored).toString()).toBe(`${rows.join('\n')}\n${long.toString()}\na\nb\n`);
  },
);

test.each(kinds)('an empty part with compression %s is one all the same', (compression, ending, read) => {
  const folder = scratch();
  const part = new PartWriter({ folder, partition: 0, files: diskFiles, bufferBytes: 4096, compression });
  const described = part.finish();
  part.close();
  const stored = readFileSync(join(folder, `part-00000${ending}`));
  expect(described).toMatchObject({ rows: 0, bytes: stored.length });
  expect(read(stored).length).toBe(0);
});
