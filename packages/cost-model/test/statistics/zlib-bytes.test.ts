import { seededRandom } from '@oremill/runtime';
import { deflate } from 'pako';
import { expect, test } from 'vitest';
import { zlibBytes } from '../../src/statistics/zlib-bytes.ts';
import { linesOf } from './records.ts';

const random = seededRandom(7);

function expectExact(records: readonly Uint8Array[]): void {
  expect(records.map(zlibBytes)).toEqual(records.map((record) => deflate(record).length));
}

/** Bytes of so many kinds, some more often than others. */
function noise(length: number, kinds: number, skew: number): Uint8Array {
  return Uint8Array.from({ length }, () => Math.floor(random() ** skew * kinds));
}

test('records, one after the other, are as long as zlib makes each', () => {
  expectExact(
    linesOf(2000)
      .split('\n')
      .map((line) => Buffer.from(line)),
  );
});

test('bytes of any kinds, whose codes are written in each of the three ways', () => {
  const records = Array.from({ length: 600 }, () =>
    noise(1 + random() ** 3 * 4000, 1 + random() * 256, 1 + random() * 9),
  );
  expectExact(records);
});

test('codes that would be too long are shortened as zlib does', () => {
  // By Fibonacci's numbers, the rarest code would have a bit more with each kind of byte.
  const counts = [1, 1];
  while (counts.length < 19) counts.push((counts.at(-1) as number) + (counts.at(-2) as number));
  const bytes = counts.flatMap((count, kind) => Array<number>(count).fill(kind * 7));
  for (let trial = 0; trial < 5; trial += 1) {
    const shuffled = bytes.map((byte) => ({ byte, order: random() })).sort((a, b) => a.order - b.order);
    expectExact([Uint8Array.from(shuffled, ({ byte }) => byte)]);
  }
});

test('what is longer than a window, a block, and what lies in the memory', () => {
  const posts = Buffer.from(linesOf(5000));
  const lengths = [16_383, 32_768, 65_274, 65_275, 65_536, 98_043, 131_072, 200_000, 262_144, 262_145];
  expect(posts.length).toBeGreaterThan(262_145);
  expectExact(lengths.map((length) => posts.subarray(0, length)));
  expectExact(
    [20_000, 70_000].flatMap((length) => [
      noise(length, 256, 1),
      noise(length, 256, 6),
      new Uint8Array(length),
    ]),
  );
});
