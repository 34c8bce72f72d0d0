import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { manualClock, seededRandom } from '@oremill/runtime';
import { describe, expect, test } from 'vitest';
import { adviseSources } from '../../src/build/advise-sources.ts';
import { type BuildRequest, buildImage } from '../../src/build/build-image.ts';
import type { PublishedDataset } from '../../src/dataset/published-dataset.ts';
import { openVersion } from '../../src/open-version.ts';
import { useScratch } from '../scratch.ts';

const scratch = useScratch();
const world = { name: 'tags', number: 1, clock: manualClock(), random: seededRandom(3) };
const COUNT = 4000;

/** Some keys come again, and some lines are bad. */
function writeLines(folder: string, name = 'tags.tsv'): string {
  const path = join(folder, name);
  const lines = Array.from(
    { length: COUNT },
    (_, index) => `key-${index}\t{"value":${index},"of":"${name}"}\n`,
  );
  writeFileSync(path, `${lines.join('')}no tab\n${lines[7]}${lines[8]}`);
  return path;
}

async function open(paths: readonly string[]): Promise<PublishedDataset> {
  return openVersion({ ...world, paths });
}

function request(folder: string, options: Partial<BuildRequest> = {}): BuildRequest {
  const target = join(folder, 'tags.image');
  return {
    sources: [writeLines(folder)],
    target,
    badLinesMax: 1,
    compression: 'none',
    isOrdered: true,
    ...options,
  };
}

/** Every pair, as text, in key order and by its key. */
function contentOf(dataset: PublishedDataset): Map<string, string> {
  const { items, hasMore } = dataset.prefix({ prefix: Buffer.alloc(0), limit: 100_000 });
  expect(hasMore).toBe(false);
  const keys = items.map(({ key }) => Buffer.from(key));
  expect(keys).toEqual(keys.toSorted((a, b) => a.compare(b)));
  const values = dataset.getMany(keys).map(String);
  expect(items.map(({ value }) => String(value))).toEqual(values);
  return new Map(keys.map((key, index) => [String(key), values[index] as string]));
}

test.each(['none', 'zstd', 'zstd-dictionary'] as const)(
  'parts hold what one image holds, and tell the same of their sources: %s',
  async (compression) => {
    const folder = scratch();
    const whole = await buildImage(request(folder, { compression }));
    const target = join(folder, 'parts.image');
    const parts = await buildImage(request(folder, { compression, target, parts: 3, workers: 2 }));
    expect(parts.images).toEqual(['00', '01', '02'].map((part) => join(folder, `parts-${part}.image`)));
    const { entries, duplicates, badLines, badLinesKept } = whole;
    expect(parts).toMatchObject({ entries, duplicates, badLines, badLinesKept });
    expect([entries, duplicates, badLines]).toEqual([COUNT, 2, 1]);
    const content = contentOf(await open(parts.images));
    expect(content).toEqual(contentOf(await open(whole.images)));
    expect(content.get('key-77')).toBe('{"value":77,"of":"tags.tsv"}');
    expect(readdirSync(folder).sort()).toEqual([
      'parts-00.image',
      'parts-01.image',
      'parts-02.image',
      'tags.image',
      'tags.tsv',
    ]);
  },
);

describe('how many parts', () => {
  const tableBytesMax = 16 * 2 ** 20;

  /** More than two small tables hold, in a file that does not look like it. */
  function writePacked(folder: string): { path: string; count: number } {
    const count = 40_000;
    const value = 'packed '.repeat(110);
    const lines = Array.from({ length: count }, (_, index) => `key-${index}\t${value}\n`);
    const path = join(folder, 'packed.tsv.gz');
    writeFileSync(path, gzipSync(lines.join('')));
    return { path, count };
  }

  test('the sources need is found when a table is full, and each part is built in one table', async () => {
    const folder = scratch();
    const { path, count } = writePacked(folder);
    const built = await buildImage(request(folder, { sources: [path], badLinesMax: 0 }), {
      tableBytesMax,
    });
    expect(built).toMatchObject({ entries: count, images: { length: 4 } });
    const dataset = await open(built.images);
    expect(dataset.count).toBe(count);
    expect(dataset.has(Buffer.from('key-39999'))).toBe(true);
    expect(readdirSync(folder).filter((name) => !/^tags-0\d.image$/.test(name))).toEqual([
      'packed.tsv.gz',
      'tags.tsv',
    ]);
  });

  test('is known before from the sizes of plain files, and kept to when it was said', async () => {
    const folder = scratch();
    const path = join(folder, 'plain.tsv');
    const value = 'y'.repeat(900);
    const lines = Array.from({ length: 30_000 }, (_, index) => `key-${index}\t${value}\n`);
    writeFileSync(path, lines.join(''));
    const { images } = await buildImage(request(folder, { sources: [path], workers: 0 }), { tableBytesMax });
    expect(images.length).toBe(4);
    const packed = writePacked(folder);
    const asked = request(folder, { sources: [packed.path], parts: 2, target: join(folder, 'asked.image') });
    await expect(buildImage(asked, { tableBytesMax })).rejects.toMatchObject({
      code: 'MEMORY_FULL',
      hint: expect.stringContaining('--parts'),
    });
    expect(readdirSync(folder).filter((name) => name.startsWith('asked'))).toEqual([]);
  });
});

test('what fails or is stopped in a later part leaves what was there before', async () => {
  const folder = scratch();
  const before = await buildImage(request(folder, { parts: 2 }));
  const stop = new AbortController();
  const stopped = buildImage(request(folder, { parts: 2 }), {
    signal: stop.signal,
    onProgress: ({ part, phase }) => {
      if (part === 1 && phase === 'load') stop.abort();
    },
  });
  await expect(stopped).rejects.toThrow();
  expect(readdirSync(folder).sort()).toEqual(['tags-00.image', 'tags-01.image', 'tags.tsv']);
  expect((await open(before.images)).count).toBe(COUNT);
  const empty = join(folder, 'empty.tsv');
  writeFileSync(empty, '');
  await expect(buildImage(request(folder, { sources: [empty], parts: 2 }))).rejects.toMatchObject({
    code: 'SOURCE_INVALID',
  });
  await expect(buildImage(request(folder, { sources: ['-'], parts: 2 }))).rejects.toThrow('can be read once');
  expect((await open(before.images)).count).toBe(COUNT);
  const allowed = await buildImage(request(folder, { sources: [empty], parts: 2, allowsEmpty: true }));
  expect((await open(allowed.images)).randomKey()).toBeUndefined();
});

test('images are taken as they are from a folder, a glob or by name, and nothing else with them', async () => {
  const folder = scratch();
  mkdirSync(join(folder, 'built'));
  const { images } = await buildImage(request(folder, { parts: 3, target: join(folder, 'built/x.image') }));
  const ways = [[join(folder, 'built')], [join(folder, 'built/*.image')], images.toReversed()];
  for (const [way, sources] of ways.entries()) {
    const taken = await buildImage(request(folder, { sources, target: join(folder, `taken-${way}.image`) }));
    expect(taken.images.length).toBe(3);
    expect(contentOf(await open(taken.images)).size).toBe(COUNT);
  }
  const [first = ''] = images;
  await expect(buildImage(request(folder, { sources: [first] }))).rejects.toMatchObject({
    code: 'IMAGE_CORRUPT',
  });
  const mixed = [...images, join(folder, 'tags.tsv')];
  await expect(buildImage(request(folder, { sources: mixed }))).rejects.toThrow('tags.tsv is none');
});

describe('a delta over several parts', () => {
  const delta = (folder: string): string => {
    const path = join(folder, 'delta.tsv');
    writeFileSync(path, 'key-5\tchanged\nnew-1\tadded\nnew-2\tadded\n');
    return path;
  };

  test.each([
    ['none', 'none', undefined],
    ['zstd-dictionary', 'zstd-dictionary', undefined],
    ['zstd', 'none', undefined],
    ['none', 'none', 6],
    ['zstd', 'zstd', 4],
  ] as const)('of %s gives one of %s, of %s parts', async (former, compression, parts) => {
    const folder = scratch();
    const count = parts === 4 ? 2 : 3;
    const base = await buildImage(request(folder, { compression: former, parts: count }));
    const expected = contentOf(await open(base.images));
    for (const key of ['new-1', 'new-2']) expected.set(key, 'added');
    expected.set('key-5', 'changed');
    const target = join(folder, 'over.image');
    const over = request(folder, { sources: [delta(folder)], base: base.images, compression, target, parts });
    const { entries, images } = await buildImage(over);
    expect([entries, images.length]).toEqual([COUNT + 2, parts ?? count]);
    const dataset = await open(images);
    expect(contentOf(dataset)).toEqual(expected);
  });

  test('has as many parts, or several times as many', async () => {
    const folder = scratch();
    const base = await buildImage(request(folder, { parts: 2 }));
    const over = request(folder, { sources: [delta(folder)], base: base.images, parts: 3 });
    await expect(buildImage(over)).rejects.toThrow('a delta over 2 parts cannot have 3');
  });
});

test('advice on more than one table holds is measured on a part, and told for all', async () => {
  const folder = scratch();
  const sources = [writeLines(folder)];
  const whole = await adviseSources({ sources, samples: 500, badLinesMax: 1 });
  const part = await adviseSources({ sources, samples: 500, badLinesMax: 1, parts: 2 });
  const bytes = (advice: typeof whole) => advice.choices[0]?.datasetBytes ?? 0;
  expect(bytes(part) / bytes(whole)).toBeGreaterThan(0.9);
  expect(bytes(part) / bytes(whole)).toBeLessThan(1.1);
  const { images } = await buildImage(request(folder, { parts: 3, compression: 'zstd' }));
  const built = await adviseSources({ sources: images, samples: 500 });
  expect(bytes(built) / bytes(whole)).toBeGreaterThan(0.9);
  expect(bytes(built) / bytes(whole)).toBeLessThan(1.1);
});
