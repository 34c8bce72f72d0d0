import { seededRandom } from '@oremill/runtime';
import { expect, test } from 'vitest';
import { fitHeaps, type VocabularyPoint } from '../../src/statistics/heaps.ts';
import { VocabularyGrowth } from '../../src/statistics/vocabulary-growth.ts';

function zipfTexts(count: number, seed: number): string[][] {
  const random = seededRandom(seed);
  return Array.from({ length: count }, () =>
    Array.from({ length: 10 }, () => `${Math.floor((1 - random()) ** -2)}`),
  );
}

function grown(texts: readonly string[][]): VocabularyGrowth {
  const growth = new VocabularyGrowth();
  for (const text of texts) growth.add(text);
  return growth;
}

test('words drawn from Zipf grow as his exponent says', () => {
  // P(rank > r) = r^-1/2, so rank r has a share of r^-3/2: the vocabulary of n grows as n^2/3
  // (van Leijenhorst & van der Weide 2005).
  const { law } = grown(zipfTexts(20_000, 3));
  expect(law?.beta).toBeGreaterThan(0.63);
  expect(law?.beta).toBeLessThan(0.7);
});

test('a term counts once a text', () => {
  const growth = grown([['a', 'a', 'b'], ['a']]);
  expect([...growth.frequencies()]).toEqual([
    ['a', 2],
    ['b', 1],
  ]);
});

test('the error is that of the jackknife: the law is fitted again without each twentieth of the texts', () => {
  const texts = zipfTexts(2000, 5);
  const { law } = grown(texts);
  const betas = Array.from({ length: 20 }, (_, group) => betaWithout(texts, group));
  const mean = betas.reduce((sum, beta) => sum + beta, 0) / 20;
  const squares = betas.reduce((sum, beta) => sum + (beta - mean) ** 2, 0);
  expect(law?.betaError).toBeCloseTo(Math.sqrt((squares * 19) / 20), 12);
  expect(law?.betaError).toBeGreaterThan(0.01);
});

test('a vocabulary whose texts all have the same words has no error', () => {
  const { law } = grown(Array.from({ length: 200 }, () => ['a', 'b', 'c', 'd']));
  expect(law).toEqual({
    k: expect.closeTo(4, 9),
    beta: expect.closeTo(0, 12),
    betaError: expect.closeTo(0, 12),
  });
});

test('fewer texts than groups have no law', () => {
  const long = (id: number) => Array.from({ length: 200 }, (_, index) => `${id * 150 + index}`);
  expect(grown(Array.from({ length: 19 }, (_, id) => long(id))).law).toBeUndefined();
  expect(grown(Array.from({ length: 20 }, (_, id) => long(id))).law).toBeDefined();
});

/** Counted anew, at the same texts. */
function betaWithout(texts: readonly string[][], group: number): number {
  const [points, all, others] = [[] as VocabularyPoint[], [] as string[], [] as string[]];
  let next = 100;
  for (const [index, text] of texts.entries()) {
    all.push(...text);
    if (index % 20 !== group) others.push(...text);
    if (all.length < next) continue;
    points.push({ tokens: others.length, terms: new Set(others).size });
    next = all.length * 1.25;
  }
  return fitHeaps(points)?.beta ?? Number.NaN;
}
