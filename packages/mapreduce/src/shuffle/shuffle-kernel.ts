import { kernelLoader } from '@oremill/json-fields';
import { kernelBytes } from '../kernel/kernel-bytes.ts';

/** The functions of `kernels/shuffle.as`; addresses, lengths and counts are whole numbers below 2^32. */
export interface ShuffleKernel {
  appendLines(state: number, from: number, end: number, hasTab: boolean): number;
  listPairs(
    from: number,
    end: number,
    entries: number,
    partitions: number,
    way: number,
    splitters: number,
  ): number;
  listSlots(
    from: number,
    count: number,
    entries: number,
    partitions: number,
    way: number,
    splitters: number,
  ): void;
  spreadPairs(
    from: number,
    end: number,
    target: number,
    tags: number,
    ends: number,
    partitions: number,
    way: number,
    splitters: number,
    perPartition: number,
  ): void;
  groupByPartition(source: number, target: number, count: number, partitions: number, ends: number): void;
  sortEntries(entries: number, scratch: number, count: number, sortValues: boolean, bins: number): void;
  sharedBytesOf(a: number, b: number): number;
  markGroups(entries: number, count: number): void;
  layOutPairs(state: number, entries: number, end: number, outEnd: number): void;
  layOutSums(state: number, entries: number, end: number, outEnd: number): void;
  openTable(state: number, start: number, end: number, slots: number): void;
  clearTable(state: number): void;
  growTable(state: number): number;
  addStaged(state: number, from: number, end: number): number;
  addLines(state: number, from: number, end: number, hasTab: boolean): number;
  countTokens(state: number, from: number, end: number, separator: number, waiting: number): number;
  compactTable(state: number): number;
  decodeFirst(reader: number): number;
  startMerge(state: number): void;
  mergePairs(state: number, form: number, rowsMax: number, outEnd: number, hasSums: boolean): number;
}

export const loadShuffleKernel = kernelLoader<ShuffleKernel>(() => kernelBytes('shuffle'));

/** What a copy in the kernel may write behind its end. */
export const SLACK_BYTES = 64;
/** An entry of the sort: word u64, address u32, partition u32. */
export const ENTRY_BYTES = 16;
/** More of them would not have their first cache lines in the processor's cache together. */
export const BUCKETS_MAX = 1024;
/** Space of the radix sort: counters for each of its levels. */
export const BINS_BYTES = (24 * 257 + 3 * 4097) * 4;
