import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { manualClock } from '@oremill/runtime';
import { describe, expect, test } from 'vitest';
import { buildImage } from '../src/build/build-image.ts';
import { imagePaths } from '../src/dataset/image-paths.ts';
import type { Store } from '../src/store.ts';
import { openStore, writeTsv } from './open-store.ts';
import { useScratch } from './scratch.ts';

const scratch = useScratch();
const key = (text: string) => Buffer.from(text);

function read(store: Store, dataset: string, ...keys: string[]): (string | undefined)[] {
  return keys.map((text) => store.find(dataset).get(key(text))?.toString());
}

describe('publish', () => {
  test('serves a new version as a whole, keeps so many, and says what each was made of', async () => {
    const folder = scratch();
    const store = await openStore(join(folder, 'kv'));
    const one = writeTsv(folder, 'one.tsv', { a: '1', b: '2' });
    const two = writeTsv(folder, 'two.tsv', { b: '3', c: '4' });
    expect(await store.publish('tags', { sources: [one] })).toMatchObject({
      number: 1,
      entries: 2,
      source: one,
    });
    expect(read(store, 'tags', 'a', 'b', 'c')).toEqual(['1', '2', undefined]);
    expect(await store.publish('tags', { sources: [two], keep: 2, title: 'two' })).toMatchObject({
      number: 2,
    });
    expect(read(store, 'tags', 'a', 'b', 'c')).toEqual([undefined, '3', '4']);
    await store.publish('tags', { sources: [one, two] });
    expect(read(store, 'tags', 'a', 'b', 'c')).toEqual(['1', '3', '4']);
    expect(store.report('tags')).toMatchObject({
      kind: 'published',
      entries: 3,
      isOrdered: true,
      versions: [
        { number: 3, isServed: true, source: `${one}, ${two}` },
        { number: 2, isServed: false, isResident: true, source: 'two' },
      ],
    });
    const { memory, memoryBytes, versions } = store.report('tags');
    expect(versions[0]?.memoryBytes).toBe(memory.totalBytes);
    expect(memoryBytes).toBe(memory.totalBytes + (versions[1]?.memoryBytes as number));
    expect(readdirSync(join(folder, 'kv/tags/versions'))).toEqual(['000002.image', '000003.image']);
  });

  test('a delta is put over what is served, under the same compression', async () => {
    const folder = scratch();
    const store = await openStore(join(folder, 'kv'));
    const long = (word: string) => `{"word":"${word}","note":"${'the same in every value '.repeat(8)}"}`;
    const many = Object.fromEntries(Array.from({ length: 3000 }, (_, n) => [`key-${n}`, long(`word ${n}`)]));
    const whole = writeTsv(folder, 'whole.tsv', many);
    await store.publish('words', { sources: [whole], compression: 'zstd-dictionary' });
    const delta = writeTsv(folder, 'delta.tsv', { 'key-7': long('changed'), new: long('new') });
    const version = await store.publish('words', { sources: [delta], isDelta: true });
    expect(version).toMatchObject({ number: 2, base: 1, entries: 3001 });
    expect(read(store, 'words', 'key-6', 'key-7', 'new')).toEqual([
      long('word 6'),
      long('changed'),
      long('new'),
    ]);
    const { memory, compression } = store.report('words');
    expect(compression).toBe('zstd-dictionary');
    expect(memory.valueBytes).toBeLessThan(3001 * 60);
  });

  test.each([
    ['zstd', 'none'],
    ['zstd-dictionary', 'none'],
    ['zstd-dictionary', 'zstd'],
    ['zstd', 'zstd-dictionary'],
    ['none', 'zstd'],
  ] as const)('a delta under another compression can be read: %s, then %s', async (former, next) => {
    const folder = scratch();
    const store = await openStore(join(folder, 'kv'));
    const long = (word: string) => `{"word":"${word}","note":"${'the same in every value '.repeat(8)}"}`;
    const many = Object.fromEntries(Array.from({ length: 2000 }, (_, n) => [`key-${n}`, long(`word ${n}`)]));
    await store.publish('words', { sources: [writeTsv(folder, 'whole.tsv', many)], compression: former });
    const delta = writeTsv(folder, 'delta.tsv', { 'key-7': long('changed') });
    await store.publish('words', { sources: [delta], isDelta: true, compression: next });
    expect(read(store, 'words', 'key-6', 'key-7')).toEqual([long('word 6'), long('changed')]);
    expect(store.report('words').compression).toBe(next);
    await store.rollBack('words');
    expect(read(store, 'words', 'key-7')).toEqual([long('word 7')]);
    expect(store.report('words').compression).toBe(former);
  });

  test('that fails at its last step leaves nothing, in memory or on disk', async () => {
    const folder = scratch();
    const store = await openStore(join(folder, 'kv'));
    const source = writeTsv(folder, 'one.tsv', { a: '1' });
    for (const number of [1, 2, 3])
      expect(await store.publish('tags', { sources: [source] })).toMatchObject({ number });
    const before = store.report('tags');
    const file = join(folder, 'kv/tags/dataset.json');
    const content = readFileSync(file);
    // A folder cannot be replaced by a file, whoever tries.
    rmSync(file);
    mkdirSync(join(file, 'in the way'), { recursive: true });
    await expect(store.publish('tags', { sources: [source] })).rejects.toThrow();
    await expect(store.rollBack('tags', 1)).rejects.toThrow();
    expect(store.report('tags')).toEqual(before);
    expect(readdirSync(join(folder, 'kv/tags/versions'))).toHaveLength(3);
    rmSync(file, { recursive: true });
    writeFileSync(file, content);
    expect(await store.publish('tags', { sources: [source] })).toMatchObject({ number: 4 });
  });

  test('sources without entries are refused unless that is meant', async () => {
    const folder = scratch();
    const store = await openStore(join(folder, 'kv'));
    const empty = writeTsv(folder, 'empty.tsv', {});
    await expect(store.publish('tags', { sources: [empty] })).rejects.toMatchObject({
      code: 'SOURCE_INVALID',
    });
    expect(await store.publish('tags', { sources: [empty], allowsEmpty: true })).toMatchObject({
      entries: 0,
    });
  });

  test('what is wrong with a source changes nothing and leaves nothing', async () => {
    const folder = scratch();
    const store = await openStore(join(folder, 'kv'));
    const good = writeTsv(folder, 'good.tsv', { a: '1' });
    await store.publish('tags', { sources: [good] });
    writeFileSync(join(folder, 'bad.tsv'), 'a\t2\nno tab\n');
    const bad = join(folder, 'bad.tsv');
    await expect(store.publish('tags', { sources: [bad] })).rejects.toMatchObject({
      code: 'SOURCE_INVALID',
      message: expect.stringContaining(`${bad}:2 has no tab`),
    });
    await expect(store.publish('new', { sources: [bad] })).rejects.toMatchObject({ code: 'SOURCE_INVALID' });
    await expect(store.publish('new', { sources: [good], isDelta: true })).rejects.toMatchObject({
      code: 'DATASET_MISSING',
    });
    await expect(store.publish('../x', { sources: [good] })).rejects.toThrow('lower case letters');
    expect(read(store, 'tags', 'a')).toEqual(['1']);
    expect(store.names()).toEqual(['tags']);
    expect(readdirSync(join(folder, 'kv/.incoming'))).toEqual([]);
  });

  test('takes a table image as it is, and refuses one that lies elsewhere than it said', async () => {
    const folder = scratch();
    const store = await openStore(join(folder, 'kv'));
    await store.publish('one', { sources: [writeTsv(folder, 'one.tsv', { a: '1' })] });
    const [image = ''] = imagePaths(join(folder, 'kv/one'), { number: 1 });
    await store.publish('two', { sources: [image] });
    expect(read(store, 'two', 'a')).toEqual(['1']);
    const { target } = store.planBuild('three');
    const elsewhere = [
      image,
      join(folder, 'kv/.incoming/../x'),
      `${target}/../../../one/x`,
      join(folder, 'x'),
    ];
    for (const path of elsewhere) {
      await expect(store.publishImage('three', path, { title: 'mine' })).rejects.toMatchObject({
        code: 'FORBIDDEN',
      });
    }
    expect(existsSync(image)).toBe(true);
    expect(readdirSync(join(folder, 'kv')).sort()).toEqual(['.incoming', 'one', 'store.lock', 'two']);
  });
});

test('a delta over a version that is no longer served is refused, so that it undoes nothing', async () => {
  const folder = scratch();
  const store = await openStore(join(folder, 'kv'));
  await store.publish('tags', { sources: [writeTsv(folder, 'base.tsv', { a: '1' })] });
  const plan = store.planBuild('tags');
  await buildImage({
    sources: [writeTsv(folder, 'delta.tsv', { b: '2' })],
    target: plan.target,
    base: plan.base?.images,
    compression: 'none',
    isOrdered: true,
  });
  await store.publish('tags', { sources: [writeTsv(folder, 'other.tsv', { c: '3' })], isDelta: true });
  await expect(store.publishImage('tags', plan.target, { title: 'late', base: 1 })).rejects.toMatchObject({
    code: 'CONDITION_FAILED',
  });
  expect(read(store, 'tags', 'a', 'b', 'c')).toEqual(['1', undefined, '3']);
});

test('an image that is damaged makes no dataset', async () => {
  const folder = scratch();
  const store = await openStore(join(folder, 'kv'));
  const { target } = store.planBuild('tags');
  const sources = [writeTsv(folder, 'a.tsv', { a: '1' })];
  await buildImage({ sources, target, compression: 'none', isOrdered: true });
  const bytes = readFileSync(target);
  bytes[70] = (bytes[70] as number) ^ 1;
  writeFileSync(target, bytes);
  await expect(store.publishImage('tags', target, { title: 'damaged' })).rejects.toMatchObject({
    code: 'IMAGE_CORRUPT',
  });
  expect(store.names()).toEqual([]);
});

test('a store that is closed ends its builds, and a pipe is no source', async () => {
  const folder = scratch();
  execFileSync('mkfifo', [join(folder, 'pipe')]);
  const store = await openStore(join(folder, 'kv'));
  await expect(store.publish('tags', { sources: [join(folder, 'pipe')] })).rejects.toMatchObject({
    code: 'SOURCE_UNREADABLE',
  });
  const publishing = store.publish('tags', { sources: [writeTsv(folder, 'a.tsv', { a: '1' })] });
  await Promise.all([store.close(), expect(publishing).rejects.toMatchObject({ code: 'LOAD_STOPPED' })]);
});

test('a dataset that cannot be opened as it was asked for is not made', async () => {
  const store = await openStore(scratch());
  await expect(store.create({ name: 'small', maxBytes: 1024 })).rejects.toThrow('16777216');
  expect(store.names()).toEqual([]);
});

describe('readers', () => {
  test('go back with a rollback, and see their pins', async () => {
    const folder = scratch();
    const store = await openStore(join(folder, 'kv'));
    for (const value of ['1', '2', '3']) {
      await store.publish('tags', { sources: [writeTsv(folder, 'tags.tsv', { a: value })] });
    }
    await store.rollBack('tags');
    expect(read(store, 'tags', 'a')).toEqual(['2']);
    await store.rollBack('tags', 3);
    expect(read(store, 'tags', 'a')).toEqual(['3']);
    await expect(store.rollBack('tags', 9)).rejects.toMatchObject({ code: 'VERSION_MISSING' });
    await store.pin('tags', { users: { ann: 1 }, share: { version: 2, percent: 10 } });
    const seenBy = (reader: { user?: string; place?: number }) =>
      store.find('tags', reader).get(key('a'))?.toString();
    expect(seenBy({ user: 'ann', place: 50 })).toBe('1');
    expect(seenBy({ user: 'bob', place: 9 })).toBe('2');
    expect(seenBy({ user: 'bob', place: 10 })).toBe('3');
    await expect(store.pin('tags', { users: { ann: 7 } })).rejects.toMatchObject({ code: 'VERSION_MISSING' });
    await store.pin('tags', { users: {} });
    expect(seenBy({ user: 'ann' })).toBe('3');
    expect(store.report('tags').pins).toBeUndefined();
  });

  test('may neither write to a published dataset nor publish a live one', async () => {
    const folder = scratch();
    const store = await openStore(join(folder, 'kv'));
    const tsv = writeTsv(folder, 'tags.tsv', { a: '1' });
    await store.publish('tags', { sources: [tsv] });
    await store.create({ name: 'carts' });
    expect(() => store.find('tags').set(key('a'), key('2'))).toThrow(
      expect.objectContaining({ code: 'READONLY' }),
    );
    await expect(store.publish('carts', { sources: [tsv] })).rejects.toMatchObject({ code: 'NOT_PUBLISHED' });
    await expect(store.create({ name: 'tags' })).rejects.toMatchObject({ code: 'DATASET_EXISTS' });
    await expect(store.create({ name: 'datasets' })).rejects.toMatchObject({ code: 'DATASET_INVALID' });
    expect(() => store.find('none')).toThrow(expect.objectContaining({ hint: 'kv info lists them all.' }));
  });

  test('are told of changes and of new versions', async () => {
    const folder = scratch();
    const store = await openStore(join(folder, 'kv'));
    const tsv = writeTsv(folder, 'tags.tsv', { a: '1' });
    await store.publish('tags', { sources: [tsv] });
    await store.create({ name: 'carts' });
    const told: string[] = [];
    const end = store.subscribe('tags', (change) => told.push(JSON.stringify(change)));
    store.subscribe('carts', (change) => {
      told.push(change.kind === 'changed' ? `carts ${Buffer.from(change.key).toString()}` : change.kind);
    });
    await store.publish('tags', { sources: [tsv] });
    end();
    await store.rollBack('tags');
    store.find('carts').set(key('x'), key('1'));
    store.find('carts').clear();
    await store.remove('carts');
    expect(told).toEqual(['{"kind":"published","version":2}', 'carts x', 'cleared', 'ended']);
  });
});

describe('a restart', () => {
  test('finds versions, what is served, what was written, and what has expired meanwhile', async () => {
    const folder = scratch();
    const clock = manualClock();
    const first = await openStore(join(folder, 'kv'), clock);
    await first.publish('tags', { sources: [writeTsv(folder, 'tags.tsv', { a: '1' })] });
    await first.publish('tags', { sources: [writeTsv(folder, 'tags.tsv', { a: '2' })] });
    await first.rollBack('tags');
    await first.create({ name: 'carts', fsync: 'always' });
    const carts = first.find('carts');
    carts.set(key('x'), key('stays'));
    carts.set(key('y'), key('goes'), { expiresAtMs: clock.nowMs() + 1000 });
    await first.close();
    clock.advance(2000);
    const second = await openStore(join(folder, 'kv'), clock);
    expect(read(second, 'tags', 'a')).toEqual(['1']);
    expect(read(second, 'carts', 'x', 'y')).toEqual(['stays', undefined]);
    const inOrder = second.find('carts').prefix({ prefix: key(''), limit: 10 });
    expect(inOrder.items.map((entry) => String(entry.key))).toEqual(['x']);
    await second.publish('tags', { sources: [writeTsv(folder, 'tags.tsv', { a: '3' })] });
    expect(second.report('tags').versions.map(({ number }) => number)).toEqual([3, 2, 1]);
  });

  test('removes what a crash left, and a damaged dataset does not keep the others from being served', async () => {
    const folder = scratch();
    const first = await openStore(join(folder, 'kv'));
    const tsv = writeTsv(folder, 'tags.tsv', { a: '1' });
    for (const name of ['good', 'bad']) await first.publish(name, { sources: [tsv] });
    await first.close();
    const [stray = ''] = imagePaths(join(folder, 'kv/good'), { number: 2 });
    writeFileSync(stray, 'half an image');
    for (const name of ['.new-x', '.removed-y', 'nameless']) mkdirSync(join(folder, 'kv', name));
    const [image = ''] = imagePaths(join(folder, 'kv/bad'), { number: 1 });
    const bytes = readFileSync(image);
    bytes[70] = (bytes[70] as number) ^ 1;
    writeFileSync(image, bytes);
    const second = await openStore(join(folder, 'kv'));
    expect(existsSync(stray)).toBe(false);
    expect(readdirSync(join(folder, 'kv')).filter((name) => /new-|removed-/.test(name))).toEqual([]);
    expect(second.names()).toEqual(['bad', 'good']);
    expect(read(second, 'good', 'a')).toEqual(['1']);
    expect(() => second.find('bad')).toThrow(expect.objectContaining({ code: 'IMAGE_CORRUPT' }));
    expect(second.report('bad').problem).toContain('is damaged at byte');
    expect(second.report('bad')).toMatchObject({
      kind: 'published',
      createdAt: expect.stringMatching(/^20/),
      versions: [{ number: 1, isServed: false, isResident: false }],
    });
    await expect(second.rollBack('bad')).rejects.toMatchObject({ code: 'VERSION_MISSING' });
    await second.remove('bad');
    expect(second.names()).toEqual(['good']);
  });

  test('on a damaged version goes back to the one before', async () => {
    const folder = scratch();
    const first = await openStore(join(folder, 'kv'));
    for (const value of ['1', '2']) {
      await first.publish('tags', { sources: [writeTsv(folder, 'tags.tsv', { a: value })] });
    }
    await first.close();
    writeFileSync(imagePaths(join(folder, 'kv/tags'), { number: 2 })[0] ?? '', 'damaged');
    const second = await openStore(join(folder, 'kv'));
    expect(() => second.find('tags')).toThrow(expect.objectContaining({ code: 'IMAGE_CORRUPT' }));
    await second.rollBack('tags');
    expect(read(second, 'tags', 'a')).toEqual(['1']);
    await second.publish('tags', { sources: [writeTsv(folder, 'tags.tsv', { a: '3' })] });
    expect(read(second, 'tags', 'a')).toEqual(['3']);
  });

  test('of a second process on the same folder is refused', async () => {
    const folder = scratch();
    await openStore(folder);
    await expect(openStore(folder)).rejects.toMatchObject({ code: 'STORE_IN_USE' });
  });
});

test('a copy of either kind is a dataset of its own', async () => {
  const folder = scratch();
  const store = await openStore(join(folder, 'kv'));
  await store.publish('tags', { sources: [writeTsv(folder, 'tags.tsv', { a: '1' })] });
  await store.create({ name: 'carts' });
  store.find('carts').set(key('x'), key('1'));
  const copies = [await store.copy('tags'), await store.copy('carts')];
  store.find('carts').set(key('x'), key('2'));
  expect(readdirSync(copies[0] as string)).toEqual(['table.image']);
  expect(readdirSync(copies[1] as string).sort()).toEqual(['dataset.json', 'written']);
  // Moved into a store, it is a dataset of it.
  const other = join(folder, 'other');
  mkdirSync(other);
  renameSync(copies[1] as string, join(other, 'carts'));
  expect(read(await openStore(other), 'carts', 'x')).toEqual(['1']);
  await store.publish('again', { sources: [join(copies[0] as string, 'table.image')] });
  expect(read(store, 'again', 'a')).toEqual(['1']);
});
