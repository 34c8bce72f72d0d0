import { seededRandom } from '@oremill/runtime';
import { describe, expect, test } from 'vitest';
import { bootstrapMeans } from '../../src/estimate/bootstrap.ts';
import { quantile } from '../../src/estimate/quantile.ts';
import { LARGEST_SHARE_MAX, largestShare, tailIndex, tailVerdict } from '../../src/estimate/tail-index.ts';
import { DRAWS } from '../../src/read-sample.ts';
import { VocabularyGrowth } from '../../src/statistics/vocabulary-growth.ts';

const TRIALS = 2000;
const SEED = 20121123;

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

function isRefused(sizes: Float64Array): boolean {
  const tail = tailIndex(sizes.toSorted());
  return (tail && tailVerdict(tail) === 'too-heavy') || largestShare(sizes) > LARGEST_SHARE_MAX;
}

describe.each(GOOD)('$records records of $name', ({ records, mean, draw }) => {
  test('the 90 % interval covers the truth in 87 to 93 of 100 samples, and few samples are refused', () => {
    const random = seededRandom(SEED);
    let covered = 0;
    let refused = 0;
    for (let trial = 0; trial < TRIALS; trial += 1) {
      const sample = Float64Array.from({ length: records }, () => draw(random));
      if (isRefused(sample)) refused += 1;
      const [draws] = bootstrapMeans([sample], { random, draws: DRAWS }) as [Float64Array];
      const ascending = draws.sort();
      if (quantile(ascending, 0.05) <= mean && mean <= quantile(ascending, 0.95)) covered += 1;
    }
    expect(covered / TRIALS).toBeGreaterThanOrEqual(0.87);
    expect(covered / TRIALS).toBeLessThanOrEqual(0.93);
    expect(refused / TRIALS).toBeLessThanOrEqual(0.05);
  });
});

describe('of 2000 sizes whose tail index is', () => {
  // As docs/concepts/cost-model.md tells.
  test.each([
    [1.2, 0.99, 1],
    [1.5, 0.99, 1],
    [1.7, 0.8, 0.95],
    [1.9, 0.25, 0.45],
    [2.1, 0, 0.08],
    [2.5, 0, 0.04],
  ])('%d, the share refused is between %d and %d', (index, least, most) => {
    const random = seededRandom(SEED);
    const draw = pareto(index);
    let refused = 0;
    for (let trial = 0; trial < TRIALS; trial += 1) {
      if (isRefused(Float64Array.from({ length: 2000 }, () => draw(random)))) refused += 1;
    }
    expect(refused / TRIALS).toBeGreaterThanOrEqual(least);
    expect(refused / TRIALS).toBeLessThanOrEqual(most);
  });
});

describe('the exponent of Heaps’ law', () => {
  const zipf = (random: () => number, exponent: number) => `${Math.floor((1 - random()) ** -exponent)}`;
  const texts: Readonly<Record<string, (random: () => number) => string[]>> = {
    'words by Zipf': (random) => Array.from({ length: 10 }, () => zipf(random, 2)),
    // A third of the words of a text are of its topic: they come together.
    'texts with a topic': (random) => {
      const topic = zipf(random, 1.3);
      const word = () => (random() < 0.3 ? `${topic}.${Math.floor(random() * 20)}` : zipf(random, 1.3));
      return Array.from({ length: 12 }, word);
    },
  };

  test.each(Object.keys(texts))('of %s is within 1.645 of its errors in 85 to 95 of 100 samples', (name) => {
    const random = seededRandom(SEED);
    const textOf = texts[name] as (typeof texts)[string];
    const laws = Array.from({ length: 400 }, () => {
      const growth = new VocabularyGrowth();
      for (let text = 0; text < 1000; text += 1) growth.add(textOf(random));
      return growth.law ?? { beta: Number.NaN, betaError: 0 };
    });
    const truth = laws.reduce((sum, { beta }) => sum + beta, 0) / laws.length;
    const covered = laws.filter(({ beta, betaError }) => Math.abs(beta - truth) <= 1.645 * betaError).length;
    expect(covered / laws.length).toBeGreaterThanOrEqual(0.85);
    expect(covered / laws.length).toBeLessThanOrEqual(0.95);
  });
});
