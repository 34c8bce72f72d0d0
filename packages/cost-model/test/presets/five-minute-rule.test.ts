import { expect, test } from 'vitest';
import { expected } from '../../src/figure/evaluate.ts';
import { fiveMinuteRule } from '../../src/presets/five-minute-rule.ts';

test('the published intervals come out of their prices', () => {
  const seconds = fiveMinuteRule().map(({ interval }) => expected(interval));
  expect(seconds.map((value) => Math.round(value))).toEqual([205, 410, 4194, 102, 825, 20_480, 5120, 410]);
});

test('and are within what the articles rounded', () => {
  for (const { interval, published, publishedSeconds } of fiveMinuteRule()) {
    const ratio = expected(interval) / publishedSeconds;
    expect(ratio, published).toBeGreaterThan(0.8);
    expect(ratio, published).toBeLessThan(1.45);
  }
});
