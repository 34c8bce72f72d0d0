/** Syllables make words that no language has, from short and frequent to long and rare. */
const STARTS = [
  'b',
  'br',
  'c',
  'ch',
  'd',
  'dr',
  'f',
  'g',
  'gl',
  'h',
  'k',
  'l',
  'm',
  'n',
  'p',
  'pr',
  'r',
  's',
  'st',
  't',
  'tr',
  'v',
  'w',
  'z',
];
const MIDDLES = ['a', 'e', 'i', 'o', 'u', 'ai', 'ea', 'oo', 'ou'];
const ENDS = ['', 'n', 'r', 's', 't', 'l', 'nd', 'st', 'm', 'ck'];

function* syllables(): Generator<string> {
  // Steps that share no factor with the lengths walk through all combinations in a mixed order.
  const count = STARTS.length * MIDDLES.length * ENDS.length;
  for (let index = 0; index < count; index++) {
    const at = (index * 1009) % count;
    const start = STARTS[at % STARTS.length] ?? '';
    const middle = MIDDLES[Math.floor(at / STARTS.length) % MIDDLES.length] ?? '';
    yield start + middle + (ENDS[Math.floor(at / STARTS.length / MIDDLES.length)] ?? '');
  }
}

const SYLLABLES = [...syllables()];

function makeWords(count: number): string[] {
  return Array.from({ length: count }, (_, index) => {
    const parts = index < 300 ? 1 : index < 2500 ? 2 : 3;
    return Array.from(
      { length: parts },
      (_part, part) => SYLLABLES[(index * (part * 7 + 1) + part * 131) % SYLLABLES.length],
    ).join('');
  });
}

/** The most frequent first. */
export const WORDS: readonly string[] = makeWords(6000);

export const PLACES: readonly string[] = WORDS.slice(900, 1100).map(
  (word) => word.charAt(0).toUpperCase() + word.slice(1),
);

export const SOURCES: readonly string[] = [
  'web',
  ...['Pocket', 'Tablet', 'Desk', 'Relay', 'Feed', 'Morning', 'Signal', 'Lantern'].map(
    (name) => `<a href="http://${name.toLowerCase()}.example.com" rel="nofollow">${name} client</a>`,
  ),
];
