import assert from 'node:assert/strict';
import {
  COMPRESSION_LEVEL,
  COMPRESSION_LEVEL_MAX,
  COMPRESSION_LEVEL_WITH_DICTIONARY,
  kvError,
} from '@oremill/types';
import { Area } from './area.ts';
import type { Codec, ZstdOptions } from './codec.ts';
import { type Drift, DriftMeter } from './drift.ts';
import { ZstdKernel } from './zstd-kernel.ts';

/** Compressing or reading 1 MiB holds up a server for some 10 ms: what is longer is kept as it is. */
const VALUE_BYTES_MAX = 2 ** 20;
const VALUE_BYTES_LIMIT = 64 * 2 ** 20;
/** Every read of a compressed value costs microseconds: it has to be at least so much shorter. */
const LEAST_SAVING = 0.1;
/** The shortest frame has 4 bytes, and what is saved below is lost in the rounding of other things. */
const VALUE_BYTES_MIN = 16;

/** Zstd, with or without a dictionary, which is digested once. */
export class ZstdCodec implements Codec {
  readonly #kernel = new ZstdKernel();
  readonly #source = new Area(this.#kernel);
  readonly #target = new Area(this.#kernel);
  readonly #level: number;
  readonly #valueBytesMax: number;
  readonly #dictionary: { readonly address: number; readonly bytes: number };
  readonly #drift: DriftMeter | undefined;
  readonly #decompressor: number;
  /** Opened by the first value that is compressed: who only reads does without its tables. */
  #compressor = 0;
  #isClosed = false;

  constructor({ dictionary, valueBytesMax = VALUE_BYTES_MAX, ...options }: ZstdOptions) {
    const { level = dictionary ? COMPRESSION_LEVEL_WITH_DICTIONARY : COMPRESSION_LEVEL } = options;
    if (!Number.isInteger(level) || level < 1 || level > COMPRESSION_LEVEL_MAX)
      throw kvError('CONFIG_INVALID', `${level} is no level of compression`, {
        hint: `Levels are 1 to ${COMPRESSION_LEVEL_MAX}.`,
      });
    if (!Number.isInteger(valueBytesMax) || valueBytesMax < 0 || valueBytesMax > VALUE_BYTES_LIMIT)
      throw kvError('CONFIG_INVALID', `values of ${valueBytesMax} bytes cannot be compressed`, {
        hint: `At most ${VALUE_BYTES_LIMIT}; longer values are kept as they are.`,
      });
    this.#level = level;
    this.#valueBytesMax = valueBytesMax;
    const bytes = dictionary?.bytes ?? new Uint8Array();
    this.#dictionary = { address: this.#kernel.keep(bytes), bytes: bytes.length };
    this.#drift = dictionary && new DriftMeter(dictionary.ratio);
    this.#decompressor = this.#kernel.functions.openDecompressor(this.#dictionary.address, bytes.length);
    if (this.#decompressor === 0)
      throw kvError('DICTIONARY_INVALID', `${bytes.length} bytes are no dictionary of zstd`, {
        hint: 'Train one with trainDictionary, and keep all of its bytes.',
      });
  }

  compress(value: Uint8Array): Buffer | undefined {
    assert(!this.#isClosed, 'the codec is closed');
    const { length } = value;
    if (length < VALUE_BYTES_MIN || length > this.#valueBytesMax) return undefined;
    const stored = this.#compress(value);
    const isWorthIt = stored.length <= length * (1 - LEAST_SAVING);
    this.#drift?.note(length, isWorthIt ? stored.length : length);
    return isWorthIt ? stored : undefined;
  }

  #compress(value: Uint8Array): Buffer {
    const { functions } = this.#kernel;
    const { address, bytes } = this.#dictionary;
    if (this.#compressor === 0) this.#compressor = functions.openCompressor(this.#level, address, bytes);
    assert(this.#compressor !== 0, 'zstd has no memory for a compressor');
    const source = this.#source.ofBytes(value.length);
    const targetBytes = frameBytesMax(value.length);
    const target = this.#target.ofBytes(targetBytes);
    this.#kernel.bytes.set(value, source);
    const written = functions.compress(this.#compressor, target, targetBytes, source, value.length);
    assert(written > 0, `zstd failed with ${-written}`);
    return this.#kernel.bytes.subarray(target, target + written);
  }

  decompress(stored: Uint8Array, into?: Buffer): Buffer {
    const source = this.#receive(stored);
    const length = this.#contentBytes(source, stored.length);
    assert(into === undefined || into.length >= length, `no room for a value of ${length} bytes`);
    const target = this.#target.ofBytes(length);
    const { functions } = this.#kernel;
    const written = functions.decompress(this.#decompressor, target, length, source, stored.length);
    if (written !== length)
      throw corrupt(
        written < 0 ? `zstd's error ${-written}` : `it holds ${written} bytes and says ${length}`,
      );
    const value = into?.subarray(0, length) ?? Buffer.allocUnsafe(length);
    this.#kernel.bytes.copy(value, 0, target, target + length);
    return value;
  }

  valueBytes(stored: Uint8Array): number {
    return this.#contentBytes(this.#receive(stored), stored.length);
  }

  /** Copies it into the kernel's memory. Nothing that was compressed is longer than its value. */
  #receive(stored: Uint8Array): number {
    assert(!this.#isClosed, 'the codec is closed');
    if (stored.length > this.#valueBytesMax)
      throw corrupt(`it has ${stored.length} bytes, and its value at most ${this.#valueBytesMax}`);
    const source = this.#source.ofBytes(stored.length);
    this.#kernel.bytes.set(stored, source);
    return source;
  }

  #contentBytes(source: number, bytes: number): number {
    const length = this.#kernel.functions.contentBytes(source, bytes);
    if (length < 0) throw corrupt('it does not begin as one');
    if (length > this.#valueBytesMax)
      throw corrupt(`it says it holds ${length} bytes, and a value has at most ${this.#valueBytesMax}`);
    return length;
  }

  drift(): Drift | undefined {
    return this.#drift?.read();
  }

  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    const { functions } = this.#kernel;
    functions.closeDecompressor(this.#decompressor);
    if (this.#compressor !== 0) functions.closeCompressor(this.#compressor);
  }
}

/** ZSTD_compressBound: with this room zstd never fails, and checks less. */
function frameBytesMax(bytes: number): number {
  return bytes + (bytes >>> 8) + 64;
}

function corrupt(how: string) {
  return kvError('VALUE_CORRUPT', `a compressed value is damaged: ${how}`, {
    hint: 'Load the dataset anew, or go back to an earlier version.',
  });
}
