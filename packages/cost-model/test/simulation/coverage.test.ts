import { seededRandom } from '@oremill/runtime';
import { describe, expect, test } from 'vitest';
import { bootstrapMeans } from '../../src/estimate/bootstrap.ts';
import { quantile } from '../../src/estimate/quantile.ts';
import { isTooHeavy, LARGEST_SHARE_MAX, largestShare, tailIndex } from '../../src/estimate/tail-index.ts';

/** Trials, and resamples in each. */
const TRIALS = 2000;
const DRAWS = 199;
const SEED = 20121123;
/** Some 10⁹ records are drawn. */
const SLOW = { timeout: 120_000 };

interface Population {
  readonly name: string;
  readonly records: number;
  readonly mean: number;
  readonly draw: (random: () => number) => number;
}

function normal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

function pareto(index: number): Population['draw'] {
  return (random) => (1 - random()) ** (-1 / index);
}

const GOOD: readonly Population[] = [
  { name: 'normal', records: 100, mean: 100, draw: (random) => 100 + 15 * normal(random) },
  { name: 'log-normal', records: 500, mean: Math.exp(0.5), draw: (random) => Math.exp(normal(random)) },
  { name: 'Pareto, α = 2.5', records: 2000, mean: 2.5 / 1.5, draw: pareto(2.5) },
];

describe.each(GOOD)('$records records of $name', ({ records, mean, draw }) => {
  test(
    'the 90 % interval covers the truth in 87 to 93 of 100 samples, and few samples are refused',
    SLOW,
    () => {
      const random = seededRandom(SEED);
      let covered = 0;
      let refused = 0;
      for (let trial = 0; trial < TRIALS; trial += 1) {
        const sample = Float64Array.from({ length: records }, () => draw(random));
        const tail = tailIndex(sample.toSorted());
        if ((tail && isTooHeavy(tail)) || largestShare(sample) > LARGEST_SHARE_MAX) refused += 1;
        const [draws] = bootstrapMeans([sample], { random, draws: DRAWS }) as [Float64Array];
        const ascending = draws.sort();
        if (quantile(ascending, 0.05) <= mean && mean <= quantile(ascending, 0.95)) covered += 1;
      }
      expect(covered / TRIALS).toBeGreaterThanOrEqual(0.87);
      expect(covered / TRIALS).toBeLessThanOrEqual(0.93);
      expect(refused / TRIALS).toBeLessThanOrEqual(0.05);
    },
  );
});

test('sizes without a variance are refused', () => {
  const random = seededRandom(SEED);
  const draw = pareto(1.2);
  let refused = 0;
  for (let trial = 0; trial < TRIALS; trial += 1) {
    const tail = tailIndex(Float64Array.from({ length: 2000 }, () => draw(random)).sort());
    if (tail && isTooHeavy(tail)) refused += 1;
  }
  expect(refused / TRIALS).toBeGreaterThanOrEqual(0.99);
});
