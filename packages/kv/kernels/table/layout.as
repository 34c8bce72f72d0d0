/**
 * Where everything lies in the memory of a table.
 *
 *   0        statics of the kernels
 *   64 KiB   header: counters and addresses, below
 *   80 KiB   two directories of the index: the address of each chunk
 *   128 KiB  segment table: 16 bytes for each of at most 4094 segments
 *   256 KiB  input and output of the thread that owns the table: IO_BYTES
 *   1 MiB    segments of 1 MiB: each holds a chunk of the index, or records, or a part of a large record
 *   end      64 KiB that nothing is kept in: loads may touch a few bytes behind the last record
 *
 * A group of the index: 16 control bytes, then 16 addresses of records (u32): 5 bytes a slot.
 * A control byte is EMPTY, DELETED, or the 7-bit tag of its entry.
 *
 * A record: head (LEB128: key bytes << 2 | isCompressed << 1 | expires), value bytes (LEB128),
 * expiry (6 bytes, milliseconds since 1970, only if it expires), key, value.
 */
const HEADER: usize = 64 * 1024;
export const DIRECTORIES: usize = 80 * 1024;
export const DIRECTORY_BYTES: usize = 16 * 1024;
export const SEGMENTS: usize = 128 * 1024;
export const IO: usize = 256 * 1024;
export const IO_BYTES: usize = 768 * 1024;
/** Records and keys are handed over here. */
export const STAGE: usize = IO + 128 * 1024;
export const STAGE_BYTES: u32 = (IO_BYTES - 128 * 1024) as u32;

export const SEGMENT_BITS: u32 = 20;
export const SEGMENT_BYTES: u32 = 1 << SEGMENT_BITS;
/** With the first MiB and the spare page the memory stays below 4 GiB, so no sum of address and length wraps. */
export const SEGMENTS_MOST: u32 = 4094;
export const SPARE_PAGES: u32 = 1;
export const PAGE_BITS: u32 = 16;

export const GROUP_SLOTS: u32 = 16;
export const GROUP_BYTES: u32 = 80;
/** Groups of a segment of the index. */
export const CHUNK_GROUPS: u32 = SEGMENT_BYTES / GROUP_BYTES;

export const EMPTY: u8 = 0x80;
export const DELETED: u8 = 0xfe;

export const EXPIRES: u32 = 1;
export const COMPRESSED: u32 = 2;
export const EXPIRY_BYTES: u32 = 6;

/** No segment. */
export const NONE: u32 = 0xffff_ffff;

// Counters: what is alive, to the byte. u64 where JavaScript reads it as such.
export const SEED: usize = HEADER;
export const KEY_BYTES: usize = HEADER + 8;
export const VALUE_BYTES: usize = HEADER + 16;
export const HEAD_BYTES: usize = HEADER + 24;
export const DEAD_BYTES: usize = HEADER + 32;
export const COUNT: usize = HEADER + 40;
/** Entries that expire some day. */
export const EXPIRING: usize = HEADER + 44;
export const EVICTED: usize = HEADER + 48;

// Segments: u32.
export const SEGMENT_COUNT: usize = HEADER + 64;
export const SEGMENT_COUNT_MAX: usize = HEADER + 68;
export const FREE_COUNT: usize = HEADER + 72;
/** No segment before this one is free. */
export const FREE_FROM: usize = HEADER + 76;
export const PARTIAL_COUNT: usize = HEADER + 80;
/** The age that the next segment opened gets. */
export const NEXT_AGE: usize = HEADER + 84;
/** Held by the thread that claims segments while others may. */
export const LOCK: usize = HEADER + 88;

// Open segments: records of each kind are appended to one; NONE without one.
export const SMALL_HEAD: usize = HEADER + 96;
export const MEDIUM_HEAD: usize = HEADER + 100;
export const SURVIVOR_HEAD: usize = HEADER + 104;
/** The segment that is being cleaned, and how far. */
export const VICTIM: usize = HEADER + 108;
export const VICTIM_AT: usize = HEADER + 112;
/** Counts what moves records: an address found before is good while it stands. */
export const MOVES: usize = HEADER + 116;
/** Eviction by expiry has looked at segments younger than this. */
export const EVICT_AGE: usize = HEADER + 120;
export const POLICY: usize = HEADER + 124;

// Policies for a full memory.
export const REFUSE: u32 = 0;
export const EVICT_OLDEST: u32 = 1;
export const EVICT_EXPIRING: u32 = 2;
/** The limit gives way: while a log is done, a table may hold more than at its end. */
export const STRETCH: u32 = 3;

// The index entries go to, and the one they are moved from while IS_MOVING.
export const YOUNG: usize = HEADER + 128;
export const OLD: usize = HEADER + 160;
export const IS_MOVING: usize = HEADER + 192;
/** Entries whose group in the old index is below this are in the young one, all others in the old one. */
export const MOVED: usize = HEADER + 196;

// Fields of an index: u32.
export const GROUPS: usize = 0;
export const TOMBSTONES: usize = 4;
export const DIRECTORY: usize = 8;
/** Chunks that it has, from the first on. */
export const CHUNKS: usize = 12;
/** The first chunk that it still has: those before were given back. */
export const CHUNKS_FROM: usize = 16;

/** What of the victim was dead when it was chosen. */
export const VICTIM_DEAD: usize = HEADER + 216;
/** u64: nothing was worth cleaning while fewer bytes than this were dead. */
export const CLEAN_FROM: usize = HEADER + 200;
/** u64: the walk that removes what has expired stands before this hash. */
export const SWEPT: usize = HEADER + 208;

// The index in key order: its root (0: none), nodes that are free, and where the next new node goes; see order.as.
export const IS_ORDERED: usize = HEADER + 224;
export const ORDER_ROOT: usize = HEADER + 228;
export const ORDER_FREE: usize = HEADER + 232;
export const ORDER_FREE_COUNT: usize = HEADER + 236;
export const ORDER_NEXT: usize = HEADER + 240;
export const ORDER_END: usize = HEADER + 244;
/** Which part of a dataset the table is, and of how many. */
export const PART: usize = HEADER + 248;
export const PARTS: usize = HEADER + 252;
/** From the root to a leaf: 8 bytes a level. */
export const ORDER_PATH: usize = HEADER + 512;

// What a call found, for JavaScript.
export const RESULT: usize = HEADER + 256;

// Fields of a segment: u32, u32, u32, u16, u8.
export const USED: usize = 0;
export const DEAD: usize = 4;
export const AGE: usize = 8;
export const RUN: usize = 12;
export const STATE: usize = 14;

// States of a segment.
export const FREE: u8 = 0;
export const INDEX: u8 = 1;
/** Records are appended to it. */
export const OPEN: u8 = 2;
export const CLOSED: u8 = 3;
/** Closed with room for small records. */
export const PARTIAL: u8 = 4;
/** The first of a run that holds one record; its length is RUN. */
export const LARGE: u8 = 5;
export const LARGE_REST: u8 = 6;
export const CLEANING: u8 = 7;
/** Lists of a bulk load, given back at its end. */
export const SCRATCH: u8 = 8;
export const ORDER: u8 = 9;
