import { availableParallelism } from 'node:os';
import { type Random, seededRandom } from '@oremill/runtime';
import type { SampleStatistics } from '@oremill/types';
import { costError } from '@oremill/types';
import { bootstrapMeans } from './estimate/bootstrap.ts';
import { largestShare, tailIndex } from './estimate/tail-index.ts';
import { cutContents } from './sample/cut-contents.ts';
import { asSampleError, type Content } from './sample/open-content.ts';
import { isSystemError } from './sample/system-error.ts';
import { tokensOf } from './statistics/count-tokens.ts';
import { describeColumn } from './statistics/describe-column.ts';
import { describeFields } from './statistics/describe-fields.ts';
import { fillDictionaryColumn } from './statistics/dictionary-column.ts';
import { measuredColumns } from './statistics/measured-columns.ts';
import { type Fields, valueAt } from './statistics/read-record.ts';
import { COLUMNS, type Column, readRecord } from './statistics/row.ts';
import type { Rules } from './statistics/rules.ts';
import { type Tallied, Tally } from './statistics/tally.ts';
import { TallyThreads } from './statistics/tally-threads.ts';
import { readVocabulary, type Vocabulary } from './statistics/vocabulary.ts';

export interface SampleOptions {
  readonly rules: Rules;
  readonly seed: number;
  /** Records that are kept to be looked at closely. */
  readonly keptMax: number;
  /** Every record is measured, not those alone that are kept. */
  readonly measuresAll: boolean;
  readonly compresses: boolean;
  /** Threads that measure, where every record is; by default as many as there are processors, and with 0 none. */
  readonly workers?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Bytes of content so far, before each block. */
  readonly onProgress?: ((bytes: number) => void) | undefined;
}

/** What is known of some data: for people, and for an estimate. */
export interface Sample {
  readonly statistics: SampleStatistics;
  /** Values that the mean of each column might have, from joint resamples. */
  readonly draws: Readonly<Record<Column, Float64Array>>;
  /** Of each column, over all records that were measured. */
  readonly means: Readonly<Record<Column, number>>;
  readonly vocabulary: Vocabulary | undefined;
}

const BLOCK_BYTES = 4 * 1024 * 1024;
const LINE_BYTES_MAX = 64 * 1024 * 1024;
/** Of a longer record only its measures are kept: some thousands are held. */
const KEPT_RECORD_BYTES_MAX = 64 * 1024;
/** As many as intervals need to be told to a hundredth of their width or two. */
export const DRAWS = 1000;

/** Reads some content to its end, in bounded memory, and tells what its records are like. Throws SAMPLE_UNFIT. */
export async function readSample(contents: readonly Content[], options: SampleOptions): Promise<Sample> {
  const name = contents.map((content) => content.name).join(', ');
  const tally = await tallyContents(name, contents, options);
  const tallied = tally.take();
  if (tallied.records === 0) throw noRecords(name, tallied);
  const random = seededRandom(options.seed);
  return summarize(name, tallied, options, random);
}

async function tallyContents(
  name: string,
  contents: readonly Content[],
  options: SampleOptions,
): Promise<Tally> {
  const { rules, seed, keptMax, measuresAll, compresses, workers = availableParallelism() } = options;
  const keptRecordBytesMax = KEPT_RECORD_BYTES_MAX;
  const tallyOptions = { rules, seed, keptMax, measuresAll, compresses, keptRecordBytesMax };
  const tally = new Tally(tallyOptions);
  // What fits into one block is counted in less time than threads take to start.
  const knownBytes = contents.reduce((sum, { storedBytes = 0 }) => sum + storedBytes, 0);
  const wantsThreads = (offset: number) =>
    measuresAll && workers > 0 && (offset > 0 || knownBytes > BLOCK_BYTES);
  let threads: TallyThreads | undefined;
  const cut = { name, blockBytes: BLOCK_BYTES, lineBytesMax: LINE_BYTES_MAX };
  try {
    for await (const part of cutContents(contents, cut, options.signal)) {
      options.signal?.throwIfAborted();
      options.onProgress?.(part.offset);
      if (wantsThreads(part.offset)) threads ??= new TallyThreads(workers, tallyOptions);
      if (threads) await threads.add(part);
      else tally.add(part);
    }
    for (const tallied of threads ? await threads.take() : []) tally.merge(tallied);
  } catch (error) {
    throw isSystemError(error) ? asSampleError(name, error) : error;
  } finally {
    await threads?.close();
  }
  if (!measuresAll) tally.measureKept();
  return tally;
}

async function summarize(
  name: string,
  tallied: Tallied,
  options: SampleOptions,
  random: Random,
): Promise<Sample> {
  const { rules, seed } = options;
  const measured = measuredColumns(tallied, options);
  const zstdDictionary = options.compresses ? await fillDictionaryColumn(tallied, measured) : undefined;
  const { columns, means } = measured;
  const drawn = bootstrapMeans(Object.values(columns), {
    random,
    draws: DRAWS,
    means: Object.values(means),
    populations: COLUMNS.map((column) => (BY_RATIO.has(column) ? tallied.rows.length : tallied.records)),
  });
  const describe = (column: Column) => describeColumn(columns[column], means[column]);
  const records = [...fieldsOf(tallied, rules)];
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
      fields: describeFields(records, population),
    },
    draws: Object.fromEntries(COLUMNS.map((column, index) => [column, drawn[index]])) as Sample['draws'],
    means,
    vocabulary,
  };
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
    const read = readRecord(Buffer.from(item.buffer, item.byteOffset, item.length), rules);
    if (typeof read !== 'string') yield read.fields;
  }
}

/** Their means are those of the fast zlib times a ratio that the kept records tell: as sure as these, and no surer. */
const BY_RATIO: ReadonlySet<Column> = new Set(['zlibBytes', 'zstdBytes', 'zstdDictionaryBytes']);

/** Records among all lines: exact when all were measured, else by their share of the lines that were. */
function populationOf({ lines, records, refused }: Tallied): number {
  const measured = Object.values(refused).reduce((sum, count) => sum + count, records);
  return Math.round((lines * records) / measured);
}

function noRecords(name: string, { lines, refused }: Tallied): Error {
  const why = Object.entries(refused)
    .filter(([, count]) => count > 0)
    .map(([reason, count]) => `${count} ${reason.replaceAll('-', ' ')}`);
  return costError(
    'SAMPLE_UNFIT',
    lines === 0 ? `${name} is empty` : `none of the ${lines} lines of ${name} is a record: ${why.join(', ')}`,
    { hint: 'A record is a line: a JSON object, or with --format tsv values with tabs between them.' },
  );
}
