import { AppError } from '@oremill/types/errors';
import { divideSamples, openCodec, trainDictionary } from '@oremill/zstd';

export interface DictionaryTrial {
  readonly trained: readonly Uint8Array[];
  readonly judged: readonly Uint8Array[];
}

export interface Judged {
  /** Of each judged record, as it is stored. */
  readonly bytes: readonly number[];
  readonly trainedOn: number;
  readonly dictionaryBytes: number;
}

/** What a dictionary makes of records that it never saw; undefined where there are too few to train one. It takes seconds. */
export function judgeDictionary({ trained, judged }: DictionaryTrial): Judged | undefined {
  let dictionary: ReturnType<typeof trainDictionary>;
  try {
    dictionary = trainDictionary(trained);
  } catch (error) {
    if (error instanceof AppError && error.code === 'SAMPLE_INSUFFICIENT') return undefined;
    throw error;
  }
  const codec = openCodec({ kind: 'zstd', dictionary });
  const bytes = judged.map((record) => (codec.compress(record) ?? record).length);
  codec.close();
  // The trainer holds some back to tell how good it is.
  return {
    bytes,
    trainedOn: divideSamples(trained).trained.length,
    dictionaryBytes: dictionary.bytes.length,
  };
}
