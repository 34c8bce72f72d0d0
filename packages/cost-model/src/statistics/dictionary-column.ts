import { once } from 'node:events';
import { ownModule, startWorker } from '@oremill/runtime/worker';
import type { SampleStatistics } from '@oremill/types';
import { halveSamples } from '@oremill/zstd';
import { type DictionaryTrial, type Judged, judgeDictionary } from './judge-dictionary.ts';
import type { MeasuredColumns } from './measured-columns.ts';
import { linesOf, type Tallied } from './tally.ts';

const PROGRAM = ownModule('./judge-thread', import.meta.url);
/** Shorter samples are judged in less time than it takes to start threads. */
const INLINE_BYTES_MAX = 256 * 1024;

type DictionaryStatistics = NonNullable<SampleStatistics['zstdDictionary']>;

/**
 * Fills the column of the dictionary: each kept record is compressed with one that was trained on the half of them it
 * is not in. A record whose bytes were not kept counts as zstd alone times the ratio of both on those that were, and a
 * long one as zstd alone. Undefined where there are too few records to train on.
 */
export async function fillDictionaryColumn(
  tallied: Tallied,
  { columns, means }: MeasuredColumns,
): Promise<DictionaryStatistics | undefined> {
  const lines = linesOf(tallied);
  const records = lines.filter((line) => line instanceof Uint8Array);
  const [first, second] = halveSamples(records);
  const [ofFirst, ofSecond] = await Promise.all([
    judge({ trained: second, judged: first }),
    judge({ trained: first, judged: second }),
  ]);
  if (ofFirst === undefined || ofSecond === undefined) return undefined;
  const bytesOf = new Map<Uint8Array, number>();
  for (const [index, record] of first.entries()) bytesOf.set(record, ofFirst.bytes[index] as number);
  for (const [index, record] of second.entries()) bytesOf.set(record, ofSecond.bytes[index] as number);

  const alone = columns.zstdBytes;
  const column = columns.zstdDictionaryBytes;
  const ratio = ratioOf(lines, bytesOf, alone);
  for (const [index, line] of lines.entries()) {
    const bytes = alone[index] as number;
    if (line === undefined) column[index] = bytes * ratio;
    else column[index] = line instanceof Uint8Array ? (bytesOf.get(line) as number) : bytes;
  }
  means.zstdDictionaryBytes = means.zstdBytes * (sumOf(column) / sumOf(alone));
  return {
    meanBytes: means.zstdDictionaryBytes,
    trainedOn: Math.min(ofFirst.trainedOn, ofSecond.trainedOn),
    judgedOn: records.length,
    dictionaryBytes: Math.max(ofFirst.dictionaryBytes, ofSecond.dictionaryBytes),
  };
}

function ratioOf(
  lines: readonly unknown[],
  bytesOf: ReadonlyMap<unknown, number>,
  alone: Float64Array,
): number {
  const judged = lines.flatMap((line, index) => (bytesOf.has(line) ? [alone[index] as number] : []));
  return sumOf(bytesOf.values()) / sumOf(judged);
}

function sumOf(values: Iterable<number>): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum;
}

/** In a thread of its own when it takes long: a server has others to answer. */
async function judge(trial: DictionaryTrial): Promise<Judged | undefined> {
  if (trial.trained.reduce((sum, { length }) => sum + length, 0) <= INLINE_BYTES_MAX)
    return judgeDictionary(trial);
  const worker = startWorker(PROGRAM, { trial });
  const [judged] = (await once(worker, 'message')) as [Judged | undefined];
  await worker.terminate();
  return judged;
}
