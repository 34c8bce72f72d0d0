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
  return indexPredictor(vocabulary, code)(inputs);
}

/** As `predictIndex`; asked again for as many documents, it knows what these alone decide, which is most of the work. */
export function indexPredictor(
  vocabulary: Vocabulary,
  code: PostingsCode,
): (inputs: IndexInputs) => IndexSize {
  const rareBytes = rareTermBytes(vocabulary);
  let head: Head | undefined;
  return ({ documents, tokens, uniqueTokens, beta }) => {
    if (head?.documents !== documents) head = headOf(documents, vocabulary, code);
    const postings = documents * uniqueTokens;
    const grown = vocabulary.terms * ((documents * tokens) / vocabulary.tokens) ** beta;
    const terms = Math.min(grown, postings);
    const tailTerms = Math.max(terms - head.terms, 0);
    const tailPostings = Math.max(postings - head.postings, tailTerms);
    return {
      terms: Math.max(terms, head.terms),
      postings,
      termBytes: head.termBytes + tailTerms * rareBytes,
      postingBytes: (head.bits + tailBits(tailTerms, tailPostings, head.tail)) / 8,
    };
  };
}

/** Terms that were met once are most like those that have not been met. */
function rareTermBytes({ spectrum }: Vocabulary): number {
  const rarest = spectrum[0];
  return rarest === undefined ? 0 : rarest.termBytes / rarest.terms;
}

/** The frequent terms in so many documents, and what the rare ones can be. */
interface Head {
  readonly documents: number;
  readonly terms: number;
  readonly termBytes: number;
  readonly postings: number;
  readonly bits: number;
  readonly tail: readonly TailPoint[];
}

function headOf(documents: number, vocabulary: Vocabulary, code: PostingsCode): Head {
  const head = { terms: 0, termBytes: 0, postings: 0, bits: 0 };
  for (const { texts, terms, termBytes } of vocabulary.spectrum) {
    if (texts < HEAD_TEXTS_MIN) continue;
    const frequency = (texts / vocabulary.texts) * documents;
    head.terms += terms;
    head.termBytes += termBytes;
    head.postings += frequency * terms;
    head.bits += terms * postingsBits(frequency, documents, code);
  }
  const highest = Math.max((HEAD_TEXTS_MIN / vocabulary.texts) * documents, 1);
  return { documents, ...head, tail: tailPoints(highest, documents, code) };
}

/** A frequency that rare terms may have, with those up to the next one. */
interface TailPoint {
  readonly frequency: number;
  readonly logarithm: number;
  readonly width: number;
  /** Of a list. */
  readonly bits: number;
}

/** Frequencies between 1 and the highest are told apart by so much. */
const GRID_STEP = 1.3;

function tailPoints(highest: number, documents: number, code: PostingsCode): TailPoint[] {
  const points: TailPoint[] = [];
  for (let frequency = 1; frequency < highest || points.length === 0; ) {
    const next = Math.max(frequency * GRID_STEP, frequency + 1);
    const width = (next < highest ? next : frequency * GRID_STEP) - frequency;
    const bits = postingsBits(frequency, documents, code);
    points.push({ frequency, logarithm: Math.log(frequency), width, bits });
    frequency = next;
  }
  return points;
}

const EXPONENT_MAX = 6;
/** The exponent is told to some hundred-thousandths: lists of a billion documents are as long to some ten-thousandths. */
const HALVINGS = 18;

/** The bits of lists whose frequencies fall as a power, which is the one that gives so many terms their postings. */
function tailBits(terms: number, postings: number, points: readonly TailPoint[]): number {
  if (terms === 0) return 0;
  const wanted = postings / terms;
  let [low, high] = [-EXPONENT_MAX, EXPONENT_MAX];
  for (let halving = 0; halving < HALVINGS; halving += 1) {
    const middle = (low + high) / 2;
    if (meanOf(points, middle).frequency > wanted) low = middle;
    else high = middle;
  }
  return terms * meanOf(points, (low + high) / 2).bits;
}

/** Of frequencies that fall as `frequency ** -exponent`. */
function meanOf(points: readonly TailPoint[], exponent: number): { frequency: number; bits: number } {
  let weights = 0;
  let frequencies = 0;
  let bits = 0;
  for (const point of points) {
    const weight = point.width * Math.exp(-exponent * point.logarithm);
    weights += weight;
    frequencies += weight * point.frequency;
    bits += weight * point.bits;
  }
  return { frequency: frequencies / weights, bits: bits / weights };
}
