import { type Random, seededRandom } from '@oremill/runtime';

/** The vocabulary is the same for every seed of a sample, as a language is. */
const VOCABULARY_SEED = 7;

const ONSETS = [
  'b',
  'br',
  'c',
  'ch',
  'd',
  'dr',
  'f',
  'fl',
  'g',
  'gr',
  'h',
  'j',
  'k',
  'l',
  'm',
  'n',
  'p',
  'pl',
  'r',
  's',
  'st',
  't',
  'tr',
  'v',
  'w',
  'z',
];
const NUCLEI = ['a', 'e', 'i', 'o', 'u', 'ai', 'ea', 'io', 'ou'];
const CODAS = ['', '', '', 'n', 'r', 's', 't', 'l', 'ck', 'ng'];
const FOREIGN_ONSETS = ['ж', 'д', 'к', 'мн', 'ст', 'ch', 'ñ', 'ç', 'ш', 'ł'];
const FOREIGN_NUCLEI = ['é', 'ü', 'ö', 'å', 'о', 'и', 'я', 'ø'];
const IDEOGRAPHS = ['日', '本', '語', '技', '術', '写', '真', '音', '楽', '地', '図', '本', '水', '山', '新'];
const PICTURES = ['🔧', '📚', '🎵', '🗺', '🍜', '🚀'];

/** Words that look like tags: mostly ASCII, some Cyrillic, accented, Japanese, a few with an emoji. */
export function makeVocabulary(size: number): string[] {
  const random = seededRandom(VOCABULARY_SEED);
  const words = new Set<string>();
  while (words.size < size) words.add(makeWord(random));
  return [...words];
}

function makeWord(random: Random): string {
  const kind = random();
  if (kind < 0.03) return repeat(1 + pick(4, random), () => pickOf(IDEOGRAPHS, random));
  if (kind < 0.06)
    return repeat(1 + pick(4, random), () => pickOf(FOREIGN_ONSETS, random) + pickOf(FOREIGN_NUCLEI, random));
  const syllables = 1 + pick(2, random) + pick(3, random);
  const word =
    repeat(syllables, () => pickOf(ONSETS, random) + pickOf(NUCLEI, random)) + pickOf(CODAS, random);
  if (kind < 0.065) return word + pickOf(PICTURES, random);
  if (kind < 0.09) return `${word}-${1990 + pick(40, random)}`;
  return word;
}

function repeat(count: number, make: () => string): string {
  let text = '';
  for (let made = 0; made < count; made += 1) text += make();
  return text;
}

/** A whole number below `count`. */
export function pick(count: number, random: Random): number {
  return Math.floor(random() * count);
}

export function pickOf(values: readonly string[], random: Random): string {
  return values[pick(values.length, random)] as string;
}

/** Draws ranks below `size` so that the k-th is k times rarer than the first (Zipf's law). */
export function zipf(size: number): (random: Random) => number {
  const sums = new Float64Array(size);
  let sum = 0;
  for (let rank = 0; rank < size; rank += 1) {
    sum += 1 / (rank + 1);
    sums[rank] = sum;
  }
  return (random) => {
    const wanted = random() * sum;
    let low = 0;
    let high = size - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((sums[middle] as number) > wanted) high = middle;
      else low = middle + 1;
    }
    return low;
  };
}
