import assert from 'node:assert/strict';
import type { Arena } from './arena.ts';
import { ENTRY_BYTES } from './shuffle-kernel.ts';

/** Entries in output order: those of partition `p` are `entries[ends[p - 1], ends[p])`. */
export interface SortedRun {
  /** Address of the first entry. */
  readonly entries: number;
  readonly count: number;
  readonly ends: readonly number[];
}

/** How the kernel is to choose partitions while it lists entries; `custom` is asked afterwards. */
export function partitionWay({ partitions, partitioner }: Arena): number {
  if (partitions === 1 || partitioner.kind === 'custom') return WAY.none;
  return WAY[partitioner.kind];
}

const WAY = { none: 0, hash: 1, range: 2 };

/** Sorts listed entries; `keyOf` finds the key of the pair, or slot, at an address. */
export function sortRun(
  arena: Arena,
  listed: number,
  count: number,
  sortValues: boolean,
  keyOf: (address: number) => Buffer,
): SortedRun {
  const { kernel, partitions, words, bins } = arena;
  askPartitioner(arena, listed, count, keyOf);
  const spare = listed + count * ENTRY_BYTES;
  if (partitions === 1) {
    kernel.sortEntries(listed, spare, count, sortValues, bins);
    return { entries: listed, count, ends: [count] };
  }
  kernel.groupByPartition(listed, spare, count, partitions, arena.ends);
  const ends = [...words.subarray(arena.ends >>> 2, (arena.ends >>> 2) + partitions)];
  let start = 0;
  for (const end of ends) {
    const at = start * ENTRY_BYTES;
    kernel.sortEntries(spare + at, listed + at, end - start, sortValues, bins);
    start = end;
  }
  return { entries: spare, count, ends };
}

function askPartitioner(
  { partitioner, partitions, words }: Arena,
  listed: number,
  count: number,
  keyOf: (address: number) => Buffer,
): void {
  if (partitioner.kind !== 'custom' || partitions === 1) return;
  for (let entry = listed >>> 2; entry < (listed + count * ENTRY_BYTES) >>> 2; entry += ENTRY_BYTES / 4) {
    const partition: number = partitioner.partitionOf(keyOf(words[entry + 2] as number), partitions);
    assert(
      Number.isInteger(partition) && partition >= 0 && partition < partitions,
      `a partitioner said ${partition} of ${partitions} partitions`,
    );
    words[entry + 3] = partition;
  }
}
