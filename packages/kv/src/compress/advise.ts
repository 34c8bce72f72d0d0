import { setImmediate } from 'node:timers/promises';
import {
  AppError,
  type CompressionAdvice,
  type CompressionChoice,
  formatBytes,
  formatCompression,
  kvError,
  type Usd,
} from '@oremill/types';
import type { CodecOptions } from '@oremill/zstd';
import { type Dictionary, divideSamples, trainDictionary } from '@oremill/zstd';
import { type Judgement, judgeCodec, judgeZlib, type Stopwatch, workedMs } from './judge-codec.ts';
import { recommend } from './recommend.ts';

export interface AdviseOptions {
  /** Of all values, of which the sample is a part. */
  readonly dataset: { readonly values: number; readonly bytes: number };
  readonly now?: Stopwatch;
  readonly levels?: readonly number[];
  /** Of the dictionaries to try. */
  readonly dictionaryBytes?: readonly number[];
  /** Values that everything is measured on. */
  readonly judgedMax?: number;
  /** What is slower is not recommended. */
  readonly readUsMax?: number;
  readonly compressUsMax?: number;
  /** Dollars for a GiB of memory a month; undefined when nobody knows. */
  readonly pricePerGibMonth?: (() => Usd | undefined | Promise<Usd | undefined>) | undefined;
}

const LEVELS = [1, 3, 5, 9, 19];
const KIB = 1024;
const DICTIONARY_BYTES = [16 * KIB, 112 * KIB, 256 * KIB];
const JUDGED_MAX = 1000;
/** With fewer to judge by, all of the sample is judged, and no dictionary is tried. */
const JUDGED_MIN = 8;

type Method = Pick<CompressionChoice, 'name' | 'kind' | 'setting' | 'level' | 'dictionaryBytes'> & {
  readonly judge: () => Judgement;
};

/** Compresses and reads a sample of a dataset in every way that is offered. It takes seconds and holds its thread: give it one of its own where others wait. */
export async function adviseCompression(
  samples: readonly Uint8Array[],
  options: AdviseOptions,
): Promise<CompressionAdvice> {
  const { dataset, readUsMax = 10, compressUsMax = 100 } = options;
  if (samples.length === 0)
    throw kvError('SAMPLE_INSUFFICIENT', 'there is no value to judge compression by', {
      hint: 'Load something first, or name a file that has pairs.',
    });
  const divided = divideSamples(samples);
  const canTrain = divided.judged.length >= JUDGED_MIN;
  const judged = (canTrain ? divided.judged : samples).slice(0, options.judgedMax ?? JUDGED_MAX);
  const dictionaries = canTrain ? trainAll(samples, options.dictionaryBytes ?? DICTIONARY_BYTES) : [];
  const price = await options.pricePerGibMonth?.();

  const choices: CompressionChoice[] = [];
  const rawBytes = averageBytes(judged);
  for (const { judge, ...method } of methodsOf(judged, dictionaries, options)) {
    choices.push(extrapolate({ ...method, ...judge() }, { rawBytes, dataset, price }));
    await setImmediate();
  }
  return {
    datasetValues: dataset.values,
    datasetBytes: dataset.bytes,
    trainedOn: dictionaries.length === 0 ? 0 : divided.trained.length,
    judgedOn: judged.length,
    choices,
    ...recommend(choices, { readUsMax, compressUsMax }),
  };
}

/** Where samples are too few or too short, there is one choice less. */
function trainAll(samples: readonly Uint8Array[], sizes: readonly number[]): Dictionary[] {
  const dictionaries: Dictionary[] = [];
  for (const bytesMax of sizes) {
    try {
      const dictionary = trainDictionary(samples, { bytesMax });
      // Few samples give the same short dictionary whatever was asked for.
      if (dictionaries.every(({ id }) => id !== dictionary.id)) dictionaries.push(dictionary);
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'SAMPLE_INSUFFICIENT') throw error;
    }
  }
  return dictionaries;
}

function methodsOf(
  judged: readonly Uint8Array[],
  dictionaries: readonly Dictionary[],
  { now = workedMs, levels = LEVELS }: AdviseOptions,
): Method[] {
  const codec = (options: CodecOptions) => () => judgeCodec(options, judged, now);
  const zstd = levels.map((level) => ({
    name: `zstd ${level}`,
    kind: 'zstd' as const,
    setting: formatCompression({ codec: 'zstd', level }),
    level,
    judge: codec({ kind: 'zstd', level }),
  }));
  const trained = dictionaries.flatMap((dictionary) =>
    levels.map((level) => ({
      name: `zstd ${level}, dictionary of ${formatBytes(dictionary.bytes.length)}`,
      kind: 'zstd-dictionary' as const,
      setting: formatCompression({
        codec: 'zstd-dictionary',
        level,
        dictionaryBytes: dictionary.bytes.length,
      }),
      level,
      dictionaryBytes: dictionary.bytes.length,
      judge: codec({ kind: 'zstd', level, dictionary }),
    })),
  );
  return [
    { name: 'none', kind: 'none', setting: 'none', judge: codec({ kind: 'none' }) },
    { name: 'zlib 6', kind: 'zlib', level: 6, judge: () => judgeZlib(judged, now) },
    ...zstd,
    ...trained,
  ];
}

interface Extrapolation {
  readonly rawBytes: number;
  readonly dataset: AdviseOptions['dataset'];
  readonly price: Usd | undefined;
}

/** From the values that were judged to all of the dataset, by bytes: the average length of all is known, and need not be that of the sample. */
function extrapolate(
  measured: Omit<Method, 'judge'> & Judgement,
  { rawBytes, dataset, price }: Extrapolation,
): CompressionChoice {
  // Empty values are as short as can be, whatever zlib makes of them.
  const ratio = rawBytes === 0 ? 1 : rawBytes / measured.valueBytes;
  const datasetBytes = Math.round(dataset.bytes / ratio) + (measured.dictionaryBytes ?? 0);
  const savedBytes = dataset.bytes - datasetBytes;
  return {
    ...measured,
    ratio,
    datasetBytes,
    savedBytes,
    ...(price === undefined ? {} : { savedUsdMonth: (savedBytes / 2 ** 30) * price }),
  };
}

function averageBytes(values: readonly Uint8Array[]): number {
  return values.reduce((sum, { length }) => sum + length, 0) / values.length;
}
