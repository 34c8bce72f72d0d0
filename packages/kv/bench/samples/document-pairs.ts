import { seededRandom } from '@oremill/runtime';

const SEED = 31;

/** Pairs of a small key and a value of so many bytes, no two values alike. */
export function* documentPairs(count: number, valueBytes: number): Generator<string, void> {
  const random = seededRandom(SEED);
  const letters = Array.from({ length: valueBytes * 2 }, () =>
    String.fromCharCode(97 + Math.floor(random() * 26)),
  ).join('');
  for (let index = 0; index < count; index += 1) {
    const from = Math.floor(random() * valueBytes);
    yield `document:${index}\t${index} ${letters.slice(from, from + valueBytes - `${index} `.length)}`;
  }
}
