import fc from 'fast-check';
import { expect, test } from 'vitest';
import { useScratch } from '../scratch.ts';
import { mergeRuns, show, sortPairs, type TestPair, takePairs, takeRows, writeRuns } from './run-shuffle.ts';

const scratch = useScratch();
const PARTITIONS = 3;

// Few different bytes, so that keys are equal, begin alike, and are another's beginning.
const bytesOf = (maxLength: number) => fc.uint8Array({ maxLength, max: 2 });
const extreme = fc.array(fc.constantFrom(0, 255), { maxLength: 20 }).map((bytes) => Uint8Array.from(bytes));
const prefixed = fc
  .tuple(fc.nat({ max: 70 }), bytesOf(4))
  .map(([length, end]) => Buffer.concat([Buffer.alloc(length, 'p'), end]));
const key = fc.oneof(
  bytesOf(3),
  bytesOf(40),
  extreme,
  prefixed,
  fc.uint8Array({ maxLength: 12 }),
  fc.nat({ max: 300 }).map((length) => Buffer.alloc(length, 'k')),
);
const value = fc.oneof(bytesOf(4), extreme, fc.uint8Array({ maxLength: 200 }));
const pairs: fc.Arbitrary<TestPair[]> = fc.array(fc.tuple(key, value), {
  maxLength: 200,
  size: 'max',
});

const shape = fc.record({
  runs: fc.array(pairs, { minLength: 1, maxLength: 3 }),
  sortValues: fc.boolean(),
  arenaBytes: fc.constantFrom(1, 70_000, 100_000),
  mergeFanIn: fc.integer({ min: 2, max: 5 }),
  mergeBytes: fc.constantFrom(1, 20_000, 1_000_000),
});

test('pairs come out sorted and complete, whatever the arena, the spills and the fan-in', () => {
  fc.assert(
    fc.property(shape, ({ runs: inputs, sortValues, arenaBytes, mergeFanIn, mergeBytes }) => {
      const limits = { arenaBytes, mergeFanIn, mergeBytes };
      const options = { folder: scratch(), partitions: PARTITIONS, sortValues, limits };
      const runs = inputs.flatMap((input, index) =>
        writeRuns({ ...options, name: `map-${index}` }, (writer) => {
          for (const [pairKey, pairValue] of input) {
            writer.beginRecord();
            writer.append(pairKey, pairValue);
          }
          expect(writer.appended).toBe(input.length);
        }),
      );
      const partitions = Array.from({ length: PARTITIONS }, (_, partition) =>
        takePairs(mergeRuns(options, runs, partition)),
      );
      const sorted = sortPairs(inputs.flat(), sortValues).map(show);
      const keys = partitions.map((partition) => new Set(partition.map((pair) => pair.split('=')[0])));
      for (const [index, partition] of partitions.entries())
        expect(partition).toEqual(sorted.filter((pair) => keys[index]?.has(pair.split('=')[0])));
      // Each key is in one partition, and no pair is lost.
      expect(keys.reduce((sum, set) => sum + set.size, 0)).toBe(
        new Set(keys.flatMap((set) => [...set])).size,
      );
      expect(partitions.flat().length).toBe(sorted.length);
    }),
    { numRuns: 20 },
  );
});

function runsOf(options: Parameters<typeof writeRuns>[0], all: readonly TestPair[]) {
  return writeRuns(options, (writer) => {
    for (const [pairKey, pairValue] of all) {
      writer.beginRecord();
      writer.append(pairKey, pairValue);
    }
  });
}

function number(index: number): number {
  return Math.imul(index, 2_654_435_761) >>> 0;
}

test.each([true, false])('many pairs with long shared beginnings are sorted, sortValues %s', (sortValues) => {
  const all = Array.from(
    { length: 20_000 },
    (_, index): TestPair => [
      Buffer.from(`http://shared.example/${number(index) % 7}/${(number(index) % 5000).toString(36)}`),
      Buffer.from(String(number(index) % 3)),
    ],
  );
  const options = { folder: scratch(), sortValues, limits: { arenaBytes: 4_000_000 } };
  expect(takePairs(mergeRuns(options, runsOf(options, all), 0))).toEqual(
    sortPairs(all, sortValues).map(show),
  );
});

test.each([
  ['beginnings of one another', (index: number) => Buffer.alloc((number(index) % 900) + 1, 97)],
  ['zeros of all lengths', (index: number) => Buffer.alloc(number(index) % 900)],
  ['the same long key', () => Buffer.alloc(400, 98)],
  [
    'different only after many words that differ little',
    (index: number) => Buffer.from(`${'ab'.repeat(number(index) % 150)}${number(index) % 10}`),
  ],
])('keys that are %s are sorted', (_, keyOf) => {
  const all = Array.from(
    { length: 3000 },
    (_unused, index): TestPair => [keyOf(index), Buffer.of(index & 7)],
  );
  for (const sortValues of [true, false]) {
    const options = { folder: scratch(), sortValues, limits: { arenaBytes: 8_000_000 } };
    expect(takePairs(mergeRuns(options, runsOf(options, all), 0))).toEqual(
      sortPairs(all, sortValues).map(show),
    );
  }
});

test('rows are the merged pairs as text, however many are asked for at once', () => {
  fc.assert(
    fc.property(pairs, fc.integer({ min: 1, max: 700 }), (all, pairsMax) => {
      const options = { folder: scratch(), limits: { arenaBytes: 80_000 } };
      const runs = runsOf(options, all);
      const sorted = sortPairs(all, false);
      const rows = sorted.map(([k, v]) => Buffer.concat([k, Buffer.from('\t'), v, Buffer.from('\n')]));
      expect(takeRows(mergeRuns(options, runs, 0), false, pairsMax)).toEqual(Buffer.concat(rows));
      const keys = sorted.map(([k]) => Buffer.concat([k, Buffer.from('\n')]));
      expect(takeRows(mergeRuns(options, runs, 0), true, pairsMax)).toEqual(Buffer.concat(keys));
    }),
    { numRuns: 30 },
  );
});

test('a pair larger than every block and buffer passes through', () => {
  const large = (first: number): TestPair => [
    Buffer.concat([Buffer.of(first), Buffer.alloc(5000, 1)]),
    Buffer.alloc(60_000, 2),
  ];
  const small: TestPair = [Buffer.of(0), Buffer.of(1)];
  const all = [large(3), small, large(1), large(2), small, large(0), large(9), large(1)];
  const options = { folder: scratch(), limits: { arenaBytes: 400_000, mergeFanIn: 2 } };
  expect(takePairs(mergeRuns(options, runsOf(options, all), 0))).toEqual(sortPairs(all, false).map(show));
});
