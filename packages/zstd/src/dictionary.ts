import { crc32 } from 'node:zlib';
import {
  COMPRESSION_LEVEL_WITH_DICTIONARY,
  DICTIONARY_BYTES_MAX,
  DICTIONARY_BYTES_MIN,
  kvError,
} from '@oremill/types';
import { openCodec } from './codec.ts';
import { ZstdKernel } from './zstd-kernel.ts';

/** What values of a dataset have in common: needed to read whatever was compressed with it. */
export interface Dictionary {
  /** CRC-32 of its bytes: the id that zstd puts into them is the same for dictionaries that differ in their tables only. */
  readonly id: number;
  readonly bytes: Uint8Array;
  /** Raw bytes for each stored one, of samples that it was not trained on; undefined where nobody kept it. */
  readonly ratio?: number | undefined;
}

export interface TrainOptions {
  readonly bytesMax?: number;
  /** At which values will be compressed. */
  readonly level?: number;
}

/** Twice as long gains nothing more on values of some KB; half as long costs them a twentieth. */
const BYTES_MAX = 256 * 1024;
/** For each byte of the dictionary: more of them make training longer and the dictionary no better. */
const SAMPLE_BYTES_MAX = 100;
/** The trainer looks for strings of this length. */
const SAMPLE_BYTES_MIN = 8;
const SAMPLES_MIN = 16;
/** A longer dictionary would know the samples by heart and nothing else. */
const SHARE_OF_SAMPLES = 1 / 8;

/** The same samples give the same dictionary. A quarter of them is held back to judge it. Throws SAMPLE_INSUFFICIENT. */
export function trainDictionary(
  samples: readonly Uint8Array[],
  { bytesMax = BYTES_MAX, level = COMPRESSION_LEVEL_WITH_DICTIONARY }: TrainOptions = {},
): Dictionary {
  const { trained, judged } = divideSamples(samples);
  const bytes = train(trained, { bytesMax, level });
  return { ...readDictionary(bytes), ratio: ratioOf({ bytes, level, judged }) };
}

/** Throws DICTIONARY_INVALID. */
export function readDictionary(bytes: Uint8Array): Dictionary {
  const dictionary = { id: crc32(bytes), bytes };
  openCodec({ kind: 'zstd', dictionary }).close();
  return dictionary;
}

/** By their content, so that equal values are on one side: a dictionary that is judged on what it was trained on flatters itself. */
export function divideSamples(samples: readonly Uint8Array[]): {
  trained: Uint8Array[];
  judged: Uint8Array[];
} {
  const trained: Uint8Array[] = [];
  const judged: Uint8Array[] = [];
  // The highest bits: of short and similar values the lowest ones of a CRC are alike.
  for (const sample of samples) (crc32(sample) >>> 30 === 0 ? judged : trained).push(sample);
  return { trained, judged };
}

/** Two halves, by their content: each can judge what was trained on the other. */
export function halveSamples<Sample extends Uint8Array>(samples: readonly Sample[]): [Sample[], Sample[]] {
  const halves: [Sample[], Sample[]] = [[], []];
  // Another bit than those that the trainer divides by.
  for (const sample of samples) (((crc32(sample) >>> 29) & 1) === 0 ? halves[0] : halves[1]).push(sample);
  return halves;
}

function train(samples: readonly Uint8Array[], { bytesMax, level }: Required<TrainOptions>): Buffer {
  if (!Number.isInteger(bytesMax) || bytesMax < DICTIONARY_BYTES_MIN || bytesMax > DICTIONARY_BYTES_MAX)
    throw kvError('CONFIG_INVALID', `a dictionary cannot have ${bytesMax} bytes`, {
      hint: `They have ${DICTIONARY_BYTES_MIN} to ${DICTIONARY_BYTES_MAX} bytes; some hundred KiB are usual.`,
    });
  const long = samples.filter(({ length }) => length >= SAMPLE_BYTES_MIN);
  const used = firstBytes(long, bytesMax * SAMPLE_BYTES_MAX);
  const sampleBytes = used.reduce((sum, { length }) => sum + length, 0);
  const capacity = Math.min(bytesMax, Math.floor(sampleBytes * SHARE_OF_SAMPLES));
  const what = `${used.length} samples of ${sampleBytes} bytes in all`;
  if (used.length < SAMPLES_MIN || capacity < DICTIONARY_BYTES_MIN) throw insufficient(what, bytesMax);

  const kernel = new ZstdKernel();
  const target = kernel.take(capacity);
  const source = kernel.take(sampleBytes);
  const sizes = kernel.take(used.length * 4);
  let end = source;
  for (const [index, sample] of used.entries()) {
    kernel.bytes.set(sample, end);
    kernel.bytes.writeUInt32LE(sample.length, sizes + index * 4);
    end += sample.length;
  }
  const bytes = kernel.functions.train(target, capacity, source, sizes, used.length, level);
  if (bytes <= 0) throw insufficient(what, bytesMax);
  return Buffer.from(kernel.bytes.subarray(target, target + bytes));
}

function firstBytes(samples: readonly Uint8Array[], bytesMax: number): Uint8Array[] {
  const first: Uint8Array[] = [];
  let bytes = 0;
  for (const sample of samples) {
    bytes += sample.length;
    if (bytes > bytesMax) break;
    first.push(sample);
  }
  return first;
}

function ratioOf({ bytes, level, judged }: { bytes: Buffer; level: number; judged: readonly Uint8Array[] }) {
  const codec = openCodec({ kind: 'zstd', level, dictionary: { id: 0, bytes } });
  for (const value of judged) codec.compress(value);
  const ratio = codec.drift()?.ratio;
  codec.close();
  return ratio;
}

function insufficient(what: string, bytesMax: number) {
  return kvError('SAMPLE_INSUFFICIENT', `no dictionary can be trained on ${what}`, {
    hint: `Values that have something in common, together some 100 times the ${bytesMax} bytes of the dictionary, are best; without one, values are compressed each for itself.`,
  });
}
