/**
 * A slot of the sum table: the key if it has at most sixteen bytes (else its first eight and a hash), sum i64,
 * length of the key plus one (zero: the slot is free), address of a longer key.
 */
export const SLOT_BYTES: u32 = 32;
export const SLOT_SUM: usize = 16;
export const SLOT_LENGTH: usize = 24;
export const SLOT_ADDRESS: usize = 28;
export const INLINE_BYTES_MAX: u32 = 16;
