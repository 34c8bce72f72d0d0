import fc from 'fast-check';
import { expect, test } from 'vitest';
import { chooseSplitters, type Partitioner } from '../../src/shuffle/partitioner.ts';
import { useScratch } from '../scratch.ts';
import { mergeRuns, takePairs, writeRuns } from './run-shuffle.ts';

const scratch = useScratch();
const keys = fc.array(fc.oneof(fc.uint8Array({ maxLength: 3, max: 2 }), fc.uint8Array({ maxLength: 20 })), {
  maxLength: 100,
});

function partitionsOf(partitioner: Partitioner, partitions: number, all: readonly Uint8Array[]): string[][] {
  const options = { folder: scratch(), partitioner, partitions, limits: { arenaBytes: 1 } };
  const runs = writeRuns(options, (writer) => {
    for (const key of all) {
      writer.beginRecord();
      writer.append(key, '');
    }
  });
  return Array.from({ length: partitions }, (_, partition) =>
    takePairs(mergeRuns(options, runs, partition)).map((pair) => pair.slice(0, -1)),
  );
}

function hexOf(key: Uint8Array): string {
  return Buffer.from(key).toString('hex');
}

test('a range partition has the keys from its splitter up to the next, so that all in turn are in order', () => {
  fc.assert(
    fc.property(keys, keys, fc.integer({ min: 1, max: 6 }), (sample, all, partitions) => {
      const splitters = chooseSplitters(sample, partitions);
      expect(splitters.length).toBe(partitions - 1);
      const found = partitionsOf({ kind: 'range', splitters }, partitions, all);
      expect(found.flat()).toEqual(all.map(hexOf).toSorted());
      for (const [index, partition] of found.entries()) {
        const low = splitters[index - 1];
        const high = splitters[index];
        for (const key of partition) {
          if (low) expect(key >= hexOf(low)).toBe(true);
          if (high) expect(key < hexOf(high)).toBe(true);
        }
      }
    }),
    { numRuns: 20 },
  );
});

test('splitters divide a sample into equal shares; a key of several shares is several splitters', () => {
  const sample = ['d', 'b', 'a', 'c', 'f', 'e'].map((key) => Buffer.from(key));
  expect(chooseSplitters(sample, 3).map(String)).toEqual(['c', 'e']);
  const heavy = ['x', 'x', 'x', 'x', 'x', 'a'].map((key) => Buffer.from(key));
  expect(chooseSplitters(heavy, 4).map(String)).toEqual(['x', 'x', 'x']);
  expect(chooseSplitters([], 3)).toEqual([new Uint8Array(0), new Uint8Array(0)]);
  expect(chooseSplitters(sample, 1)).toEqual([]);
});

test('a hash spreads keys, and the same key always goes to the same partition', () => {
  const all = Array.from({ length: 3000 }, (_, index) =>
    Buffer.from(`key ${index} ${'x'.repeat(index % 40)}`),
  );
  const found = partitionsOf({ kind: 'hash' }, 4, all);
  for (const partition of found) expect(Math.abs(partition.length - 750)).toBeLessThan(150);
  expect(partitionsOf({ kind: 'hash' }, 4, all.toReversed())).toEqual(found);
});

test('a partitioner of the caller decides by the key, and is held to the partitions there are', () => {
  const all = ['a1', 'b0', 'c1', 'd0'].map((key) => Buffer.from(key));
  const partitionOf = (key: Buffer) => Number(key.toString('latin1', 1));
  const names = partitionsOf({ kind: 'custom', partitionOf }, 2, all).map((partition) =>
    partition.map((hex) => Buffer.from(hex, 'hex').toString()),
  );
  expect(names).toEqual([
    ['b0', 'd0'],
    ['a1', 'c1'],
  ]);
  expect(() => partitionsOf({ kind: 'custom', partitionOf: () => 2 }, 2, all)).toThrow('2 of 2 partitions');
});
