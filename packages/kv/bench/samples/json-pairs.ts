import { type Random, seededRandom } from '@oremill/runtime';

const SEED = 11;

/**
 * Pairs in the shape of those that atbr was measured with: 212,969 of them in the large size, keys and values of JSON,
 * about 549 bytes together. A key is a page and a day; its value the terms that led to it, with counts.
 */
export function* jsonPairs(count = 212_969): Generator<string, void> {
  const random = seededRandom(SEED);
  for (let index = 0; index < count; index += 1) {
    const day = `2010-${pad(1 + (index % 12))}-${pad(1 + (index % 28))}`;
    const key = { page: `/archive/${index.toString(36)}/${term(random)}`, day };
    const terms = Array.from({ length: 8 + Math.floor(random() * 9) }, () => ({
      term: `${term(random)} ${term(random)}`,
      count: Math.floor(random() ** 4 * 10_000),
    }));
    const value = { site: `site-${index % 977}.example`, visits: Math.floor(random() * 1e6), terms };
    yield `${JSON.stringify(key)}\t${JSON.stringify(value)}`;
  }
}

const SYLLABLES = ['ra', 'lo', 'min', 'ket', 'sa', 'vor', 'el', 'tis', 'un', 'pa', 'der', 'ik', 'mo', 'sha'];

function term(random: Random): string {
  let word = '';
  for (let left = 2 + Math.floor(random() * 2); left > 0; left -= 1) {
    word += SYLLABLES[Math.floor(random() * SYLLABLES.length)];
  }
  return word;
}

function pad(number: number): string {
  return String(number).padStart(2, '0');
}
