import fc from 'fast-check';
import { expect, test } from 'vitest';
import { limitsSchema } from '../../src/config.ts';
import { chooseSplitters, type Partitioner } from '../../src/shuffle/partitioner.ts';
import { partitionFinder } from '../../src/streaming/key-partitions.ts';
import { escapeStreamField } from '../../src/streaming/stream-field.ts';

const limits = limitsSchema.parse({});

function finder(partitions: number, partitioner: Partitioner): (key: Uint8Array) => number {
  const find = partitionFinder(partitions, partitioner, limits);
  return (key) => {
    const line = Buffer.concat([
      Buffer.from('x'),
      Buffer.from(escapeStreamField(key) as Uint8Array),
      Buffer.from('\t1'),
    ]);
    return find(line, 1, line.length - 2);
  };
}

test('ranges follow the splitters, by the bytes of the key and not by their form in a line', () => {
  const key = fc.uint8Array({ maxLength: 12 });
  fc.assert(
    fc.property(fc.array(key, { minLength: 1 }), fc.array(key), (sample, keys) => {
      const splitters = chooseSplitters(sample, 4);
      const find = finder(4, { kind: 'range', splitters });
      for (const each of keys) {
        expect(find(each)).toBe(splitters.filter((splitter) => Buffer.compare(splitter, each) <= 0).length);
      }
    }),
    { numRuns: 50 },
  );
});

test('a partitioner of the job gets the key’s bytes', () => {
  const find = finder(3, { kind: 'custom', partitionOf: (key, partitions) => (key[0] ?? 0) % partitions });
  expect([0, 1, 2, 9, 10].map((byte) => find(Uint8Array.of(byte, 0)))).toEqual([0, 1, 2, 0, 1]);
});

test('hashes of keys of any length fill all partitions', () => {
  const find = finder(3, { kind: 'hash' });
  const found = [1, 17, 100_000, 2_000_000].flatMap((length) =>
    Array.from({ length: 20 }, (_, byte) => find(new Uint8Array(length).fill(byte))),
  );
  expect(new Set(found)).toEqual(new Set([0, 1, 2]));
});
