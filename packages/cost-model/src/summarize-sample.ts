import { seededRandom } from '@oremill/runtime';
import type { SampleStatistics } from '@oremill/types';
import { bootstrapMeans } from './estimate/bootstrap.ts';
import { largestShare, tailIndex } from './estimate/tail-index.ts';
import { asBuffer } from './statistics/as-buffer.ts';
import { type SampledColumns, sampleColumn } from './statistics/column-samples.ts';
import { tokensOf } from './statistics/count-tokens.ts';
import { describeColumn } from './statistics/describe-column.ts';
import { describeFields } from './statistics/describe-fields.ts';
import { readFieldValues } from './statistics/field-values.ts';
import { type MeasuredColumns, measuredColumns } from './statistics/measured-columns.ts';
import { type Fields, valueAt } from './statistics/read-record.ts';
import { COLUMNS, type Column, readRecord } from './statistics/row.ts';
import type { Rules } from './statistics/rules.ts';
import type { Tallied } from './statistics/tally.ts';
import { readVocabulary, type Vocabulary } from './statistics/vocabulary.ts';

/** What is known of some data: for people, and for an estimate. */
export interface Sample {
  readonly statistics: SampleStatistics;
  /** Values that the mean of each column might have, from joint resamples. */
  readonly draws: Readonly<Record<Column, Float64Array>>;
  /** Of each column, over all records that were measured. */
  readonly means: Readonly<Record<Column, number>>;
  readonly vocabulary: Vocabulary | undefined;
  /** For stores of columns; undefined of a sample that was stored before they were sampled. */
  readonly columns: SampledColumns | undefined;
}

/** What was counted of a sample, and how. */
export interface Counted {
  readonly name: string;
  readonly tallied: Tallied;
  readonly options: { readonly rules: Rules; readonly seed: number; readonly compresses: boolean };
}

/** As many as intervals need to be told to a hundredth of their width or two. */
export const DRAWS = 1000;

/** What a sample is like, from all that was counted of it. It takes some tenths of a second. */
export async function summarizeSample({ name, tallied, options }: Counted): Promise<Sample> {
  const { rules, seed } = options;
  const random = seededRandom(seed);
  const measured = measuredColumns(tallied, options);
  const zstdDictionary = options.compresses ? await dictionaryOf(tallied, measured) : undefined;
  const { columns, means } = measured;
  const drawn = bootstrapMeans(Object.values(columns), {
    random,
    draws: DRAWS,
    means: Object.values(means),
    populations: COLUMNS.map((column) => (BY_RATIO.has(column) ? tallied.rows.length : tallied.records)),
  });
  const describe = (column: Column) => describeColumn(columns[column], means[column]);
  const records = [...fieldsOf(tallied, rules)];
  const fields = readFieldValues(records);
  const population = populationOf(tallied);
  const tail = tailIndex(columns.bytes.toSorted());
  const vocabulary = vocabularyOf(records, rules);
  return {
    statistics: {
      name,
      seed,
      lines: tallied.lines,
      bytes: tallied.bytes,
      records: tallied.records,
      refused: tallied.refused,
      isWhole: tallied.records === population,
      record: describe('bytes'),
      ...(options.compresses ? { zlib: describe('zlibBytes'), zstd: describe('zstdBytes') } : {}),
      ...(zstdDictionary === undefined ? {} : { zstdDictionary }),
      ...(rules.text === undefined
        ? {}
        : {
            tokens: describe('tokens'),
            uniqueTokens: describe('uniqueTokens'),
            tokenCharacters: means.tokens === 0 ? 0 : means.characters / means.tokens,
          }),
      largestShare: largestShare(columns.bytes),
      ...(tail === undefined ? {} : { tail: { index: tail.index, standardError: tail.standardError } }),
      ...(vocabulary === undefined ? {} : { heaps: vocabulary.heaps }),
      fields: describeFields(fields, records.length, population),
    },
    draws: Object.fromEntries(COLUMNS.map((column, index) => [column, drawn[index]])) as Sample['draws'],
    means,
    vocabulary,
    columns: {
      population,
      columns: fields.map((field) => sampleColumn(field, records.length, options)),
    },
  };
}

/** What trains dictionaries is loaded where one is trained. */
async function dictionaryOf(tallied: Tallied, measured: MeasuredColumns) {
  const { fillDictionaryColumn } = await import('./statistics/dictionary-column.ts');
  return fillDictionaryColumn(tallied, measured);
}

function vocabularyOf(records: readonly Fields[], rules: Rules): Vocabulary | undefined {
  const { text } = rules;
  if (text === undefined) return undefined;
  const texts = records.map((fields) => valueAt(fields, text));
  // A record without text has no words, and is a record all the same.
  return readVocabulary(texts.map((value) => (typeof value === 'string' ? tokensOf(value, rules) : [])));
}

function* fieldsOf({ kept }: Tallied, rules: Rules): Generator<Fields> {
  for (const { item } of kept) {
    if ('measured' in item) continue;
    const read = readRecord(asBuffer(item), rules);
    if (typeof read !== 'string') yield read.fields;
  }
}

/** Their means are those of zlib times a ratio that the kept records tell: as sure as these, and no surer. */
const BY_RATIO: ReadonlySet<Column> = new Set(['zstdBytes', 'zstdDictionaryBytes']);

/** Records among all lines: exact when all were measured, else by their share of the lines that were. */
function populationOf({ lines, records, refused }: Tallied): number {
  const measured = Object.values(refused).reduce((sum, count) => sum + count, records);
  return Math.round((lines * records) / measured);
}
