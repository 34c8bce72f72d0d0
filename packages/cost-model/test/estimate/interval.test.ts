import { seededRandom } from '@oremill/runtime';
import { describe, expect, test } from 'vitest';
import { intervalsOf, withinRange } from '../../src/estimate/interval.ts';
import { difference, type Figure, given } from '../../src/figure/figure.ts';

const OPTIONS = { confidence: 0.9, draws: 4000 };
const origin = { kind: 'assumption', because: 'a test says so' } as const;

function ranged(label: string, low: number, value: number, high: number): Figure<'1'> {
  return given(label, { value, unit: '1' }, origin, { kind: 'range', low, high });
}

function intervalOf(figure: Figure) {
  return intervalsOf([figure], { ...OPTIONS, random: seededRandom(1) })[0];
}

describe('a range', () => {
  test('of equal sides is a triangle', () => {
    const range = { low: 0, value: 1, high: 2 };
    // The area of the triangle on the left of x is x²/2 up to its top.
    expect([0, 0.02, 0.5, 0.98, 1].map((share) => withinRange(share, range))).toEqual([
      0,
      expect.closeTo(0.2, 12),
      1,
      expect.closeTo(1.8, 12),
      2,
    ]);
  });

  test.each([
    [1, 1, 4],
    [1, 4, 4],
    [1, 1.01, 4],
    [1, 2, 40],
    [-1, 0, 1e6],
    [2, 2, 2],
  ])('%d, %d, %d has what is expected in its middle, and never leaves its ends', (low, value, high) => {
    const range = { low, value, high };
    const values = Array.from({ length: 1001 }, (_, index) => withinRange(index / 1000, range));
    expect(values).toEqual(values.toSorted((a, b) => a - b));
    expect([values[0], values[500], values[1000]]).toEqual([
      expect.closeTo(low, 9),
      value,
      expect.closeTo(high, 9),
    ]);
    const told = intervalOf(ranged('a number', low, value, high));
    expect(told?.low).toBeLessThanOrEqual(value);
    expect(told?.expected).toBe(value);
    expect(told?.high).toBeGreaterThanOrEqual(value);
  });

  test('whose expected value is its end is open to the other side alone', () => {
    const told = intervalOf(ranged('copies', 1, 1, 4));
    expect(told?.low).toBe(1);
    // 95 of 100 are below 4 − 3 √0.1.
    expect(told?.high).toBeCloseTo(4 - 3 * Math.sqrt(0.1), 1);
  });
});

describe('what is assumed twice', () => {
  const taken = (first: Figure<'1'>, second: Figure<'1'>) =>
    intervalOf(difference('difference', first, second));

  test('alike is the same', () => {
    expect(taken(ranged('energy', 0.05, 0.1, 0.25), ranged('energy', 0.05, 0.1, 0.25))).toEqual({
      low: 0,
      expected: 0,
      high: 0,
    });
  });

  test.each([
    ['as another thing', ranged('copies', 0.05, 0.1, 0.25)],
    ['with another end', ranged('energy', 0.05, 0.1, 0.26)],
  ])('%s is not', (_, other) => {
    const told = taken(ranged('energy', 0.05, 0.1, 0.25), other);
    expect(told?.low).toBeLessThan(-0.05);
    expect(told?.high).toBeGreaterThan(0.05);
  });
});
