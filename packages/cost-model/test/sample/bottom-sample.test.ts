import { seededRandom } from '@oremill/runtime';
import { expect, test } from 'vitest';
import { BottomSample } from '../../src/sample/bottom-sample.ts';
import { priorityOf } from '../../src/sample/priority.ts';

const SEED = 20121123;

function sampleOf(places: Iterable<number>, countMax: number, seed = SEED): BottomSample<number> {
  const sample = new BottomSample<number>(countMax);
  for (const place of places) sample.offer(priorityOf(place, seed), place);
  return sample;
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, index) => from + index);
}

test('it has the items of the lowest priorities, in their order', () => {
  const kept = sampleOf(range(0, 5000), 100).take();
  const all = range(0, 5000).map((item) => ({ priority: priorityOf(item, SEED), item }));
  expect(kept).toEqual(all.sort((a, b) => a.priority - b.priority).slice(0, 100));
});

test('samples of parts, merged in any order, are the sample of the whole', () => {
  const whole = sampleOf(range(0, 10_000), 200).take();
  const random = seededRandom(SEED);
  for (let trial = 0; trial < 20; trial += 1) {
    const cuts = [0, ...range(0, 5).map(() => Math.floor(random() * 10_000)), 10_000].sort((a, b) => a - b);
    const parts = cuts.slice(1).map((to, index) => sampleOf(range(cuts[index] as number, to), 200));
    const merged = new BottomSample<number>(200);
    for (const part of parts.sort(() => random() - 0.5)) merged.merge(part.take());
    expect(merged.take()).toEqual(whole);
  }
});

test('fewer items than are wanted are all in it', () => {
  expect(
    sampleOf(range(0, 7), 100)
      .take()
      .map(({ item }) => item)
      .sort((a, b) => a - b),
  ).toEqual(range(0, 7));
  expect(sampleOf([], 100).take()).toEqual([]);
});

test('what it does not want is not kept when it is offered', () => {
  const sample = sampleOf(range(0, 1000), 10);
  const highest = sample.take().at(-1)?.priority as number;
  expect(sample.wants(highest)).toBe(false);
  expect(sample.wants(highest - 1)).toBe(true);
  sample.offer(highest, -1);
  expect(sample.take().map(({ item }) => item)).not.toContain(-1);
});

test('every place is taken as often as any other, whatever the seed', () => {
  const places = 500;
  const trials = 4000;
  const kept = 50;
  const times = new Float64Array(places);
  // Places of lines lie some bytes apart, and seeds one.
  const offsets = range(0, places).map((index) => index * 137);
  for (let seed = 0; seed < trials; seed += 1) {
    for (const { item } of sampleOf(offsets, kept, seed).take())
      times[item / 137] = (times[item / 137] as number) + 1;
  }
  const expected = (trials * kept) / places;
  // Without replacement a place's count varies by (1 - k/n) of what it would with.
  const variance = expected * (1 - kept / places);
  const chiSquare = times.reduce((sum, count) => sum + (count - expected) ** 2 / variance, 0);
  // Of 499 degrees of freedom: the mean, and five standard deviations to either side.
  const deviation = Math.sqrt(2 * (places - 1));
  expect(Math.abs(chiSquare - (places - 1))).toBeLessThan(5 * deviation);
});
