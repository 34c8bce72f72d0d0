import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { manualClock } from '@oremill/runtime';
import { expect, test } from 'vitest';
import type { LiveDataset } from '../../src/dataset/live-dataset.ts';
import { openDataset } from '../dataset/open-dataset.ts';
import { quickFiles } from '../dataset/quick-files.ts';
import { useScratch } from '../scratch.ts';

const scratch = useScratch();
const NEVER = new AbortController().signal;

async function readAll({ feed }: LiveDataset, pieceBytes: number): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for (let at = feed.start; at < feed.end; ) {
    const piece = await feed.read(at, pieceBytes);
    pieces.push(piece);
    at += piece.length;
  }
  return Buffer.concat(pieces);
}

test('a log is read in pieces over all its files, and its sum is that of the pieces', async () => {
  const folder = scratch();
  const files = {
    ...quickFiles,
    create: (path: string) => {
      if (path.includes('snapshot-')) throw new Error('no snapshot');
      return quickFiles.create(path);
    },
  };
  const dataset = await openDataset({ folder, files });
  for (let file = 0; file < 3; file += 1) {
    for (let n = 0; n < 50; n += 1) dataset.set(Buffer.from(`key ${n}`), Buffer.alloc(100, file));
    // The log goes on in a new file, and still begins with the first.
    await expect(dataset.snapshot()).rejects.toThrow('no snapshot');
  }
  const log = await readAll(dataset, 1000);
  expect(await readAll(dataset, 77)).toEqual(log);
  expect(log.length).toBe(dataset.feed.end - dataset.feed.start);
  expect(await dataset.feed.checksum(dataset.feed.start + 10, dataset.feed.end)).toBe(
    crc32(log.subarray(10)),
  );
  await expect(dataset.feed.read(dataset.feed.end + 1, 10)).rejects.toMatchObject({ code: 'LOG_PASSED' });
  expect(await dataset.feed.read(dataset.feed.end, 10)).toEqual(Buffer.alloc(0));
  await dataset.close();
});

test('a file that is read stays readable for a while after the log began anew, others are passed', async () => {
  const folder = scratch();
  const dataset = await openDataset({ folder, files: quickFiles });
  dataset.set(Buffer.from('a'), Buffer.from('1'));
  await dataset.sync();
  const before = await dataset.feed.read(0, 1000);
  await dataset.snapshot();
  expect(await dataset.feed.read(0, before.length)).toEqual(before);
  await dataset.close();
  const again = await openDataset({ folder, files: quickFiles });
  await expect(again.feed.read(0, 10)).rejects.toMatchObject({ code: 'LOG_PASSED' });
  await expect(again.feed.readRecords('../dataset.json', 0, 10)).rejects.toMatchObject({
    code: 'LOG_PASSED',
  });
  rmSync(join(folder, 'snapshot-000002'));
  await expect(again.feed.readRecords('snapshot-000002', 0, 10)).rejects.toMatchObject({
    code: 'LOG_PASSED',
  });
  await again.close();
});

test('whoever waits for more is told when there is, and when there will be none', async () => {
  const dataset = await openDataset({ folder: scratch(), files: quickFiles });
  const { end } = dataset.feed;
  const grown = dataset.feed.grown(end, 2 ** 30, NEVER);
  dataset.set(Buffer.from('a'), Buffer.from('1'));
  await dataset.settled();
  await grown;
  expect(dataset.feed.end).toBeGreaterThan(end);
  await dataset.feed.grown(end, 2 ** 30, NEVER);
  const stopped = new AbortController();
  const waiting = dataset.feed.grown(dataset.feed.end, 2 ** 30, stopped.signal);
  stopped.abort();
  await waiting;
  const last = dataset.feed.grown(dataset.feed.end, 2 ** 30, NEVER);
  await dataset.close();
  await last;
});

test('a removed file that is read all the time is let go after an hour', async () => {
  const clock = manualClock();
  const dataset = await openDataset({ folder: scratch(), files: quickFiles, clock });
  dataset.set(Buffer.from('a'), Buffer.from('1'));
  await dataset.sync();
  await dataset.feed.read(0, 10);
  await dataset.snapshot();
  for (let minute = 0; minute < 59; minute += 1) {
    clock.advance(59_000);
    expect((await dataset.feed.read(0, 10)).length).toBe(10);
  }
  clock.advance(120_000);
  await expect(dataset.feed.read(0, 10)).rejects.toMatchObject({ code: 'LOG_PASSED' });
  await dataset.close();
});
