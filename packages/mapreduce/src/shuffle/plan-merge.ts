import { HEAD_BYTES_MAX } from './pair.ts';
import type { Segment } from './segment.ts';
import { SLACK_BYTES } from './shuffle-kernel.ts';

export interface MergeRoom {
  /** What the buffers of one merge may have together. */
  readonly bytes: number;
  readonly fanIn: number;
}

/** What a sum may have that none of its addends has. */
const INTEGER_BYTES_MAX = 20;
const KIB = 1024;
const OUT_BYTES_MIN = 4 * KIB;
const OUT_BYTES_MAX = 512 * KIB;

/** A reader holds the rest of a pair and the block that goes on with it, or all of a small segment. */
export function readerBytes({ start, end, blockBytes, pairBytesMax }: Segment): number {
  return Math.min(end - start, blockBytes + pairBytesMax + HEAD_BYTES_MAX) + SLACK_BYTES;
}

/** The merge's result is laid out in this much: one pair at least, and many if there is room. */
export function outBytes(segments: readonly Segment[], { bytes }: MergeRoom): number {
  const largest = segments.reduce((most, { pairBytesMax }) => Math.max(most, pairBytesMax), 0);
  const wished = Math.max(OUT_BYTES_MIN, Math.min(OUT_BYTES_MAX, bytes / 8));
  return Math.ceil(Math.max(wished, largest + HEAD_BYTES_MAX + INTEGER_BYTES_MAX)) + SLACK_BYTES;
}

export function mergeFits(segments: readonly Segment[], room: MergeRoom): boolean {
  if (segments.length <= 2) return true;
  if (segments.length > room.fanIn) return false;
  const needed = segments.reduce((sum, segment) => sum + readerBytes(segment), outBytes(segments, room));
  return needed <= room.bytes;
}

/**
 * The neighbours to merge next, as `[from, to)`: as few as bring the segments within the fan-in, those with the fewest
 * bytes; so that no pair is written again without need.
 */
export function chooseMerge(segments: readonly Segment[], room: MergeRoom): [from: number, to: number] {
  const excess = segments.length - room.fanIn + 1;
  for (let size = Math.max(2, Math.min(room.fanIn, excess)); ; size -= 1) {
    let best = -1;
    let bestBytes = Number.POSITIVE_INFINITY;
    for (let from = 0; from + size <= segments.length; from += 1) {
      const chosen = segments.slice(from, from + size);
      const bytes = chosen.reduce((sum, { start, end }) => sum + end - start, 0);
      if (bytes >= bestBytes || !mergeFits(chosen, room)) continue;
      best = from;
      bestBytes = bytes;
    }
    if (best >= 0) return [best, best + size];
  }
}
