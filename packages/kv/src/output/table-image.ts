import { randomBytes } from 'node:crypto';
import { type Encoding, kvError, type PairOutput, parseCompression } from '@oremill/types';
import type { CodecOptions } from '@oremill/zstd';
import { KeyPrefixes } from '../table/key-prefixes.ts';
import { PARTS_MAX, partOfPlace } from '../table/part.ts';

/** What a codec of the job engine has. */
export interface Encoder<Value> {
  /** A string stands for its UTF-8 bytes. */
  readonly encode: (value: Value) => string | Uint8Array;
  readonly encoding?: Encoding | undefined;
}

type Bytes = string | Uint8Array;

export interface TableImageOptions<Key = Bytes, Value = Bytes> {
  /** How the first of a row becomes the key; without it text or bytes are expected. */
  readonly key?: Encoder<Key>;
  /** How the second of a row becomes the value; without it text or bytes are expected. */
  readonly value?: Encoder<Value>;
  /** Keys are kept in order too, for prefixes; true unless said otherwise. */
  readonly ordered?: boolean;
  /** Of the values; `zstd:9` says the level. `none` unless said otherwise. */
  readonly compression?: 'none' | 'zstd' | `zstd:${number}`;
}

/** Escaped fields are not the bytes that a reader of the value wants. */
const ESCAPED: ReadonlySet<Encoding | undefined> = new Set(['tsv-escaped', 'csv']);

/**
 * The output of a job whose reducers write a table image each: `kv publish` serves them as one version and builds
 * nothing. A row is a key and its value; of a key that is emitted twice the last value counts.
 */
export function tableImage<Key = Bytes, Value = Bytes>({
  key,
  value,
  ordered = true,
  compression = 'none',
}: TableImageOptions<Key, Value> = {}): PairOutput<readonly [Key, Value]> {
  const codec = codecOf(compression);
  const encodeKey = encoderOf('key', key);
  const encodeValue = encoderOf('value', value);
  /** Of the plan that this thread works for: a map task is short, and a kernel takes a memory of its own. */
  let last: { readonly seed: bigint; readonly prefixes: KeyPrefixes } | undefined;
  return {
    kind: 'published',
    encoding: 'table-image',
    columns: [],
    encodeRow: ([k, v]) => Buffer.concat([toBytes(encodeKey(k)), TAB, toBytes(encodeValue(v))]),
    pairs: {
      key,
      value,
      encodePair: ([k, v]) => [encodeKey(k), encodeValue(v)],
      choosePlan(partitions) {
        if (partitions <= PARTS_MAX) return { seed: randomBytes(8).toString('hex') };
        throw kvError('CONFIG_INVALID', `a version has ${PARTS_MAX} parts at most, not ${partitions}`, {
          hint: 'Give fewer --partitions.',
        });
      },
      partitionerOf(plan) {
        const seed = seedOf(plan);
        if (last?.seed !== seed) last = { seed, prefixes: new KeyPrefixes(seed) };
        const { prefixes } = last;
        return (keyBytes, partitions) => partOfPlace(prefixes.of(keyBytes), partitions);
      },
      async openPart(place) {
        // A mapper has no use for all that writes an image.
        const { ImagePart } = await import('./image-part.ts');
        return new ImagePart(place, { seed: seedOf(place.plan), isOrdered: ordered, codec });
      },
    },
  };
}

const TAB = Buffer.from('\t');

/** The seed of the hash: the parts of an execution have one. */
function seedOf(plan: unknown): bigint {
  return BigInt(`0x${(plan as { readonly seed: string }).seed}`);
}

function codecOf(compression: string): CodecOptions {
  const setting = parseCompression(compression);
  if (setting === undefined) throw new TypeError(`a table image has no compression ${compression}`);
  const { codec, level } = setting;
  if (codec === 'zstd-dictionary') {
    throw new TypeError(
      'reducers cannot train a dictionary: it is made of a sample of all values, and each of them sees its own part. Say zstd, or load a table with kv publish',
    );
  }
  return codec === 'none' ? { kind: codec } : { kind: codec, ...(level === undefined ? {} : { level }) };
}

function encoderOf<Value>(what: string, encoder: Encoder<Value> | undefined) {
  if (ESCAPED.has(encoder?.encoding)) {
    throw new TypeError(`a ${what} of a table image is not escaped: take a field of a tsv-raw table`);
  }
  return encoder?.encode ?? ((given: Value) => given as Bytes);
}

function toBytes(given: Bytes): Uint8Array {
  return typeof given === 'string' ? Buffer.from(given) : given;
}
