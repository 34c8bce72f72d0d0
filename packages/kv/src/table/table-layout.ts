/** Addresses that JavaScript reads and writes in the memory of a table: those of kernels/table/layout.as. */
const HEADER = 64 * 1024;

export const KEY_BYTES = HEADER + 8;
export const VALUE_BYTES = HEADER + 16;
export const HEAD_BYTES = HEADER + 24;
export const DEAD_BYTES = HEADER + 32;
export const COUNT = HEADER + 40;
export const EXPIRING = HEADER + 44;
export const EVICTED = HEADER + 48;
export const SEGMENT_COUNT = HEADER + 64;
export const SEGMENT_COUNT_MAX = HEADER + 68;
export const POLICY = HEADER + 124;
export const YOUNG = HEADER + 128;
export const OLD = HEADER + 160;
export const IS_MOVING = HEADER + 192;

export const GROUPS = 0;
export const DIRECTORY = 8;
export const CHUNKS = 12;

/** Of an entry, as `writeResult` of kernels/table/read.as lays it out. */
export const RESULT = HEADER + 256;
export const RESULT_BYTES = 32;
export const NEXT = RESULT + 32;
export const FOUND_COUNT = RESULT + 40;
export const LONG_AT = RESULT + 44;
export const LONG_COUNT = RESULT + 48;
/** Fields of the list that `LONG_AT` points into; kernels/table/walk.as lays it out. */
export const LISTED_BYTES = 16;
export const LISTED_RECORD = 8;
export const LISTED_RECORD_BYTES = 12;
export const IS_FULL = RESULT + 52;
export const ROOM = RESULT + 56;
export const HAS_MORE = RESULT + 60;
/** Of a write: what it evicted, as operations on the stage. */
export const TOLD_BYTES = RESULT + 64;
export const TOLD_COUNT = RESULT + 68;

export const SEGMENTS = 128 * 1024;
export const SEGMENT_FIELDS_BYTES = 16;
export const SEGMENT_USED = 0;
export const SEGMENT_RUN = 12;
export const SEGMENT_STATE = 14;
export const SEGMENT_BYTES = 1024 * 1024;
export const SEGMENTS_MOST = 4094;

/** In the order of their numbers in layout.as. */
export const SEGMENT_STATES = [
  'free',
  'index',
  'open',
  'closed',
  'partial',
  'large',
  'large-rest',
  'cleaning',
  'scratch',
  'order',
] as const;

export const IO = 256 * 1024;
export const IO_BYTES = 768 * 1024;
export const STAGE = IO + 128 * 1024;
/** The second input of `listPrefix`. */
export const PREFIX = STAGE;
export const RESULTS = IO + 512 * 1024;
export const RESULTS_MOST = (IO + IO_BYTES - RESULTS) / RESULT_BYTES;

export const GROUP_BYTES = 80;
export const CHUNK_GROUPS = Math.floor(SEGMENT_BYTES / GROUP_BYTES);

/** All that is there before the first segment, and the page behind the last. */
export const FIXED_BYTES = 1024 * 1024 + 64 * 1024;
