import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Combine } from '../../src/shuffle/combine.ts';
import { useScratch } from '../scratch.ts';
import { mergeRuns, takePairs, writeRuns } from './run-shuffle.ts';

const scratch = useScratch();

const summing: Combine = {
  kind: 'function',
  combine(_key, values, emit) {
    let sum = 0;
    for (const value of values) sum += Number(value.toString());
    emit(String(sum));
  },
};

const additions = fc.array(fc.tuple(fc.string({ maxLength: 2 }), fc.nat({ max: 9 })), {
  maxLength: 500,
  size: 'max',
});

test('a combiner sees each pair once in each run and each round, so that a reduction is the same', () => {
  fc.assert(
    fc.property(
      additions,
      fc.constantFrom(1, 100_000),
      fc.integer({ min: 2, max: 4 }),
      (all, arenaBytes, mergeFanIn) => {
        const options = { folder: scratch(), combine: summing, limits: { arenaBytes, mergeFanIn } };
        const runs = writeRuns(options, (writer) => {
          for (const [key, value] of all) {
            writer.beginRecord();
            writer.append(key, String(value));
          }
        });
        const sums = new Map<string, number>();
        for (const pair of takePairs(mergeRuns(options, runs, 0))) {
          const [key = '', value = ''] = pair.split('=').map((hex) => Buffer.from(hex, 'hex').toString());
          sums.set(key, (sums.get(key) ?? 0) + Number(value));
        }
        const expected = new Map<string, number>();
        for (const [key, value] of all) expected.set(key, (expected.get(key) ?? 0) + value);
        expect(Object.fromEntries(sums)).toEqual(Object.fromEntries(expected));
      },
    ),
    { numRuns: 20 },
  );
});

function pairsOf(
  combine: Combine,
  feed: readonly (readonly [string, string])[],
  sortValues = false,
): string[] {
  const options = { folder: scratch(), combine, sortValues, limits: { arenaBytes: 100_000 } };
  const runs = writeRuns(options, (writer) => {
    for (const [key, value] of feed) writer.append(key, value);
  });
  return takePairs(mergeRuns(options, runs, 0)).map((pair) =>
    pair
      .split('=')
      .map((hex) => Buffer.from(hex, 'hex').toString())
      .join('='),
  );
}

const backwards: Combine = {
  kind: 'function',
  combine(key, values, emit) {
    for (const value of [...values].map(String).toReversed()) emit(`${value}${key.toString()}`);
  },
};

test('what a combiner emits stays in its order, or is sorted if values are', () => {
  const feed = [
    ['b', '1'],
    ['a', '1'],
    ['b', '2'],
    ['b', '3'],
  ] as const;
  expect(pairsOf(backwards, feed)).toEqual(['a=1a', 'b=3b', 'b=2b', 'b=1b']);
  expect(pairsOf(backwards, feed, true)).toEqual(['a=1a', 'b=1b', 'b=2b', 'b=3b']);
});

test('a combiner may leave values unread, emit nothing, and use its buffer again', () => {
  const buffer = Buffer.alloc(1);
  const first: Combine = {
    kind: 'function',
    combine(key, values, emit) {
      for (const value of values) {
        if (key.toString() === 'none') return;
        for (const letter of 'zy') {
          buffer.write(letter);
          emit(buffer);
        }
        emit(Buffer.from(value));
        return;
      }
    },
  };
  const feed = [
    ['a', '1'],
    ['a', '2'],
    ['none', '1'],
    ['none', '2'],
    ['z', '9'],
  ] as const;
  expect(pairsOf(first, feed)).toEqual(['a=z', 'a=y', 'a=1', 'z=z', 'z=y', 'z=9']);
  expect(pairsOf(first, feed, true)).toEqual(['a=1', 'a=y', 'a=z', 'z=9', 'z=y', 'z=z']);
});

test.each([true, false])('a combiner that emits more than fits is an error, sortValues %s', (sortValues) => {
  const endless: Combine = { kind: 'function', combine: (_key, _values, emit) => emit('x'.repeat(30_000)) };
  expect(() => pairsOf(endless, [['a', '1']], sortValues)).toThrow(RangeError);
});
