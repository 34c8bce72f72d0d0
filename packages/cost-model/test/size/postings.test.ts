import { seededRandom } from '@oremill/runtime';
import { expect, test } from 'vitest';
import { postingsBits } from '../../src/size/postings.ts';

const DOCUMENTS = 200_000;

/** Lists of documents that have a term by chance, really written. */
function writtenBits(share: number): { frequency: number; bits: number } {
  const random = seededRandom(7);
  let last = -1;
  let frequency = 0;
  let bytes = 0;
  for (let document = 0; document < DOCUMENTS; document += 1) {
    if (random() >= share) continue;
    frequency += 1;
    for (let gap = document - last; gap > 0; gap = Math.floor(gap / 128)) bytes += 1;
    last = document;
  }
  return { frequency, bits: bytes * 8 };
}

test.each([0.9, 0.1, 0.01, 0.001, 0.0002])(
  'a term in %d of the documents takes what it takes when it is written',
  (share) => {
    const { frequency, bits } = writtenBits(share);
    expect(postingsBits(frequency, DOCUMENTS, 'delta-varint') / bits).toBeCloseTo(1, 1);
  },
);

test('Elias–Fano takes two bits and the logarithm of the gap', () => {
  expect(postingsBits(1000, 1_024_000, 'elias-fano')).toBe(1000 * 12);
  expect(postingsBits(1000, 1000, 'elias-fano')).toBe(2000);
  expect(postingsBits(0, 1000, 'elias-fano')).toBe(0);
});
