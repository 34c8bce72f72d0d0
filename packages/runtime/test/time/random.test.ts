import { expect, test } from 'vitest';
import { seededRandom } from '../../src/time/random.ts';

test('the same seed gives the same sequence, another seed another, all within [0, 1)', () => {
  const draw = (seed: number) => Array.from({ length: 1000 }, seededRandom(seed));
  expect(draw(1)).toEqual(draw(1));
  expect(draw(1)).not.toEqual(draw(2));
  expect(draw(7).every((value) => value >= 0 && value < 1)).toBe(true);
});

test('the draws are spread evenly: each tenth gets about its share', () => {
  const random = seededRandom(42);
  const tenths = Array.from({ length: 10 }, () => 0);
  for (let i = 0; i < 100_000; i += 1) {
    const tenth = Math.floor(random() * 10);
    tenths[tenth] = (tenths[tenth] ?? 0) + 1;
  }
  // Four standard deviations of a binomial with n = 100,000 and p = 0.1 are about 380.
  for (const count of tenths) expect(Math.abs(count - 10_000)).toBeLessThan(400);
});
