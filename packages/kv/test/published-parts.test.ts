import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { imagePaths } from '../src/dataset/image-paths.ts';
import type { Store } from '../src/store.ts';
import { openStore, writeTsv } from './open-store.ts';
import { useScratch } from './scratch.ts';

const scratch = useScratch();

function read(store: Store, dataset: string, ...keys: string[]): (string | undefined)[] {
  return keys.map((text) => store.find(dataset).get(Buffer.from(text))?.toString());
}

const pairs = Object.fromEntries(Array.from({ length: 300 }, (_, index) => [`key-${index}`, `${index}`]));
const filesOf = (folder: string) => readdirSync(join(folder, 'kv/tags/versions')).sort();

test('a version of several images is published, read, put a delta on, rolled back to, copied and removed as one of one', async () => {
  const folder = scratch();
  const store = await openStore(join(folder, 'kv'));
  const tsv = writeTsv(folder, 'tags.tsv', pairs);
  expect(await store.publish('tags', { sources: [tsv], parts: 3, keep: 2 })).toMatchObject({
    number: 1,
    entries: 300,
    parts: 3,
  });
  expect(filesOf(folder)).toEqual(['000001-00.image', '000001-01.image', '000001-02.image']);
  expect(read(store, 'tags', 'key-0', 'key-299', 'none')).toEqual(['0', '299', undefined]);
  const delta = writeTsv(folder, 'delta.tsv', { 'key-7': 'changed' });
  expect(await store.publish('tags', { sources: [delta], isDelta: true })).toMatchObject({
    parts: 3,
    base: 1,
  });
  expect(read(store, 'tags', 'key-6', 'key-7')).toEqual(['6', 'changed']);
  await store.rollBack('tags');
  expect(read(store, 'tags', 'key-7')).toEqual(['7']);
  const copy = await store.copy('tags');
  expect(readdirSync(copy).sort()).toEqual(['table-00.image', 'table-01.image', 'table-02.image']);
  await store.publish('again', { sources: [copy] });
  expect(read(store, 'again', 'key-7')).toEqual(['7']);
  const one = await store.publish('tags', { sources: [writeTsv(folder, 'one.tsv', { a: '1' })] });
  expect(one.parts).toBeUndefined();
  expect(filesOf(folder)).toEqual(['000002-00.image', '000002-01.image', '000002-02.image', '000003.image']);
  await store.close();
  const second = await openStore(join(folder, 'kv'));
  expect(read(second, 'tags', 'a')).toEqual(['1']);
  await second.rollBack('tags');
  expect(read(second, 'tags', 'key-7')).toEqual(['changed']);
  const { memory, versions } = second.report('tags');
  expect(versions.map(({ parts }) => parts)).toEqual([undefined, 3]);
  expect(memory.keyBytes).toBe(Object.keys(pairs).join('').length);
});

test('a version of which a crash placed some is nobody’s: its files go at the next start', async () => {
  const folder = scratch();
  const first = await openStore(join(folder, 'kv'));
  await first.publish('tags', { sources: [writeTsv(folder, 'tags.tsv', pairs)], parts: 3 });
  await first.close();
  const placed = imagePaths(join(folder, 'kv/tags'), { number: 2, parts: 3 });
  for (const path of placed.slice(0, 2)) writeFileSync(path, 'an image');
  const second = await openStore(join(folder, 'kv'));
  expect(filesOf(folder)).toEqual(['000001-00.image', '000001-01.image', '000001-02.image']);
  expect(read(second, 'tags', 'key-1')).toEqual(['1']);
});

test('a version with a part that is damaged, missing or of another version is not served', async () => {
  const folder = scratch();
  const store = await openStore(join(folder, 'kv'));
  const tsv = writeTsv(folder, 'tags.tsv', pairs);
  await store.publish('tags', { sources: [tsv], parts: 3 });
  await store.publish('tags', { sources: [tsv], parts: 3 });
  await store.close();
  const [, before = ''] = imagePaths(join(folder, 'kv/tags'), { number: 1, parts: 3 });
  const [, image = ''] = imagePaths(join(folder, 'kv/tags'), { number: 2, parts: 3 });
  const whole = readFileSync(image);
  const flipped = Buffer.from(whole);
  flipped[90] = (flipped[90] as number) ^ 1;
  for (const bytes of [flipped, whole.subarray(0, -1), Buffer.alloc(0), readFileSync(before), undefined]) {
    if (bytes) writeFileSync(image, bytes);
    else rmSync(image);
    const second = await openStore(join(folder, 'kv'));
    expect(() => second.find('tags')).toThrow(image);
    await second.rollBack('tags', 1);
    expect(read(second, 'tags', 'key-1')).toEqual(['1']);
    await second.rollBack('tags', 1);
    await expect(second.rollBack('tags', 2)).rejects.toThrow(image);
    await second.close();
    const file = join(folder, 'kv/tags/dataset.json');
    writeFileSync(file, readFileSync(file, 'utf8').replace('"served": 1', '"served": 2'));
  }
});
