import { costError } from '@oremill/types';
import { derived, type Figure, given } from '../figure/figure.ts';
import type { Sample } from '../read-sample.ts';
import { quantity } from '../units/quantity.ts';
import type { PostingsCode } from './postings.ts';
import { indexPredictor } from './predict-index.ts';
import { sampleMean } from './sample-mean.ts';

/** A range that is so many standard errors wide to each side varies as much as the errors say: it is a triangle. */
const BETA_ERRORS = Math.sqrt(6);

/** What an inverted index of records is worked out of. Throws SAMPLE_UNFIT without text in the sample. */
export interface IndexModel {
  /** Terms and postings of so many records. */
  bytes(records: Figure<'record'>): Figure<'B'>;
  /** As in 2012: each term of each record is a new one, and a posting has 8 bytes. An upper bound. */
  naiveBytes(records: Figure<'record'>): Figure<'B'>;
}

const NAIVE_POSTING_BYTES = 8;

export function indexModel(sample: Sample, code: PostingsCode): IndexModel {
  const { vocabulary } = sample;
  if (vocabulary === undefined) {
    throw costError('SAMPLE_UNFIT', `${sample.statistics.name} has no text to index, or too little`, {
      hint: 'Say which field is the text when the sample is read: --text.',
    });
  }
  const tokens = sampleMean(sample, 'tokens', 'words of a record', '1');
  const unique = sampleMean(sample, 'uniqueTokens', 'different words of a record', '1');
  const characters = sampleMean(sample, 'characters', 'characters of the words of a record', '1');
  const { beta, betaError } = vocabulary.heaps;
  const exponent = given(
    'exponent of Heaps’ law',
    quantity(beta, '1'),
    { kind: 'sample', sample: sample.statistics.name, statistic: 'fit to the growth of the vocabulary' },
    { kind: 'range', low: beta - BETA_ERRORS * betaError, high: beta + BETA_ERRORS * betaError },
  );
  return {
    bytes: (records) => {
      const predict = indexPredictor(vocabulary, code);
      return derived(
        'inverted index',
        'B',
        `terms by Heaps’ law and postings as ${code}, of {0} with {1} and {2}, growing by {3}`,
        [records, tokens, unique, exponent],
        (documents, tokenCount, uniqueTokens, power) => {
          const { termBytes, postingBytes } = predict({
            documents,
            tokens: tokenCount,
            uniqueTokens,
            beta: power,
          });
          return termBytes + postingBytes;
        },
      );
    },
    naiveBytes: (records) =>
      derived(
        'inverted index, upper bound',
        'B',
        `{0} × {1} × (${NAIVE_POSTING_BYTES} + {2} ÷ {3})`,
        [records, unique, characters, tokens],
        (a, b, c, d) => a * b * (NAIVE_POSTING_BYTES + (d === 0 ? 0 : c / d)),
      ),
  };
}
