import type { CompressionChoice } from '@oremill/types';
import { expect, test } from 'vitest';
import { recommend } from '../../src/compress/recommend.ts';

const limits = { readUsMax: 10, compressUsMax: 100 };

function choice(name: string, datasetBytes: number, compressUs: number, readUs = 3): CompressionChoice {
  const kind = name === 'none' ? 'none' : name.startsWith('zlib') ? 'zlib' : 'zstd-dictionary';
  const saved = { datasetBytes, savedBytes: 10_000 - datasetBytes };
  return {
    name,
    kind,
    valueBytes: datasetBytes / 10,
    ratio: 10_000 / datasetBytes,
    compressUs,
    readUs,
    ...saved,
  };
}

test('the smallest within the limits, and a hint at what is smaller still', () => {
  const choices = [
    choice('none', 10_000, 0),
    choice('zlib 6', 900, 1),
    choice('a', 2000, 8),
    choice('b', 1500, 60),
    choice('c', 1200, 800, 12),
  ];
  expect(recommend(choices, limits)).toEqual({
    recommended: 'b',
    reason:
      'It saves 8.30 KiB: values take 0.15 of their bytes, and one is read in 3.0 µs. "c" would save 300 B more, at 800 µs to compress and 12 µs to read a value.',
  });
});

test('of choices that differ by less than a hundredth, the one that compresses fastest', () => {
  const choices = [choice('none', 10_000, 0), choice('a', 1590, 8), choice('b', 1500, 60)];
  expect(recommend(choices, limits).recommended).toBe('a');
  expect(recommend([...choices, choice('d', 1480, 60)], limits).recommended).toBe('b');
});

test('none when nothing saves a tenth, or nothing is fast enough', () => {
  expect(recommend([choice('none', 10_000, 0), choice('a', 9001, 8)], limits).recommended).toBe('none');
  expect(recommend([choice('none', 10_000, 0), choice('a', 9000, 8)], limits).recommended).toBe('a');
  expect(recommend([choice('none', 10_000, 0), choice('a', 2000, 101)], limits)).toEqual({
    recommended: 'none',
    reason: 'What saves memory takes more than 10 µs to read a value, or more than 100 µs to compress one.',
  });
});
