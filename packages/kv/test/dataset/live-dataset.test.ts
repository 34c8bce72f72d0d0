import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { manualClock } from '@oremill/runtime';
import { expect, test } from 'vitest';
import type { Change } from '../../src/dataset/change-listeners.ts';
import type { LiveTable, OpenTableOptions } from '../../src/dataset/live-table.ts';
import { readSnapshot } from '../../src/dataset/snapshot-file.ts';
import { Table } from '../../src/table/table.ts';
import { gateFiles } from '../log/gated-files.ts';
import { useScratch } from '../scratch.ts';
import { alikeKeys } from '../table/alike-keys.ts';
import { MapTable } from './map-table.ts';
import { contentOf, openDataset } from './open-dataset.ts';
import { quickFiles } from './quick-files.ts';

const scratch = useScratch();
const bytes = (text: string): Buffer => Buffer.from(text, 'latin1');

test('what was written, deleted and cleared is as it was after a restart, and the recovery says what it read', async () => {
  const folder = scratch();
  const first = await openDataset({ files: quickFiles, folder });
  first.set(bytes('gone'), bytes('x'));
  first.clear();
  first.set(bytes('a'), bytes('1'));
  first.set(bytes('b'), bytes(''));
  first.set(bytes('a'), bytes('2'));
  first.set(bytes(''), bytes('of the empty key'));
  first.set(bytes('c'), bytes('3'));
  expect([first.delete(bytes('c')), first.delete(bytes('c'))]).toEqual([true, false]);
  const content = contentOf(first);
  expect(content).toEqual({ '': 'of the empty key', a: '2', b: '' });
  await first.close();
  const second = await openDataset({ files: quickFiles, folder });
  expect(contentOf(second)).toEqual(content);
  expect(second.recovery).toEqual({
    snapshotEntries: 0,
    replayedOperations: 8,
    cut: undefined,
    elapsedMs: 0,
  });
  await second.close();
});

test('a snapshot takes the place of the log before it, and restarts begin with it', async () => {
  const folder = scratch();
  const first = await openDataset({ files: quickFiles, folder });
  for (let index = 0; index < 1000; index += 1) first.set(bytes(`key ${index}`), bytes(`value ${index}`));
  expect(await first.snapshot()).toEqual({ entries: 1000, bytes: expect.any(Number) });
  first.set(bytes('key 7'), bytes('later'));
  const content = contentOf(first);
  await first.close();
  expect(readdirSync(folder).sort()).toEqual(['log-000002', 'snapshot-000002', 'snapshot.json']);
  const second = await openDataset({ files: quickFiles, folder });
  expect(contentOf(second)).toEqual(content);
  expect(second.recovery).toMatchObject({ snapshotEntries: 1000, replayedOperations: 1 });
  await second.close();
});

test('entries that share a hash are in a snapshot, and there after a restart', async () => {
  const folder = scratch();
  const options = { files: quickFiles, folder, openTable: (table: OpenTableOptions) => Table.open(table) };
  const first = await openDataset(options);
  // More than a slice of a snapshot holds.
  const keys = alikeKeys(20, readSnapshot(folder)?.seed ?? 0n);
  for (const [index, key] of keys.entries()) first.set(key, Buffer.alloc(60_000, index));
  expect(await first.snapshot()).toMatchObject({ entries: 20 });
  await first.close();
  const second = await openDataset(options);
  for (const [index, key] of keys.entries()) expect(second.get(key)).toEqual(Buffer.alloc(60_000, index));
  await second.close();
});

test('writes go on while a snapshot is written, and none is missing or older after a restart', async () => {
  const folder = scratch();
  const first = await openDataset({ files: quickFiles, folder, fsync: 'off' });
  const value = 'v'.repeat(500);
  for (let index = 0; index < 3000; index += 1) first.set(bytes(`key ${index}`), bytes(`0 ${value}`));
  let isOver = false;
  const written = first.snapshot().finally(() => {
    isOver = true;
  });
  let rounds = 0;
  while (!isOver) {
    rounds += 1;
    for (let index = rounds % 7; index < 3000; index += 97) {
      if (index % 3 === 0) first.delete(bytes(`key ${index}`));
      else first.set(bytes(`key ${index}`), bytes(`${rounds} ${value}`));
      first.set(bytes(`new ${rounds} ${index}`), bytes(''));
    }
    await new Promise(setImmediate);
  }
  await written;
  expect(rounds).toBeGreaterThan(5);
  const content = contentOf(first);
  await first.close();
  const second = await openDataset({ files: quickFiles, folder });
  expect(contentOf(second)).toEqual(content);
  await second.close();
});

test('a snapshot is written by itself when the log is longer than allowed and than the data', async () => {
  const folder = scratch();
  const dataset = await openDataset({ files: quickFiles, folder, snapshotBytesMin: 2000 });
  for (let index = 0; index < 100; index += 1) {
    dataset.set(bytes('the same key'), bytes(`value ${index} ${'v'.repeat(100)}`));
    await dataset.settled();
  }
  await dataset.close();
  const names = readdirSync(folder);
  expect(names).not.toContain('log-000001');
  expect(names.filter((name) => name.startsWith('snapshot-'))).toHaveLength(1);
});

test('expiry survives a restart, and an entry that was told to stay stays although its time had come meanwhile', async () => {
  const folder = scratch();
  const clock = manualClock(1000);
  const first = await openDataset({ files: quickFiles, folder, clock });
  first.set(bytes('stays'), bytes('1'), { expiresAtMs: 2000 });
  first.set(bytes('goes'), bytes('2'), { expiresAtMs: 2000 });
  first.set(bytes('later'), bytes('3'), { expiresAtMs: 9000 });
  await first.snapshot();
  expect(first.setExpiry(bytes('stays'), 0)).toBe(true);
  expect(first.setExpiry(bytes('missing'), 0)).toBe(false);
  await first.close();
  clock.advance(4000);
  const second = await openDataset({ files: quickFiles, folder, clock });
  expect(contentOf(second)).toEqual({ stays: '1', later: '3' });
  expect([bytes('stays'), bytes('goes'), bytes('later')].map((key) => second.expiresAtMs(key))).toEqual([
    0,
    undefined,
    9000,
  ]);
  await second.close();
});

test('what has expired and was removed does not come back with a clock that is set back', async () => {
  const folder = scratch();
  const clock = manualClock(1000);
  const first = await openDataset({ files: quickFiles, folder, clock });
  first.set(bytes('old'), bytes('1'), { expiresAtMs: 2000 });
  first.set(bytes('again'), bytes('2'), { expiresAtMs: 2000 });
  clock.advance(5000);
  expect(first.get(bytes('again'))).toBeUndefined();
  first.set(bytes('again'), bytes('3'));
  first.tend(1);
  await first.close();
  const second = await openDataset({ files: quickFiles, folder, clock: manualClock(1000) });
  expect(contentOf(second)).toEqual({ again: '3' });
  await second.close();
});

test.for<[string, (options: OpenTableOptions) => LiveTable]>([
  ['a Map', (options) => new MapTable(options)],
  ['the table', (options) => Table.open({ ...options, ordered: true })],
])(
  'over %s, what anybody was told has expired does not come back either, when it is closed at once',
  async ([, openTable]) => {
    const folder = scratch();
    const clock = manualClock(1000);
    const first = await openDataset({ files: quickFiles, folder, clock, openTable });
    const keys = ['read', 'asked for', 'one of many', 'deleted', 'given another expiry', 'met by nobody'];
    for (const key of keys) first.set(bytes(key), bytes('1'), { expiresAtMs: 2000 });
    clock.advance(5000);
    expect(first.get(bytes('read'))).toBeUndefined();
    expect(first.has(bytes('asked for'))).toBe(false);
    expect(first.getMany([bytes('one of many')])).toEqual([undefined]);
    expect(first.delete(bytes('deleted'))).toBe(false);
    expect(first.setExpiry(bytes('given another expiry'), 9000)).toBe(false);
    await first.close();
    await first.close();
    const second = await openDataset({ files: quickFiles, folder, clock: manualClock(1000), openTable });
    expect(contentOf(second)).toEqual({});
    await second.close();
  },
);

test('what was deleted after it expired is told of once, as expired', async () => {
  const clock = manualClock(1000);
  const openTable = (options: OpenTableOptions) => Table.open(options);
  const dataset = await openDataset({ files: quickFiles, folder: scratch(), clock, openTable });
  const changes: string[] = [];
  dataset.set(bytes('a'), bytes('1'), { expiresAtMs: 2000 });
  clock.advance(3000);
  dataset.onChange((change) => changes.push(change.kind === 'changed' ? change.how : change.kind));
  dataset.delete(bytes('a'));
  dataset.setExpiry(bytes('a'), 9000);
  dataset.tend(1);
  expect(changes).toEqual(['expired']);
  await dataset.close();
});

test('changes are told as they are made, until one stops listening', async () => {
  const clock = manualClock(1000);
  const dataset = await openDataset({ files: quickFiles, folder: scratch(), clock });
  const changes: unknown[] = [];
  const stop = dataset.onChange((change: Change) =>
    changes.push(change.kind === 'changed' ? `${change.how} ${change.key.toString()}` : change.kind),
  );
  dataset.set(bytes('a'), bytes('1'), { expiresAtMs: 2000 });
  dataset.set(bytes('b'), bytes('1'));
  dataset.setExpiry(bytes('b'), 5000);
  dataset.delete(bytes('b'));
  dataset.delete(bytes('b'));
  clock.advance(3000);
  dataset.tend(1);
  dataset.clear();
  stop();
  dataset.set(bytes('c'), bytes('1'));
  expect(changes).toEqual(['set a', 'set b', 'expire b', 'delete b', 'expired a', 'cleared']);
  await dataset.close();
});

test('a copy has what was written so far, can be opened, and goes its own way', async () => {
  const [folder, target] = [scratch(), join(scratch(), 'copy')];
  mkdirSync(target);
  const dataset = await openDataset({ files: quickFiles, folder });
  dataset.set(bytes('a'), bytes('1'));
  await dataset.snapshot();
  dataset.set(bytes('b'), bytes('2'));
  await dataset.copyTo(target);
  dataset.set(bytes('c'), bytes('3'));
  const copy = await openDataset({ files: quickFiles, folder: target });
  expect(contentOf(copy)).toEqual({ a: '1', b: '2' });
  copy.set(bytes('d'), bytes('4'));
  await copy.close();
  expect(contentOf(dataset)).toEqual({ a: '1', b: '2', c: '3' });
  await dataset.close();
});

test('a value over the limit is refused, by its limit', async () => {
  const dataset = await openDataset({ files: quickFiles, folder: scratch(), valueBytesMax: 3 });
  dataset.set(bytes('a'), bytes('123'));
  expect(() => dataset.set(bytes('a'), bytes('1234'))).toThrow(
    expect.objectContaining({ code: 'VALUE_TOO_LARGE', hint: 'Values have at most 3 bytes.' }),
  );
  expect(contentOf(dataset)).toEqual({ a: '123' });
  await dataset.close();
});

test.each([65_000, 66_000, 300_000])(
  'a snapshot has entries of %s bytes, also when they came with the log or the snapshot before',
  async (length) => {
    const folder = scratch();
    const openTable = (options: OpenTableOptions) => Table.open(options);
    const first = await openDataset({ files: quickFiles, folder, openTable });
    first.set(bytes('large'), Buffer.alloc(length, 1));
    await first.close();
    for (const expiresAtMs of [9000, 0, 9000]) {
      const dataset = await openDataset({ files: quickFiles, folder, openTable });
      dataset.setExpiry(bytes('large'), expiresAtMs);
      expect(await dataset.snapshot()).toMatchObject({ entries: 1 });
      expect(dataset.get(bytes('large'))).toEqual(Buffer.alloc(length, 1));
      await dataset.close();
    }
  },
);

test('a dataset near its limit of memory is as it was after a restart, although its log leads over more', async () => {
  const folder = scratch();
  const gated = gateFiles();
  const open = () => {
    const openTable = (options: OpenTableOptions) => Table.open({ ...options, maxBytes: 32 * 1024 * 1024 });
    return openDataset({ files: gated.files, folder, fsync: 'off', openTable });
  };
  const first = await open();
  const value = Buffer.alloc(900, 1);
  const each = (act: (index: number) => void) => {
    for (let index = 0; index < 12_000; index += 1) act(index);
  };
  const set = (name: string) => each((index) => first.set(bytes(`${name} ${index}`), value));
  const remove = (name: string) => each((index) => first.delete(bytes(`${name} ${index}`)));
  set('stays');
  set('goes');
  // The log goes on in a new file once this sync is done: all that follows is in there, and what is left in the snapshot.
  gated.close();
  const snapshot = first.snapshot();
  await new Promise(setImmediate);
  remove('goes');
  set('comes and goes');
  remove('comes and goes');
  set('comes');
  gated.open();
  expect(await snapshot).toMatchObject({ entries: 24_000 });
  await first.close();
  const second = await open();
  expect(second.recovery).toMatchObject({ snapshotEntries: 24_000, replayedOperations: 48_000 });
  expect(second.count).toBe(24_000);
  each((index) => {
    const has = ['stays', 'goes', 'comes and goes', 'comes'].map((name) =>
      second.has(bytes(`${name} ${index}`)),
    );
    expect({ index, has }).toEqual({ index, has: [true, false, false, true] });
  });
  const more = () => each((index) => second.set(bytes(`more ${index} ${index}`), Buffer.alloc(3000)));
  expect(more).toThrow(expect.objectContaining({ code: 'MEMORY_FULL' }));
  await second.close();
});

test('once it is closed it takes no writes', async () => {
  const dataset = await openDataset({ files: quickFiles, folder: scratch() });
  const closed = dataset.close();
  expect(() => dataset.set(bytes('a'), bytes('1'))).toThrow('orders is being closed');
  await closed;
});
