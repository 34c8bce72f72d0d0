import { AppError } from '@oremill/types';
import type { Segment } from './segment.ts';
import { SegmentFile } from './segment-file.ts';

const READ_BYTES = 1024 * 1024;

/** Whether all segments are on the disk as they were written; damage is an answer here, not an error. */
export function verifySegments(segments: readonly Segment[]): boolean {
  return segments.every(verifySegment);
}

function verifySegment(segment: Segment): boolean {
  try {
    const file = new SegmentFile(segment);
    try {
      const buffer = Buffer.allocUnsafe(Math.max(Math.min(READ_BYTES, file.bytesLeft), segment.blockBytes));
      while (file.bytesLeft > 0) file.readBlocks(buffer);
    } finally {
      file.close();
    }
    return true;
  } catch (error) {
    if (error instanceof AppError && error.code === 'SPILL_CORRUPT') return false;
    throw error;
  }
}
