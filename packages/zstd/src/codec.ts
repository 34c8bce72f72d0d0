import type { Dictionary } from './dictionary.ts';
import type { Drift } from './drift.ts';
import { plainCodec } from './plain-codec.ts';
import { ZstdCodec } from './zstd-codec.ts';

/** How values are kept. Plain data: a thread hands it to another, and each opens a codec of its own. */
export type CodecOptions = { readonly kind: 'none' } | ZstdOptions;

export interface ZstdOptions {
  readonly kind: 'zstd';
  /** 1 is fast, 19 is small; 3, and 5 with a dictionary, where nothing is said. Reading need not know it. */
  readonly level?: number;
  readonly dictionary?: Dictionary;
  /** Longer values are kept as they are, and a frame that claims to hold more is refused. */
  readonly valueBytesMax?: number;
}

/** Holds memory of its own, outside the JavaScript heap. For one thread. */
export interface Codec {
  /** A view that holds until the next call. Undefined: the value is to be kept as it is, compressing it gains too little. */
  compress(value: Uint8Array): Buffer | undefined;
  /** What was compressed, in a Buffer of its own or at the start of `into`. Throws VALUE_CORRUPT. */
  decompress(stored: Uint8Array, into?: Buffer): Buffer;
  /** Bytes of the value, without decompressing it. Throws VALUE_CORRUPT. */
  valueBytes(stored: Uint8Array): number;
  /** How well the dictionary still does on what was compressed lately; undefined without one. */
  drift(): Drift | undefined;
  close(): void;
}

/** Throws CONFIG_INVALID for a level that is none, DICTIONARY_INVALID. */
export function openCodec(options: CodecOptions): Codec {
  return options.kind === 'none' ? plainCodec : new ZstdCodec(options);
}
