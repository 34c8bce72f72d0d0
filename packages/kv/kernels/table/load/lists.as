/**
 * A loader's scratch: input, and lists of entries.
 *
 *   0          lists of LIST_ENTRIES entries, one for each partition
 *   256 KiB    how many entries each has: u32
 *   257 KiB    input, INPUT_BYTES, and spare bytes that are touched behind it
 *
 * An entry is 8 bytes: the bits of the hash's upper half that its partition does not tell with the tag in their
 * place, and the address of the record.
 */
// As many bits as a tag has, which takes their place in an entry.
export const PARTITION_BITS: u32 = 7;
export const PARTITIONS: u32 = 1 << PARTITION_BITS;
export const LIST_ENTRIES: u32 = 256;
const LIST_BYTES: u32 = LIST_ENTRIES << 3;
const COUNTS: usize = PARTITIONS * LIST_BYTES;

let scratch: usize = 0;

/** The lists of this thread are there from now on, and empty. */
export function openLists(address: usize): void {
  scratch = address;
  memory.fill(scratch + COUNTS, 0, PARTITIONS << 2);
}

// @ts-ignore: decorator
@inline
export function listAt(partition: u32): usize {
  return scratch + partition * LIST_BYTES;
}

// @ts-ignore: decorator
@inline
export function countAt(partition: u32): usize {
  return scratch + COUNTS + (partition << 2);
}
