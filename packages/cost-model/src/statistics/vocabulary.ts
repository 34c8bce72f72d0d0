import type { HeapsLaw } from './heaps.ts';
import { VocabularyGrowth } from './vocabulary-growth.ts';

/** The words of a sample of texts: what an index of more of them can be predicted from. */
export interface Vocabulary {
  /** Texts that it was read from. */
  readonly texts: number;
  readonly tokens: number;
  readonly terms: number;
  /** With the standard error of its exponent. */
  readonly heaps: HeapsLaw & { readonly betaError: number };
  /** Terms by how many texts they are in, ascending; with the bytes of all of them. */
  readonly spectrum: readonly {
    readonly texts: number;
    readonly terms: number;
    readonly termBytes: number;
  }[];
}

/** Of texts in random order, each as its tokens; undefined of too few. */
export function readVocabulary(texts: Iterable<readonly string[]>): Vocabulary | undefined {
  const growth = new VocabularyGrowth();
  let count = 0;
  let tokens = 0;
  for (const text of texts) {
    growth.add(text);
    count += 1;
    tokens += text.length;
  }
  const heaps = growth.law;
  if (heaps === undefined) return undefined;
  const spectrum = new Map<number, { terms: number; termBytes: number }>();
  for (const [term, frequency] of growth.frequencies()) {
    const line = spectrum.get(frequency) ?? { terms: 0, termBytes: 0 };
    line.terms += 1;
    line.termBytes += Buffer.byteLength(term);
    spectrum.set(frequency, line);
  }
  return {
    texts: count,
    tokens,
    terms: growth.size,
    heaps,
    spectrum: [...spectrum].map(([texts, line]) => ({ texts, ...line })).sort((a, b) => a.texts - b.texts),
  };
}
