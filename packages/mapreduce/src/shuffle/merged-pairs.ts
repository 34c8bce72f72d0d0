import type { Limits } from '../config.ts';
import type { Files } from '../files/disk-files.ts';
import type { KernelMemory } from '../kernel/kernel-memory.ts';
import type { Combine } from './combine.ts';
import { Merge, narrowSegments } from './merge-segments.ts';
import type { Segment } from './segment.ts';

/** A pair as it stands in a buffer: key `[keyStart, keyEnd)`, value `[keyEnd, valueEnd)`. */
export interface Pair {
  readonly buffer: Buffer;
  readonly keyStart: number;
  readonly keyEnd: number;
  readonly valueEnd: number;
}

export interface MergeOptions {
  readonly segments: readonly Segment[];
  readonly sortValues: boolean;
  /** Also while merging. */
  readonly combine: Combine | undefined;
  readonly memory: KernelMemory;
  readonly limits: Limits;
  readonly files: Files;
  readonly pathOf: (index: number) => string;
}

/** The sorted pairs of a partition; each is valid until the next. */
export interface MergedPairs {
  next(): Pair | undefined;
  /** Writes up to `pairsMax` pairs as rows: key, tab, value, newline; or key, newline. False after the last pair. */
  copyRows(pairsMax: number, keyOnly: boolean, write: (bytes: Buffer, rows: number) => void): boolean;
  close(): void;
  readonly times: { mergeMs: number };
}

/** Merges in rounds while there are too many segments to open at once, then opens the last merge. */
export function* openMerge(options: MergeOptions): Generator<void, MergedPairs> {
  const { sortValues, limits } = options;
  const segments = yield* narrowSegments(options.segments, options);
  const merge = new Merge(segments, sortValues, limits);
  const times = { mergeMs: 0 };
  const tab = Buffer.from('\t');
  const newline = Buffer.from('\n');
  return {
    times,
    next: () => merge.next(),
    copyRows(pairsMax, keyOnly, write) {
      for (let pairs = 0; pairs < pairsMax; pairs += 1) {
        const pair = merge.next();
        if (pair === undefined) return false;
        const { buffer, keyStart, keyEnd, valueEnd } = pair;
        const key = buffer.subarray(keyStart, keyEnd);
        const row = keyOnly ? [key, newline] : [key, tab, buffer.subarray(keyEnd, valueEnd), newline];
        write(Buffer.concat(row), 1);
      }
      return true;
    },
    close: () => merge.close(),
  };
}
