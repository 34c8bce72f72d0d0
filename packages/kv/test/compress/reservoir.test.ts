import { seededRandom } from '@oremill/runtime';
import { expect, test } from 'vitest';
import { Reservoir } from '../../src/compress/reservoir.ts';

function offerNumbers(reservoir: Reservoir, count: number): void {
  for (let value = 0; value < count; value++) reservoir.offer(Buffer.from(String(value).padStart(8, '0')));
}

test('a short stream is taken whole', () => {
  const reservoir = new Reservoir({ random: seededRandom(1), valuesMax: 10 });
  offerNumbers(reservoir, 7);
  expect(reservoir.sample.map(Number)).toEqual([0, 1, 2, 3, 4, 5, 6]);
  expect(reservoir).toMatchObject({ values: 7, rawBytes: 56 });
});

test('of a long stream each part is taken alike, the same for the same seed', () => {
  const [first, second] = [1, 1].map((seed) => {
    const reservoir = new Reservoir({ random: seededRandom(seed), valuesMax: 2000 });
    offerNumbers(reservoir, 50_000);
    return reservoir.sample.map(Number);
  }) as [number[], number[]];
  expect(first).toEqual(second);
  expect(new Set(first).size).toBe(2000);
  for (let fifth = 0; fifth < 5; fifth++) {
    const taken = first.filter((value) => Math.floor(value / 10_000) === fifth).length;
    expect(Math.abs(taken - 400)).toBeLessThan(80);
  }
});

test('more bytes than allowed halve the sample, which stays uniform', () => {
  const reservoir = new Reservoir({ random: seededRandom(3), valuesMax: 100_000, bytesMax: 16_000 });
  offerNumbers(reservoir, 40_000);
  const taken = reservoir.sample.map(Number);
  expect(taken.length * 8).toBeLessThanOrEqual(16_000);
  expect(taken.length).toBeGreaterThan(900);
  expect(new Set(taken).size).toBe(taken.length);
  const early = taken.filter((value) => value < 20_000).length;
  expect(Math.abs(early / taken.length - 0.5)).toBeLessThan(0.07);
});

test('what is offered is copied, and a value that would fill the sample is counted only', () => {
  const reservoir = new Reservoir({ random: seededRandom(1), bytesMax: 1600 });
  const value = Buffer.from('before');
  reservoir.offer(value);
  value.write('after!');
  reservoir.offer(Buffer.alloc(101));
  reservoir.offer(Buffer.alloc(100));
  expect(reservoir.sample.map(({ length }) => length)).toEqual([6, 100]);
  expect(String(reservoir.sample[0])).toBe('before');
  expect(reservoir).toMatchObject({ values: 3, rawBytes: 207 });
});
