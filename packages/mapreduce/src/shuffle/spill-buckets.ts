import type { Files } from '@oremill/runtime';
import type { Arena } from './arena.ts';
import { layOut } from './lay-out.ts';
import type { Segment } from './segment.ts';
import { BUCKETS_MAX, ENTRY_BYTES } from './shuffle-kernel.ts';
import { partitionWay } from './sort-run.ts';
import { SpillWriter } from './spill-writer.ts';

/** Pairs of an arena, one behind the other, and the free memory behind them. */
export interface PairRange {
  readonly from: number;
  readonly end: number;
  readonly count: number;
  readonly freeEnd: number;
}

export interface SpillBucketsOptions {
  readonly arena: Arena;
  readonly pairs: PairRange;
  readonly sortValues: boolean;
  readonly files: Files;
  readonly path: string;
  readonly times: { sortMs: number; spillMs: number };
}

/** Fewer pairs are in the processor's cache anyway. */
const PAIRS_MIN = 4096;
const TAG_BYTES = 2;
/** Of a partition; with fewer the pairs of a bucket do not stay in the cache. */
const BUCKETS_MIN = 16;

/** Whether spreading pays, and there is room for a second copy of the pairs and for a tag of each. */
export function canSpread(
  { partitions, partitioner }: Arena,
  { from, end, count, freeEnd }: PairRange,
): boolean {
  return (
    partitioner.kind !== 'custom' &&
    partitions * BUCKETS_MIN <= BUCKETS_MAX &&
    count >= PAIRS_MIN &&
    2 * (end - from) + TAG_BYTES * count + ENTRY_BYTES <= freeEnd - from &&
    end - from + (2 * count + 1) * ENTRY_BYTES <= freeEnd - from
  );
}

/** Sorts pairs bucket by bucket and writes them to a file; returns its segments, one for each partition. */
export function spillBuckets(options: SpillBucketsOptions): Segment[] {
  const { arena, pairs, sortValues, times } = options;
  const { kernel, words, partitions } = arena;
  const startedMs = performance.now();
  const perPartition = Math.floor(BUCKETS_MAX / partitions);
  // The copy goes to the end, so that where the pairs were there is room for the entries of even all of them.
  const target = pairs.freeEnd - (pairs.end - pairs.from);
  kernel.spreadPairs(
    pairs.from,
    pairs.end,
    target,
    pairs.end,
    arena.bucketEnds,
    partitions,
    partitionWay(arena),
    arena.splitters,
    perPartition,
  );
  const entries = Math.ceil(pairs.from / ENTRY_BYTES) * ENTRY_BYTES;
  const writer = new SpillWriter(options.path, options.files, arena.spillBuffer, arena.blockBytes);
  try {
    const segments: Segment[] = [];
    let sortMs = performance.now() - startedMs;
    let from = target;
    for (let bucket = 0; bucket < partitions * perPartition; ) {
      let first = 0;
      let last = 0;
      for (const partitionEnd = bucket + perPartition; bucket < partitionEnd; bucket += 1) {
        const end = words[(arena.bucketEnds >>> 2) + bucket] as number;
        if (end === from) continue;
        const sortedMs = performance.now();
        const count = kernel.listPairs(from, end, entries, 1, 0, 0);
        kernel.sortEntries(entries, entries + count * ENTRY_BYTES, count, sortValues, arena.bins);
        sortMs += performance.now() - sortedMs;
        layOut(arena, 'pairs', writer, { entries, count });
        first ||= words[(entries >>> 2) + 2] as number;
        last = words[(entries >>> 2) + (count - 1) * (ENTRY_BYTES / 4) + 2] as number;
        from = end;
      }
      segments.push(writer.endSegment(first === 0 ? 0 : kernel.sharedBytesOf(first, last)));
    }
    writer.flush();
    times.sortMs += sortMs;
    times.spillMs += performance.now() - startedMs - sortMs;
    return segments;
  } finally {
    writer.close();
  }
}
