import { seededRandom } from '@oremill/runtime';
import { expect, test } from 'vitest';
import { fitHeaps, VocabularyGrowth } from '../../src/statistics/heaps.ts';

test('a vocabulary that grows by the law gives its parameters back', () => {
  const points = Array.from({ length: 20 }, (_, index) => {
    const tokens = 1000 * 1.25 ** index;
    return { tokens, terms: 12 * tokens ** 0.6 };
  });
  const law = fitHeaps(points);
  expect(law?.k).toBeCloseTo(12, 6);
  expect(law?.beta).toBeCloseTo(0.6, 9);
  expect(law?.betaError).toBeLessThan(1e-6);
});

test('what is recent counts, not how it began', () => {
  const points = Array.from({ length: 40 }, (_, index) => {
    const tokens = 100 * 1.25 ** index;
    return { tokens, terms: tokens < 10_000 ? tokens : 10_000 * (tokens / 10_000) ** 0.5 };
  });
  expect(fitHeaps(points)?.beta).toBeCloseTo(0.5, 6);
});

test('too few points give no law', () => {
  expect(fitHeaps([])).toBeUndefined();
  expect(fitHeaps([100, 125, 156].map((tokens) => ({ tokens, terms: tokens })))).toBeUndefined();
});

test('words drawn from Zipf grow as his exponent says', () => {
  // P(rank > r) = r^-1/2, so rank r has a share of r^-3/2: the vocabulary of n grows as n^2/3
  // (van Leijenhorst & van der Weide 2005).
  const random = seededRandom(3);
  const growth = new VocabularyGrowth();
  for (let text = 0; text < 20_000; text += 1)
    growth.add(Array.from({ length: 10 }, () => `${Math.floor((1 - random()) ** -2)}`));
  const law = fitHeaps(growth.points);
  expect(law?.beta).toBeGreaterThan(0.63);
  expect(law?.beta).toBeLessThan(0.7);
});

test('a term counts once a text', () => {
  const growth = new VocabularyGrowth();
  growth.add(['a', 'a', 'b']);
  growth.add(['a']);
  expect([...growth.frequencies]).toEqual([
    ['a', 2],
    ['b', 1],
  ]);
});
