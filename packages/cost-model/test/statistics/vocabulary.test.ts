import { expect, test } from 'vitest';
import { readVocabulary } from '../../src/statistics/vocabulary.ts';

test('terms are told by how many texts they are in, with the bytes of them', () => {
  const texts = Array.from({ length: 400 }, (_, index) => ['every', `é${index >> 1}`, `${index}`]);
  const vocabulary = readVocabulary(texts);
  const digits = (from: number, to: number) =>
    Array.from({ length: to - from }, (_, index) => `${from + index}`.length).reduce(
      (sum, length) => sum + length,
      0,
    );
  expect(vocabulary).toMatchObject({
    texts: 400,
    tokens: 1200,
    terms: 601,
    spectrum: [
      { texts: 1, terms: 400, termBytes: digits(0, 400) },
      { texts: 2, terms: 200, termBytes: digits(0, 200) + 2 * 200 },
      { texts: 400, terms: 1, termBytes: 5 },
    ],
  });
});

test('too few texts have no vocabulary', () => {
  expect(readVocabulary([['a', 'b']])).toBeUndefined();
  expect(readVocabulary([])).toBeUndefined();
});
