import { expect, test } from 'vitest';
import { fitHeaps } from '../../src/statistics/heaps.ts';

test('a vocabulary that grows by the law gives its parameters back', () => {
  const points = Array.from({ length: 20 }, (_, index) => {
    const tokens = 1000 * 1.25 ** index;
    return { tokens, terms: 12 * tokens ** 0.6 };
  });
  const law = fitHeaps(points);
  expect(law?.k).toBeCloseTo(12, 6);
  expect(law?.beta).toBeCloseTo(0.6, 9);
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
