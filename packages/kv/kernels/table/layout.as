/**
 * Where everything lies in the memory of a table.
 *
 *   0        statics of the kernel
 *   64 KiB   header: counters and addresses, see HEADER_*
 *   128 KiB  segment table: 16 bytes for each of at most 4096 segments
 *   256 KiB  input and output of the thread that owns the table: IO_BYTES
 *   1 MiB    segments of 1 MiB: runs of them hold the index, single ones the arena, runs of them large records
 *
 * A group of the index: 16 control bytes, then 16 addresses of records (u32): 5 bytes a slot.
 * A control byte is EMPTY, DELETED, or the 7-bit tag of its entry.
 *
 * A record: head (LEB128: key bytes << 2 | isCompressed << 1 | expires), value bytes (LEB128),
 * expiry (6 bytes, milliseconds since 1970, only if it expires), key, value.
 */
export const HEADER: usize = 64 * 1024;
export const SEGMENTS: usize = 128 * 1024;
export const IO: usize = 256 * 1024;
export const IO_BYTES: usize = 768 * 1024;

export const SEGMENT_BITS: u32 = 20;
export const SEGMENT_BYTES: usize = 1 << SEGMENT_BITS;

export const GROUP_SLOTS: u32 = 16;
export const GROUP_BYTES: u32 = 80;

export const EMPTY: u8 = 0x80;
export const DELETED: u8 = 0xfe;

export const EXPIRES: u32 = 1;
export const COMPRESSED: u32 = 2;
