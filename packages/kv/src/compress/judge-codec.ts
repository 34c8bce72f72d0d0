import { deflateSync, inflateSync } from 'node:zlib';
import { type CodecOptions, openCodec } from './codec.ts';

/** Milliseconds from anywhere: only differences count. */
export type Stopwatch = () => number;

/** Averages of one value. */
export interface Judgement {
  readonly valueBytes: number;
  readonly compressUs: number;
  readonly readUs: number;
}

interface Method {
  /** Undefined: kept as it is. */
  compress(value: Uint8Array): Uint8Array | undefined;
  read(stored: Uint8Array): Uint8Array;
}

/** The fastest of so many is least disturbed by what else runs. */
const ROUNDS = 3;

export function judgeCodec(options: CodecOptions, values: readonly Uint8Array[], now: Stopwatch): Judgement {
  const codec = openCodec(options);
  const judgement = judge(
    {
      compress: (value) => {
        const stored = codec.compress(value);
        return stored && Buffer.from(stored);
      },
      read: (stored) => codec.decompress(stored),
    },
    values,
    now,
  );
  codec.close();
  return judgement;
}

/** What a store does that leaves compression to its caller. */
export function judgeZlib(values: readonly Uint8Array[], now: Stopwatch): Judgement {
  return judge(
    { compress: (value) => deflateSync(value), read: (stored) => inflateSync(stored) },
    values,
    now,
  );
}

function judge(method: Method, values: readonly Uint8Array[], now: Stopwatch): Judgement {
  let compressUs = Number.POSITIVE_INFINITY;
  let readUs = Number.POSITIVE_INFINITY;
  let storedBytes = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const started = now();
    const stored = values.map((value) => method.compress(value));
    const compressed = now();
    for (const bytes of stored) if (bytes) method.read(bytes);
    readUs = Math.min(readUs, ((now() - compressed) * 1000) / values.length);
    compressUs = Math.min(compressUs, ((compressed - started) * 1000) / values.length);
    storedBytes = stored.reduce(
      (sum, bytes, index) => sum + (bytes ?? (values[index] as Uint8Array)).length,
      0,
    );
  }
  return { valueBytes: storedBytes / values.length, compressUs, readUs };
}
