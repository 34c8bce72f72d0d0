import type { Vocabulary } from '../statistics/vocabulary.ts';
import { type PostingsCode, postingsBits } from './postings.ts';

export interface IndexInputs {
  readonly documents: number;
  /** Of a document: tokens, and different ones among them. */
  readonly tokens: number;
  readonly uniqueTokens: number;
  /** The exponent of Heaps' law; the vocabulary of the sample is where its curve begins. */
  readonly beta: number;
}

export interface IndexSize {
  readonly terms: number;
  readonly postings: number;
  readonly termBytes: number;
  readonly postingBytes: number;
}

/** Terms that so many texts of the sample have are as frequent in all documents as they are there. */
const HEAD_TEXTS_MIN = 5;

/**
 * The size of an inverted index of all documents, from the words of a sample: frequent terms keep their share of the
 * documents; the vocabulary grows by Heaps' law, and the rare terms share what postings are left, by Zipf's law.
 */
export function predictIndex(inputs: IndexInputs, vocabulary: Vocabulary, code: PostingsCode): IndexSize {
  const { documents, tokens, uniqueTokens, beta } = inputs;
  const postings = documents * uniqueTokens;
  const grown = vocabulary.terms * ((documents * tokens) / vocabulary.tokens) ** beta;
  const terms = Math.min(grown, postings);
  let headTerms = 0;
  let headBytes = 0;
  let headPostings = 0;
  let bits = 0;
  for (const { texts, terms: count, termBytes } of vocabulary.spectrum) {
    if (texts < HEAD_TEXTS_MIN) continue;
    const frequency = (texts / vocabulary.texts) * documents;
    headTerms += count;
    headBytes += termBytes;
    headPostings += frequency * count;
    bits += count * postingsBits(frequency, documents, code);
  }
  const tailTerms = Math.max(terms - headTerms, 0);
  const tailPostings = Math.max(postings - headPostings, tailTerms);
  const highest = Math.max((HEAD_TEXTS_MIN / vocabulary.texts) * documents, 1);
  bits += tailBits({ terms: tailTerms, postings: tailPostings, highest, documents }, code);
  return {
    terms: Math.max(terms, headTerms),
    postings,
    termBytes: headBytes + tailTerms * rareTermBytes(vocabulary),
    postingBytes: bits / 8,
  };
}

/** Terms that were met once are most like those that have not been met. */
function rareTermBytes({ spectrum }: Vocabulary): number {
  const rarest = spectrum[0];
  return rarest === undefined ? 0 : rarest.termBytes / rarest.terms;
}

interface Tail {
  readonly terms: number;
  readonly postings: number;
  /** The frequency that the most frequent of them has. */
  readonly highest: number;
  readonly documents: number;
}

/** Frequencies between 1 and the highest are told apart by so much. */
const GRID_STEP = 1.3;
const EXPONENT_MAX = 6;
const HALVINGS = 24;

/** The bits of lists whose frequencies fall as a power, which is the one that gives so many terms their postings. */
function tailBits({ terms, postings, highest, documents }: Tail, code: PostingsCode): number {
  if (terms === 0) return 0;
  const grid: number[] = [];
  for (let frequency = 1; frequency < highest; frequency = Math.max(frequency * GRID_STEP, frequency + 1))
    grid.push(frequency);
  if (grid.length === 0) grid.push(1);
  const wanted = postings / terms;
  let [low, high] = [-EXPONENT_MAX, EXPONENT_MAX];
  for (let halving = 0; halving < HALVINGS; halving += 1) {
    const middle = (low + high) / 2;
    if (weigh(grid, middle, (frequency) => frequency) > wanted) low = middle;
    else high = middle;
  }
  return terms * weigh(grid, (low + high) / 2, (frequency) => postingsBits(frequency, documents, code));
}

/** The mean of a function of frequencies that fall as `frequency ** -exponent`. */
function weigh(grid: readonly number[], exponent: number, of: (frequency: number) => number): number {
  let sum = 0;
  let weights = 0;
  for (const [index, frequency] of grid.entries()) {
    const width = (grid[index + 1] ?? frequency * GRID_STEP) - frequency;
    const weight = width * frequency ** -exponent;
    sum += weight * of(frequency);
    weights += weight;
  }
  return sum / weights;
}
