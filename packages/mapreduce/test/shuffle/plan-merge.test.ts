import { expect, test } from 'vitest';
import { chooseMerge, mergeFits } from '../../src/shuffle/plan-merge.ts';
import type { Segment } from '../../src/shuffle/segment.ts';

function segmentOf(bytes: number, pairBytesMax = 10): Segment {
  return {
    path: 'p',
    start: 100,
    end: 100 + bytes,
    pairs: 1,
    pairBytesMax,
    sharedBytes: 0,
    blockBytes: 1000,
  };
}

const room = { bytes: 1_000_000, fanIn: 4 };

test('as few neighbours are merged as bring the segments within the fan-in, the smallest', () => {
  expect(
    chooseMerge(
      [900, 800, 100, 200, 700].map((bytes) => segmentOf(bytes)),
      room,
    ),
  ).toEqual([2, 4]);
  expect(
    chooseMerge(
      [900, 10, 10, 10, 700, 5].map((bytes) => segmentOf(bytes)),
      room,
    ),
  ).toEqual([1, 4]);
});

test('no more than the fan-in is merged at once, however many there are', () => {
  expect(
    chooseMerge(
      Array.from({ length: 40 }, () => segmentOf(50)),
      room,
    ),
  ).toEqual([0, 4]);
});

test('segments with large pairs are merged two by two when no more fit', () => {
  const large = Array.from({ length: 3 }, () => segmentOf(5_000_000, 900_000));
  expect(mergeFits(large, room)).toBe(false);
  expect(mergeFits(large.slice(1), room)).toBe(true);
  expect(chooseMerge(large, room)).toEqual([0, 2]);
});
