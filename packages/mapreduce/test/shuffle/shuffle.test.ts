import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { limitsSchema } from '../../src/config.ts';
import { diskFiles } from '../../src/files/disk-files.ts';
import { Arena } from '../../src/shuffle/arena.ts';
import { Merge, narrowSegments } from '../../src/shuffle/merge-segments.ts';
import { sortArena } from '../../src/shuffle/sort-arena.ts';
import { type Segment, writeSpill } from '../../src/shuffle/write-spill.ts';
import { useScratch } from '../scratch.ts';

const scratch = useScratch();
const PARTITIONS = 3;

type Pair = readonly [key: Uint8Array, value: Uint8Array];

// Few different bytes, so that keys are equal, begin alike, and are another's beginning.
const bytesOf = (maxLength: number) => fc.uint8Array({ maxLength, max: 2 });
const key = fc.oneof(
  bytesOf(3),
  bytesOf(40),
  fc.constant(Buffer.from('http://shared.example/a/long/beginning/of/more/than/sixty-four/bytes/')),
  fc.uint8Array({ maxLength: 12 }),
);
const pairs: fc.Arbitrary<Pair[]> = fc.array(fc.tuple(key, bytesOf(4)), { maxLength: 200 });

function show([pairKey, value]: Pair): string {
  return `${Buffer.from(pairKey).toString('hex')}=${Buffer.from(value).toString('hex')}`;
}

/** What the shuffle must do: sort by key bytes, then value bytes if asked, and keep the order of equals. */
function sortPairs(all: readonly Pair[], sortValues: boolean): string[] {
  return [...all]
    .sort((a, b) => Buffer.compare(a[0], b[0]) || (sortValues ? Buffer.compare(a[1], b[1]) : 0))
    .map(show);
}

/** Spills each run and merges all, partition by partition. */
function shuffle(runs: readonly Pair[][], sortValues: boolean, mergeFanIn: number): string[][] {
  const folder = scratch();
  const limits = limitsSchema.parse({ mergeFanIn, mergeBytes: 1, writeBytes: 64 });
  const spills = runs.map((run, index): Segment[] => {
    const arena = new Arena(8, 1 << 20);
    for (const [pairKey, value] of run) arena.append(pairKey, value, PARTITIONS);
    return writeSpill(sortArena(arena, PARTITIONS, sortValues), join(folder, `run-${index}`), diskFiles, 64);
  });
  return Array.from({ length: PARTITIONS }, (_, partition) => {
    const all = spills.map((segments) => segments[partition] as Segment);
    const pathOf = (index: number) => join(folder, `narrow-${partition}-${index}`);
    const narrowing = narrowSegments(all, { sortValues, limits, files: diskFiles, pathOf });
    let step = narrowing.next();
    while (!step.done) step = narrowing.next();
    expect(step.value.length).toBeLessThanOrEqual(mergeFanIn);
    const merge = new Merge(step.value, sortValues, limits);
    const merged: string[] = [];
    for (let pair = merge.next(); pair; pair = merge.next()) {
      merged.push(
        show([
          pair.buffer.subarray(pair.keyStart, pair.keyEnd),
          pair.buffer.subarray(pair.keyEnd, pair.valueEnd),
        ]),
      );
    }
    merge.close();
    return merged;
  });
}

test.each([true, false])('spills and merges sort as the definition says, sortValues %s', (sortValues) => {
  fc.assert(
    fc.property(fc.array(pairs, { maxLength: 9 }), fc.integer({ min: 2, max: 4 }), (runs, mergeFanIn) => {
      const partitions = shuffle(runs, sortValues, mergeFanIn);
      const keys = partitions.map((partition) => new Set(partition.map((pair) => pair.split('=')[0])));
      for (const [index, partition] of partitions.entries()) {
        const expected = sortPairs(runs.flat(), sortValues).filter((pair) =>
          keys[index]?.has(pair.split('=')[0]),
        );
        expect(partition).toEqual(expected);
      }
      // Each key is in one partition, and no pair is lost.
      expect(keys.reduce((sum, set) => sum + set.size, 0)).toBe(
        new Set(keys.flatMap((set) => [...set])).size,
      );
      expect(partitions.flat().length).toBe(runs.flat().length);
    }),
    { numRuns: 60 },
  );
});

test('a sort of many pairs with long shared beginnings is a sort', () => {
  const all = Array.from({ length: 20_000 }, (_, index): Pair => {
    const number = Math.imul(index, 2_654_435_761) >>> 0;
    return [
      Buffer.from(`http://shared.example/${number % 7}/${(number % 5000).toString(36)}`),
      Buffer.from(String(number % 3)),
    ];
  });
  const arena = new Arena(1024, 1 << 24);
  for (const [pairKey, value] of all) arena.append(pairKey, value, 1);
  for (const sortValues of [true, false]) {
    const { order } = sortArena(arena, 1, sortValues);
    expect([...order].map((entry) => show(all[entry] as Pair))).toEqual(sortPairs(all, sortValues));
  }
});

test('keys that share more than any depth of the sort are still sorted', () => {
  const all = Array.from(
    { length: 300 },
    (_, index): Pair => [Buffer.alloc(((index * 7919) % 300) + 1, 97), Buffer.of(index & 255)],
  );
  const arena = new Arena(1024, 1 << 24);
  for (const [pairKey, value] of all) arena.append(pairKey, value, 1);
  const { order } = sortArena(arena, 1, true);
  expect([...order].map((entry) => show(all[entry] as Pair))).toEqual(sortPairs(all, true));
});

test('an arena takes strings as UTF-8, forgets what is rolled back and refuses what exceeds its bound', () => {
  const arena = new Arena(4, 64);
  arena.append('ü', '😀', 1);
  const { count, used } = arena;
  arena.append('lost', 'lost', 1);
  arena.rollBack(count, used);
  expect([arena.count, arena.bytes.toString('utf8', 0, arena.used)]).toEqual([1, 'ü😀']);
  expect(() => arena.append('key', 'x'.repeat(64), 1)).toThrow(RangeError);
  expect([arena.count, arena.used]).toEqual([count, used]);
});

test('a pair larger than every buffer passes through', () => {
  const large: Pair = [Buffer.alloc(5000, 1), Buffer.alloc(100_000, 2)];
  const small: Pair = [Buffer.of(0), Buffer.of(1)];
  expect(
    shuffle([[large, small], [small]], true, 2)
      .flat()
      .sort(),
  ).toEqual([small, small, large].map(show).sort());
});
