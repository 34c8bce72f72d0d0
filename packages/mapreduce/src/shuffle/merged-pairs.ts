import type { KernelMemory } from '@oremill/json-fields';
import type { Files } from '@oremill/runtime';
import type { Limits } from '../config.ts';
import { largestPairBytes, spillBlockBytes, spillBufferBytes } from './arena.ts';
import type { Combine } from './combine.ts';
import { Merge } from './merge.ts';
import { MergedRows } from './merged-rows.ts';
import { narrowSegments } from './narrow-segments.ts';
import type { Pair } from './pair.ts';
import type { Segment } from './segment.ts';

export type { Pair } from './pair.ts';

export interface MergeOptions {
  readonly segments: readonly Segment[];
  readonly sortValues: boolean;
  /** `sum` also makes one pair of each key; a function is called whenever merged pairs are spilled again. */
  readonly combine: Combine | undefined;
  /** `limits.mergeBytes` of it are taken until `close`; more only if two of the pairs are larger than that. */
  readonly memory: KernelMemory;
  readonly limits: Limits;
  readonly files: Files;
  /** Makes the path of the spill with this number. */
  readonly pathOf: (index: number) => string;
}

/** The sorted pairs of a partition; each is valid until the next. */
export interface MergedPairs {
  next(): Pair | undefined;
  /** Writes up to `pairsMax` pairs as rows: key, tab, value, newline; or key, newline. False after the last pair. */
  copyRows(pairsMax: number, keyOnly: boolean, write: (bytes: Buffer, rows: number) => void): boolean;
  close(): void;
  readonly times: { readonly mergeMs: number };
}

/** Of a merge: its tree, what describes a batch of pairs, and what aligning regions takes. */
const FIXED_BYTES = 64 * 1024;

/** Merges in rounds while there are too many segments to open at once, then opens the last merge. */
export function* openMerge(options: MergeOptions): Generator<void, MergedPairs> {
  const { memory, sortValues, combine, limits, files, pathOf } = options;
  const spareBytes = memory.freeBytes - spillBufferBytes(limits) - FIXED_BYTES;
  const room = { bytes: Math.min(limits.mergeBytes, spareBytes), fanIn: limits.mergeFanIn };
  const narrowing = narrowSegments(options.segments, {
    sortValues,
    combine,
    memory,
    files,
    pathOf,
    room,
    blockBytes: spillBlockBytes(limits),
    spillBytes: spillBufferBytes(limits),
    pairBytesMax: largestPairBytes(limits),
  });
  let mergeMs = 0;
  let startedMs = performance.now();
  let step = narrowing.next();
  for (; !step.done; step = narrowing.next()) {
    mergeMs += performance.now() - startedMs;
    yield;
    startedMs = performance.now();
  }
  const merge = new Merge({
    segments: step.value,
    sortValues,
    hasSums: combine?.kind === 'sum',
    memory,
    room,
  });
  const pairs = new MergedRows(merge, memory);
  pairs.times.mergeMs = mergeMs + performance.now() - startedMs;
  return pairs;
}
