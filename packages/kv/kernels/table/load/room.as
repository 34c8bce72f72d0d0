/** Room for the records of one thread, in segments that it has claimed. */
import { NONE, SEGMENT_BYTES } from '../layout.as';
import { SMALL_BYTES_MAX } from '../entries.as';
import { startOf } from '../segments.as';
import { claimLarge, claimSegment, leaveSegment } from './claim.as';

/** Who copies a small record may touch so many bytes behind it. */
export const COPY_SPARE: u32 = 16;

// The larger records go apart, as what they leave at the end of a segment is worth keeping.
let small: u32 = NONE;
let smallAt: usize = 0;
let smallEnd: usize = 0;
let medium: u32 = NONE;
let mediumAt: usize = 0;
let mediumEnd: usize = 0;

/** Where a record of so many bytes goes; 0 without memory. */
export function allocate(bytes: u32): usize {
  if (bytes <= SMALL_BYTES_MAX) {
    if (smallAt + bytes + COPY_SPARE > smallEnd) {
      const next = claimSegment();
      if (next == NONE) return 0;
      if (small != NONE) leaveSegment(small, (smallAt - startOf(small)) as u32);
      small = next;
      smallAt = startOf(small);
      smallEnd = smallAt + SEGMENT_BYTES;
    }
    const record = smallAt;
    smallAt += bytes;
    return record;
  }
  if (bytes > SEGMENT_BYTES) return claimLarge(bytes);
  if (mediumAt + bytes > mediumEnd) {
    const next = claimSegment();
    if (next == NONE) return 0;
    if (medium != NONE) leaveSegment(medium, (mediumAt - startOf(medium)) as u32);
    medium = next;
    mediumAt = startOf(medium);
    mediumEnd = mediumAt + SEGMENT_BYTES;
  }
  const record = mediumAt;
  mediumAt += bytes;
  return record;
}

/** No more lines come to this thread. */
export function closeLines(): void {
  if (small != NONE) leaveSegment(small, (smallAt - startOf(small)) as u32);
  if (medium != NONE) leaveSegment(medium, (mediumAt - startOf(medium)) as u32);
  small = medium = NONE;
  smallAt = smallEnd = mediumAt = mediumEnd = 0;
}
