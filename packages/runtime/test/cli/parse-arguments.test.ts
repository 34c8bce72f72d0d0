import { expect, test } from 'vitest';
import { parseCount, parseMilliseconds, parseSize } from '../../src/cli/parse-arguments.ts';

test('numbers, sizes and durations have to be ones', () => {
  expect([parseCount(1, 9)('9'), parseSize('2MiB'), parseMilliseconds('90s')]).toEqual([9, 2 ** 21, 90_000]);
  for (const text of ['0', '10', '1.5', 'x']) expect(() => parseCount(1, 9)(text)).toThrow('whole number');
  expect(() => parseSize('2 parsecs')).toThrow('It must be a size');
  for (const text of ['90', '0s', 'soon']) expect(() => parseMilliseconds(text)).toThrow('duration');
});
