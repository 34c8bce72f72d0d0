import type { KernelMemory } from '@oremill/json-fields';
import type { Files } from '@oremill/runtime';
import type { Combine, CombineFunction } from './combine.ts';
import { combineGroups } from './combine-groups.ts';
import { FORM, Merge } from './merge.ts';
import { MergedRows } from './merged-rows.ts';
import { chooseMerge, type MergeRoom, mergeFits } from './plan-merge.ts';
import type { Segment } from './segment.ts';
import { SpillWriter } from './spill-writer.ts';

export interface NarrowOptions {
  readonly sortValues: boolean;
  readonly combine: Combine | undefined;
  readonly memory: KernelMemory;
  readonly files: Files;
  /** Makes the path of the spill with this number. */
  readonly pathOf: (index: number) => string;
  readonly room: MergeRoom;
  readonly blockBytes: number;
  readonly spillBytes: number;
  readonly pairBytesMax: number;
}

/** Merges neighbours until few enough are left to merge at once; so open files and buffers stay bounded. */
export function* narrowSegments(all: readonly Segment[], options: NarrowOptions): Generator<void, Segment[]> {
  const segments = all.filter(({ start, end }) => end > start);
  for (let spills = 0; !mergeFits(segments, options.room); spills += 1) {
    const [from, to] = chooseMerge(segments, options.room);
    const merged = mergeToSpill(segments.slice(from, to), options.pathOf(spills), options);
    segments.splice(from, to - from, merged);
    yield;
  }
  return segments;
}

function mergeToSpill(segments: readonly Segment[], path: string, options: NarrowOptions): Segment {
  const { sortValues, combine, memory, room } = options;
  const merge = new Merge({ segments, sortValues, hasSums: combine?.kind === 'sum', memory, room });
  try {
    return combine?.kind === 'function'
      ? combineToSpill(merge, combine.combine, path, options)
      : copyToSpill(merge, segments, path, options);
  } finally {
    merge.close();
  }
}

/** What a sum may have that none of its addends has. */
const SUM_BYTES_MAX = 20;

function copyToSpill(
  merge: Merge,
  segments: readonly Segment[],
  path: string,
  options: NarrowOptions,
): Segment {
  const { files, blockBytes, combine } = options;
  const { memory, outStart, outEnd, sharedBytes } = merge;
  const pairBytesMax =
    Math.max(...segments.map((segment) => segment.pairBytesMax)) +
    (combine === undefined ? 0 : SUM_BYTES_MAX);
  const writer = new SpillWriter(path, files, { memory, from: outStart, end: outEnd }, blockBytes);
  try {
    while (!merge.isDone) {
      const { rows, out } = merge.fill(FORM.pairs, PAIRS_MAX, { out: writer.out, outEnd });
      writer.out = out;
      writer.countPairs(rows, pairBytesMax);
      writer.flush();
    }
    const segment = writer.endSegment(sharedBytes);
    writer.flush();
    return segment;
  } finally {
    writer.close();
  }
}

const PAIRS_MAX = 0xffff_ffff;

function combineToSpill(
  merge: Merge,
  combine: CombineFunction,
  path: string,
  options: NarrowOptions,
): Segment {
  const { files, blockBytes, spillBytes, pairBytesMax, memory, sortValues } = options;
  const { address } = memory.allocate(spillBytes);
  const buffer = { memory: merge.memory, from: address, end: address + spillBytes };
  const writer = new SpillWriter(path, files, buffer, blockBytes);
  try {
    const write = (key: Buffer, value: Buffer) => writer.writePair(key, value);
    combineGroups(new MergedRows(merge, memory), { combine, sortValues, pairBytesMax, write });
    const segment = writer.endSegment(merge.sharedBytes);
    writer.flush();
    return segment;
  } finally {
    writer.close();
  }
}
