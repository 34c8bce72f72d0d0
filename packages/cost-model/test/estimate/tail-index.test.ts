import { describe, expect, test } from 'vitest';
import { largestShare, tailIndex, tailVerdict } from '../../src/estimate/tail-index.ts';

describe('the tail index', () => {
  test('is that of the largest tenth', () => {
    // The largest ten are e times the largest of the others: a mean logarithm of 1.
    const sizes = Float64Array.from({ length: 100 }, (_, index) => (index < 90 ? 10 : 10 * Math.E));
    expect(tailIndex(sizes)).toEqual({
      index: expect.closeTo(1, 12),
      standardError: expect.closeTo(1 / Math.sqrt(10), 12),
      count: 10,
    });
  });

  test('is of ten values at least, and leaves out what is 0', () => {
    const sizes = Float64Array.from({ length: 14 }, (_, index) => [0, 0, 0, 1][index] ?? Math.E);
    expect(tailIndex(sizes)).toMatchObject({ index: expect.closeTo(1, 12), count: 10 });
    expect(tailIndex(sizes.subarray(4))).toBeUndefined();
  });

  test('is of no tail undefined', () => {
    expect(tailIndex(new Float64Array(100).fill(5))).toBeUndefined();
    expect(tailIndex(new Float64Array(100))).toBeUndefined();
    expect(tailIndex(new Float64Array())).toBeUndefined();
  });
});

test.each([
  [1.2, 0.1, 'too-heavy'],
  [1.8, 0.15, 'too-heavy'],
  [1.8, 0.16, 'unsure'],
  [2, 0.0001, 'unsure'],
  [2.2, 0.16, 'unsure'],
  [2.2, 0.15, 'light'],
  [9, 1, 'light'],
] as const)('an index of %d ± %d is %s', (index, standardError, verdict) => {
  expect(tailVerdict({ index, standardError })).toBe(verdict);
});

test('the largest share is that of the farthest value', () => {
  expect(largestShare(Float64Array.of(0, 0, 0, 4))).toBeCloseTo(9 / 12, 12);
  expect(largestShare(Float64Array.of(1, 3))).toBeCloseTo(0.5, 12);
  expect(largestShare(Float64Array.of(5, 5))).toBe(0);
});
