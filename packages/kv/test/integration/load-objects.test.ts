/** Loads from a bucket of s3rver, an emulator of S3 from npm. */
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Objects } from '@oremill/runtime/objects';
import { MANIFEST_FILE } from '@oremill/types';
import { type S3Server, startS3Server } from '@oremill/workbench/s3-server';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildImage } from '../../src/build/build-image.ts';
import { LoadPool } from '../../src/load/load-pool.ts';
import { type LoadOptions, loadTable } from '../../src/load/load-table.ts';
import { saveTsv } from '../../src/load/save-tsv.ts';
import { pairsOf, readNaively, sorted } from '../load/naive-reader.ts';
import { writeJobImages } from '../output/job-images.ts';
import { useScratch } from '../scratch.ts';

const scratch = useScratch();
let server: S3Server;
const pool = new LoadPool(2);
const ways: readonly Partial<LoadOptions>[] = [{ workers: 0 }, { pool, inlineBytesMax: 0 }];
let objects: Objects;

beforeAll(async () => {
  server = await startS3Server();
  objects = server.objects;
});
afterAll(async () => {
  await pool.close();
  await server?.close();
});

const text = (name: string) =>
  Buffer.from(
    Array.from({ length: 100_000 }, (_, index) => `key ${index % 90_000}\t${name} ${index}\n`).join(''),
  );

test('objects are loaded by name, folder and glob, compressed or not, in their order', async () => {
  const [one, two, three] = [text('one'), text('two'), Buffer.from('key 7\tthree')];
  await objects.publish('s3://mill/in put/a.tsv', one);
  await objects.publish('s3://mill/in put/b.gz', gzipSync(two));
  await objects.publish('s3://mill/in put/c.tsv', three);
  await objects.publish('s3://mill/in put/_SUCCESS', Buffer.from(''));
  await objects.publish('s3://mill/in put/below/d.tsv', Buffer.from('key 7\tfour'));
  const folderWide = sorted(readNaively([one, two, three]));
  for (const way of ways) {
    for (const [source, expected] of [
      ['s3://mill/in put', folderWide],
      ['s3://mill/in put/[ab].*', sorted(readNaively([one, two]))],
      ['s3://mill/in put/**/d.tsv', [['key 7', 'four']]],
      ['s3://mill/in put/c.tsv', [['key 7', 'three']]],
    ] as const) {
      const { table } = await loadTable({ sources: [source], objects, ...way });
      expect(sorted(pairsOf(table))).toEqual(expected);
    }
  }
});

test('an output in a bucket is loaded by its manifest, and a part that is another one is refused', async () => {
  const part = gzipSync('a\t1\nb\t2\n');
  const sha256 = createHash('sha256').update(part).digest('hex');
  const manifest = {
    version: 1,
    encoding: 'tsv-raw',
    compression: 'gzip',
    columns: [
      { name: 'word', type: 'text' },
      { name: 'count', type: 'integer' },
    ],
    parts: [{ path: 'part-0.gz', rows: 2, bytes: part.length, sha256 }],
  };
  await objects.publish('s3://mill/output/part-0.gz', part);
  await objects.publish(`s3://mill/output/${MANIFEST_FILE}`, Buffer.from(JSON.stringify(manifest)));
  for (const way of ways) {
    for (const source of ['s3://mill/output', 's3://mill/output/', `s3://mill/output/${MANIFEST_FILE}`]) {
      const { table } = await loadTable({ sources: [source], objects, ...way });
      expect(sorted(pairsOf(table))).toEqual([
        ['a', '1'],
        ['b', '2'],
      ]);
    }
  }
  const other = Buffer.from(part);
  other.writeUInt8(other.readUInt8(9) ^ 1, 9);
  await objects.publish('s3://mill/output/part-0.gz', other);
  for (const way of ways) {
    const loading = loadTable({ sources: ['s3://mill/output'], objects, ...way });
    await expect(loading).rejects.toMatchObject({
      code: 'SOURCE_INVALID',
      message: 's3://mill/output/part-0.gz is not what its manifest says: its sha256 differs',
    });
  }
});

test('table images of a job in a bucket are taken by their manifest, and one that is another is refused', async () => {
  const folder = scratch();
  const local = join(folder, 'images');
  mkdirSync(local);
  const { manifest, paths } = await writeJobImages(local, [
    ['a', '1'],
    ['b', '2'],
  ]);
  const names = [...manifest.parts.map(({ path }) => path), MANIFEST_FILE];
  for (const name of names)
    await objects.publish(`s3://mill/images/${name}`, readFileSync(join(local, name)));
  const target = join(folder, 'taken.image');
  const request = { sources: ['s3://mill/images'], target, compression: 'none', isOrdered: true } as const;
  const { images, entries } = await buildImage(request, { objects });
  expect(entries).toBe(2);
  expect(images.map((image) => readFileSync(image))).toEqual(paths.map((path) => readFileSync(path)));
  const other = readFileSync(paths[0] as string);
  other.writeUInt8(other.readUInt8(70) ^ 1, 70);
  await objects.publish('s3://mill/images/part-00000.image', other);
  await expect(buildImage(request, { objects })).rejects.toMatchObject({
    code: 'SOURCE_INVALID',
    message: 's3://mill/images/part-00000.image is not what its manifest says: its sha256 differs',
  });
});

test('what is not in the bucket is SOURCE_MISSING', async () => {
  for (const source of ['s3://mill/nothing', 's3://mill/nothing*', 's3://elsewhere/nothing']) {
    await expect(loadTable({ sources: [source], objects })).rejects.toMatchObject({
      code: 'SOURCE_MISSING',
      message: expect.stringContaining(source),
    });
  }
});

test('a table is saved to a bucket and comes back', async () => {
  const { table } = await loadTable({ sources: ['s3://mill/in put/c.tsv'], objects });
  await saveTsv(table, 's3://mill/saved.tsv', { objects });
  const back = await loadTable({ sources: ['s3://mill/saved.tsv'], objects });
  expect(sorted(pairsOf(back.table))).toEqual([['key 7', 'three']]);
});
