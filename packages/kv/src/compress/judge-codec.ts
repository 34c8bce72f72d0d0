import { deflateSync, inflateSync } from 'node:zlib';
import { type CodecOptions, openCodec } from '@oremill/zstd';

/** Milliseconds from anywhere: only differences count. */
export type Stopwatch = () => number;

/** What this thread has worked: unlike a clock it stands still while others have the processor. */
export function workedMs(): number {
  // Node 20 knows it of the whole process only.
  const { user, system } =
    'threadCpuUsage' in process ? process.threadCpuUsage() : (process as NodeJS.Process).cpuUsage();
  return (user + system) / 1000;
}

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

/** The time that a thread has worked moves in steps of some milliseconds: of so long it is told to a few hundredths. */
const MEASURED_MS = 100;
const PASSES_MAX = 32;

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
  let stored: (Uint8Array | undefined)[] = [];
  const compressMs = measureMs(() => {
    stored = values.map((value) => method.compress(value));
  }, now);
  const readMs = measureMs(() => {
    for (const bytes of stored) if (bytes) method.read(bytes);
  }, now);
  const storedBytes = values.reduce((sum, value, index) => sum + (stored[index] ?? value).length, 0);
  const { length } = values;
  return {
    valueBytes: storedBytes / length,
    compressUs: (compressMs * 1000) / length,
    readUs: (readMs * 1000) / length,
  };
}

/** Of one pass. The first one only warms up, unless it takes so long that it tells enough. */
function measureMs(pass: () => void, now: Stopwatch): number {
  const first = now();
  pass();
  const firstMs = now() - first;
  if (firstMs >= MEASURED_MS) return firstMs;
  const started = now();
  let passes = 0;
  let ms = 0;
  while (ms < MEASURED_MS && passes < PASSES_MAX) {
    pass();
    passes += 1;
    ms = now() - started;
  }
  return ms / passes;
}
