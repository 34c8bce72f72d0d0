import { expect, test } from 'vitest';
import { extendRange, parseLineRange } from '../../../../src/features/deployer/log/line-range.ts';
import { heightPx, LINE_PX, scrollTo, windowAt } from '../../../../src/features/deployer/log/line-window.ts';
import { splitMarked } from '../../../../src/features/deployer/log/split-marked.ts';

const VIEW_PX = 600;

test.each([10, 1000, 1_000_000, 20_000_000])('of %i lines the first and the last can be reached', (lines) => {
  const bottomPx = Math.max(0, heightPx(lines) - VIEW_PX);
  expect(windowAt(lines, 0, VIEW_PX).first).toBe(0);
  expect(windowAt(lines, bottomPx, VIEW_PX).end).toBe(lines);
  expect(heightPx(lines)).toBeLessThanOrEqual(10_000_000);
});

test.each([1, 500, 123_456, 999_999])('line %i of a million is in view when it is gone to', (line) => {
  const { first, end } = windowAt(1_000_000, scrollTo(1_000_000, line, VIEW_PX), VIEW_PX);
  expect(first).toBeLessThanOrEqual(line);
  expect(end).toBeGreaterThan(line);
  expect(end - first).toBeLessThan(VIEW_PX / LINE_PX + 3);
});

test('a link names a line or a range, and Shift makes a range of two', () => {
  expect(parseLineRange('L812')).toEqual({ first: 812, last: 812 });
  expect(parseLineRange('L840-L812')).toEqual({ first: 812, last: 840 });
  expect([parseLineRange(undefined), parseLineRange('x')]).toEqual([undefined, undefined]);
  expect(extendRange({ first: 812, last: 812 }, 800)).toBe('L800-L812');
  expect(extendRange(undefined, 5)).toBe('L5');
});

test('a word is marked wherever it is, whatever its case', () => {
  expect(splitMarked('Fail: failed', 'FAIL')).toEqual([
    { text: 'Fail', isMarked: true },
    { text: ': ', isMarked: false },
    { text: 'fail', isMarked: true },
    { text: 'ed', isMarked: false },
  ]);
  expect(splitMarked('nothing', 'x')).toEqual([{ text: 'nothing', isMarked: false }]);
  expect(splitMarked('', '')).toEqual([{ text: '', isMarked: false }]);
});
