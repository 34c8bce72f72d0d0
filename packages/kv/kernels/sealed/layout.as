/**
 * A bucket in a table image: what its entries hold, then its head. docs/reference/table-image.md has every field.
 *
 *   for each entry, in the order of hashes: expiry (6 bytes, only if it expires), key, value
 *   head: count (LEB128), tags, shape (u16), shortest key and shortest value (LEB128), fields
 *
 * The head comes last, so a writer needs to hold no more than the lengths of one bucket. The fields are as many bits
 * wide as the longest key and value of the bucket need: that is what keeps an entry below five bytes.
 */
export const EXPIRY_BYTES: u32 = 6;

/** Shape: bits of a key's length beyond the shortest, bits of a value's, and how the two flags are kept. */
export const KEY_BITS_MASK: u32 = 31;
export const VALUE_BITS_SHIFT: u32 = 5;
export const EXPIRY_SHIFT: u32 = 10;
export const COMPRESSION_SHIFT: u32 = 12;

/** A flag is that of no entry, of every entry, or a bit in each field. */
export const NONE: u32 = 0;
export const ALL: u32 = 1;
export const MIXED: u32 = 2;

/** A field is read as a word of 64 bits at a byte: 20 + 31 + 2 bits and up to 7 before them. */
export const KEY_BYTES_MAX: u32 = (1 << 20) - 1;
export const VALUE_BYTES_MAX: u32 = 0x7fff_ffff;

/** What an entry is to JavaScript, and where in it the state is. */
export const FOUND_BYTES: usize = 32;
export const STATE: usize = 28;
export const MISSING: u32 = 0;
export const FOUND: u32 = 1;
/** The bytes at this place cannot be what was written. */
export const CORRUPT: u32 = 2;
