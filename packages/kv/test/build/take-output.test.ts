import { readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { MANIFEST_FILE } from '@oremill/types';
import { expect, test } from 'vitest';
import { type BuildProgress, type BuildRequest, buildImage } from '../../src/build/build-image.ts';
import { openParts } from '../../src/image/open-parts.ts';
import { loadTable } from '../../src/load/load-table.ts';
import { openStore, writeTsv } from '../open-store.ts';
import { writeJobImages } from '../output/job-images.ts';
import { useScratch } from '../scratch.ts';

const scratch = useScratch();
const pairs = Array.from({ length: 300 }, (_, index) => [`key ${index}`, `value ${index}`] as const);

async function prepare(rows: readonly (readonly [string, string])[] = pairs) {
  const output = scratch();
  const folder = scratch();
  const { paths, manifest } = await writeJobImages(output, rows);
  const target = join(folder, 'table.image');
  const take = (change: Partial<BuildRequest> = {}, onProgress?: (progress: BuildProgress) => void) =>
    buildImage(
      { sources: [output], target, compression: 'none', isOrdered: true, ...change },
      onProgress ? { onProgress } : {},
    );
  return { output, folder, paths, manifest, take };
}

test.each([
  ['its folder', ''],
  ['its manifest', MANIFEST_FILE],
])('the images of an output are taken as they are, found by %s', async (_title, name) => {
  const { output, folder, paths, manifest, take } = await prepare();
  const told: BuildProgress[] = [];
  const report = await take({ sources: [join(output, name)] }, (progress) => told.push(progress));
  const images = ['table-00.image', 'table-01.image', 'table-02.image'];
  expect(report).toEqual({
    entries: 300,
    imageBytes: manifest.parts.reduce((sum, { bytes }) => sum + bytes, 0),
    images: images.map((image) => join(folder, image)),
    duplicates: 0,
    badLines: 0,
    badLinesKept: [],
  });
  expect(readdirSync(folder)).toEqual(images);
  for (const [part, path] of paths.entries()) {
    expect(readFileSync(report.images[part] as string).equals(readFileSync(path))).toBe(true);
  }
  expect(told.map(({ part, shareDone }) => [part, shareDone])).toEqual([
    [0, 1 / 3],
    [1, 2 / 3],
    [2, 1],
  ]);
});

test('what the user does to the output afterwards changes nothing of the copy', async () => {
  const { paths, take } = await prepare();
  const { images } = await take();
  for (const path of paths) writeFileSync(path, 'something else');
  const tables = await openParts(images);
  expect(tables.reduce((sum, { count }) => sum + count, 0)).toBe(300);
});

const damages: Record<string, (path: string) => void> = {
  'has another byte': (path) => {
    const bytes = readFileSync(path);
    bytes[200] = (bytes[200] as number) ^ 1;
    writeFileSync(path, bytes);
  },
  'was cut': (path) => truncateSync(path, 500),
  'is gone': (path) => rmSync(path),
};

test.each(Object.entries(damages))(
  'an output of which a part %s is refused by name, and leaves nothing',
  async (_title, damage) => {
    const { folder, paths, take } = await prepare();
    damage(paths[1] as string);
    await expect(take()).rejects.toMatchObject({
      code: expect.stringMatching(/^SOURCE_(INVALID|MISSING)$/),
      message: expect.stringContaining(paths[1] as string),
    });
    expect(readdirSync(folder)).toEqual([]);
  },
);

test('parts of two outputs under one manifest are refused', async () => {
  const { output, folder, manifest, take } = await prepare();
  const other = await writeJobImages(scratch(), pairs);
  const [first, second, third] = manifest.parts;
  writeFileSync(join(output, 'part-00001.image'), readFileSync(other.paths[1] as string));
  const mixed = { ...manifest, parts: [first, { ...second, ...other.manifest.parts[1] }, third] };
  writeFileSync(join(output, MANIFEST_FILE), JSON.stringify(mixed));
  await expect(take()).rejects.toMatchObject({
    code: 'IMAGE_CORRUPT',
    message: expect.stringContaining('its hash has another seed'),
  });
  expect(readdirSync(folder)).toEqual([]);
});

test('an output without entries is refused unless it is meant', async () => {
  const { folder, take } = await prepare([]);
  await expect(take()).rejects.toMatchObject({
    code: 'SOURCE_INVALID',
    hint: expect.stringContaining('--allow-empty'),
  });
  expect(readdirSync(folder)).toEqual([]);
  expect(await take({ allowsEmpty: true })).toMatchObject({ entries: 0 });
});

test('it is a whole version: not beside other sources, not put over one, and no lines to load', async () => {
  const { output, folder, take } = await prepare();
  const lines = writeTsv(scratch(), 'more.tsv', { a: '1' });
  await expect(take({ sources: [lines, output] })).rejects.toMatchObject({
    code: 'SOURCE_INVALID',
    message: `the parts of ${output} are table images, which are taken as they are`,
    hint: 'Name that output alone.',
  });
  const { images } = await take();
  const noLines = {
    code: 'SOURCE_INVALID',
    message: `${join(output, MANIFEST_FILE)}: its parts are table images, and have no lines`,
    hint: expect.stringContaining('kv publish'),
  };
  const delta = { base: images, target: join(folder, 'delta.image') };
  await expect(take(delta)).rejects.toMatchObject(noLines);
  await expect(loadTable({ sources: [output] })).rejects.toMatchObject(noLines);
});

test('it is published as a version of its parts; a damaged one leaves the version before', async () => {
  const { output, paths, manifest } = await prepare();
  const store = await openStore(scratch());
  const version = await store.publish('tags', { sources: [output] });
  expect(version).toMatchObject({ number: 1, entries: 300, parts: 3, source: output });
  expect(version.imageBytes).toBe(manifest.parts.reduce((sum, { bytes }) => sum + bytes, 0));
  damages['has another byte']?.(paths[2] as string);
  await expect(store.publish('tags', { sources: [output] })).rejects.toMatchObject({
    code: 'SOURCE_INVALID',
  });
  const tags = store.find('tags');
  for (const [key, value] of pairs) expect(tags.get(Buffer.from(key))?.toString()).toBe(value);
  expect(
    tags.prefix({ prefix: Buffer.from('key 29'), limit: 3 }).items.map(({ key }) => key.toString()),
  ).toEqual(['key 29', 'key 290', 'key 291']);
});
