import { closeSync, openSync, readFileSync, rmSync, truncateSync, writeFileSync, writeSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { Segment } from '../../src/shuffle/segment.ts';
import { verifySegments } from '../../src/shuffle/verify-segments.ts';
import { useScratch } from '../scratch.ts';
import { mergeRuns, takePairs, writeRuns } from './run-shuffle.ts';

const scratch = useScratch();

function spill(pairs = 120) {
  const options = { folder: scratch(), partitions: 2, limits: { arenaBytes: 60_000 } };
  const runs = writeRuns(options, (writer) => {
    for (let index = 0; index < pairs; index += 1) {
      writer.beginRecord();
      writer.append(`key ${index}`, 'v'.repeat(index % 20));
    }
  });
  const segments = runs.flat();
  return { options, runs, segments, path: (segments[0] as Segment).path };
}

function mergeAll({ options, runs }: ReturnType<typeof spill>): string[] {
  return [0, 1].flatMap((partition) => takePairs(mergeRuns(options, runs, partition)));
}

function codeOf(run: () => unknown): unknown {
  try {
    run();
  } catch (error) {
    return error;
  }
  return 'no error';
}

test('segments as they were written verify', () => {
  const spilled = spill();
  expect(verifySegments(spilled.segments)).toBe(true);
  expect(mergeAll(spilled).length).toBe(120);
  expect(verifySegments([])).toBe(true);
});

test('each flipped byte is found, by verification and by the merge, which names the file', () => {
  const spilled = spill();
  const good = readFileSync(spilled.path);
  expect(good.length).toBeGreaterThan(2 * (spilled.segments[0] as Segment).blockBytes);
  const file = openSync(spilled.path, 'r+');
  for (let at = 0; at < good.length; at += 1) {
    writeSync(file, Buffer.of((good[at] as number) ^ (1 << (at % 8))), 0, 1, at);
    if (verifySegments(spilled.segments)) throw new Error(`the flip at byte ${at} was not found`);
    if (at % 37 === 0) {
      expect(codeOf(() => mergeAll(spilled))).toMatchObject({
        code: 'SPILL_CORRUPT',
        message: expect.stringContaining(spilled.path),
      });
    }
    writeSync(file, good, at, 1, at);
  }
  closeSync(file);
});

test('a file that was cut short, or is gone, or has blocks in another place, does not verify', () => {
  const spilled = spill();
  const good = readFileSync(spilled.path);
  const { start, blockBytes } = spilled.segments[0] as Segment;
  const swapped = Buffer.from(good);
  good.copy(swapped, start, start + blockBytes, start + 2 * blockBytes);
  good.copy(swapped, start + blockBytes, start, start + blockBytes);
  const checksumsAt = (spilled.segments[0] as Segment).end;
  good.copy(swapped, checksumsAt, checksumsAt + 4, checksumsAt + 8);
  good.copy(swapped, checksumsAt + 4, checksumsAt, checksumsAt + 4);
  writeFileSync(spilled.path, swapped);
  expect(verifySegments(spilled.segments)).toBe(false);

  for (const length of [0, 1, Math.floor(good.length / 2), good.length - 1]) {
    writeFileSync(spilled.path, good);
    truncateSync(spilled.path, length);
    expect(verifySegments(spilled.segments)).toBe(false);
    expect(codeOf(() => mergeAll(spilled))).toMatchObject({ code: 'SPILL_CORRUPT' });
  }
  rmSync(spilled.path);
  expect(verifySegments(spilled.segments)).toBe(false);
  expect(codeOf(() => mergeAll(spilled))).toMatchObject({ code: 'SPILL_CORRUPT' });
});
