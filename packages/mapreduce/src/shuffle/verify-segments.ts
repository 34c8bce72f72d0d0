import { statSync } from 'node:fs';
import type { Segment } from './segment.ts';

/** Whether the segments are on the disk as they were written; damage is an answer here, not an error. */
export function verifySegments(segments: readonly Segment[]): boolean {
  return segments.every(({ path, end }) => (statSync(path, { throwIfNoEntry: false })?.size ?? 0) >= end);
}
