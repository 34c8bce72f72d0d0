import { seededRandom } from '@oremill/runtime';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { chooseSplitters } from '../../src/shuffle/partitioner.ts';
import { useScratch } from '../scratch.ts';
import { mergeRuns, show, sortPairs, type TestPair, takePairs, writeRuns } from './run-shuffle.ts';

const scratch = useScratch();
const PARTITIONS = 3;

type Draw = (below: number) => number;
/** Ways in which many keys may be distributed. */
const shapes: Record<string, (draw: Draw) => Buffer> = {
  letters: (draw) => Buffer.from(draw(36 ** 8).toString(36)),
  bytes: (draw) => Buffer.from(Array.from({ length: draw(12) }, () => draw(256))),
  zeros: (draw) => Buffer.alloc(draw(40)),
  ones: (draw) => Buffer.alloc(draw(20), 255),
  few: (draw) => Buffer.from(String(draw(3))),
  shared: (draw) => Buffer.from(`http://shared.example/${draw(1000)}`),
  skewed: (draw) => (draw(50) === 0 ? Buffer.of(draw(256)) : Buffer.from(`m${draw(9)}`)),
  one: () => Buffer.from('one key of all'),
};

test('thousands of pairs are sorted, however their keys are distributed', () => {
  fc.assert(
    fc.property(
      fc.record({
        shape: fc.constantFrom(...Object.keys(shapes)),
        seed: fc.nat(),
        count: fc.integer({ min: 4000, max: 12_000 }),
        arenaBytes: fc.constantFrom(700_000, 4_000_000),
        sortValues: fc.boolean(),
        isRange: fc.boolean(),
      }),
      ({ shape, seed, count, arenaBytes, sortValues, isRange }) => {
        const random = seededRandom(seed);
        const draw: Draw = (below) => Math.floor(random() * below);
        const keyOf = shapes[shape] as (draw: Draw) => Buffer;
        const all = Array.from(
          { length: count },
          (): TestPair => [keyOf(draw), Buffer.from(String(draw(500)).repeat(draw(4)))],
        );
        const splitters = chooseSplitters(
          all.slice(0, 100).map(([key]) => key),
          PARTITIONS,
        );
        const options = {
          folder: scratch(),
          partitions: PARTITIONS,
          partitioner: isRange ? ({ kind: 'range', splitters } as const) : ({ kind: 'hash' } as const),
          sortValues,
          limits: { arenaBytes, mergeBytes: 1_000_000 },
        };
        const kept: TestPair[] = [];
        const runs = writeRuns(options, (writer) => {
          for (let at = 0; at < count; ) {
            const pairs = all.slice(at, at + draw(40));
            writer.beginRecord();
            for (const [key, value] of pairs) writer.append(key, value);
            if (draw(10) === 0) writer.rollBack();
            else kept.push(...pairs);
            at += pairs.length;
          }
        });
        const partitions = Array.from({ length: PARTITIONS }, (_, partition) =>
          takePairs(mergeRuns(options, runs, partition)),
        );
        const sorted = sortPairs(kept, sortValues).map(show);
        if (isRange) expect(partitions.flat()).toEqual(sorted);
        for (const partition of partitions) {
          const keys = new Set(partition.map((pair) => pair.split('=')[0]));
          expect(partition).toEqual(sorted.filter((pair) => keys.has(pair.split('=')[0])));
        }
        expect(partitions.flat().length).toBe(sorted.length);
      },
    ),
    { numRuns: 12 },
  );
});
