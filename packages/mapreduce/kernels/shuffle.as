/**
 * The shuffle below JavaScript: pairs and sums are taken in, sorted, laid out for the spill, and merged.
 *
 * A pair is, in the arena as in a spill: key length, value length (LEB128), key, value. Loads and copies may touch
 * up to 64 bytes behind what they need; the memory has a spare page behind its last region for them.
 */
export { appendLines } from './shuffle/lines.as';
export { listPairs, listSlots, groupByPartition, markGroups, sharedBytesOf } from './shuffle/entries.as';
export { spreadPairs } from './shuffle/buckets.as';
export { sortEntries } from './shuffle/sort.as';
export { layOutPairs, layOutSums } from './shuffle/lay-out.as';
export { openTable, clearTable, growTable, addStaged, addLines, countTokens, compactTable } from './shuffle/sum-table.as';
export { decodeFirst, startMerge, mergePairs } from './shuffle/merge.as';
