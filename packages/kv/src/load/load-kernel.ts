/** What loading needs of the table's kernel; see kernels/table/load. Addresses come as signed numbers: `>>> 0`. */
export interface LoadKernel {
  claimScratch(bytes: number): number;
  giveBackScratch(address: number): void;
  openLists(address: number): void;
  loadLines(from: number, end: number, keyColumn: number, isEscaped: boolean, lineBytesMax: number): number;
  stopReason(): StopReason;
  stopList(): number;
  takeLineCount(): number;
  closeLines(): void;
  openLoadedIndex(count: number): number;
  clearPartition(partition: number): void;
  sideBytes(): number;
  insertEntries(
    entries: number,
    count: number,
    partition: number,
    policy: number,
    side: number,
    overflow: number,
  ): number;
  takeDuplicates(): number;
  takeOverflows(): number;
  handInTally(): void;
  freeDeadSegments(): void;
  keyOf(record: number): number;
  keyBytesOf(record: number): number;
}

/** As in kernels/table/load/lines.as. */
export const STOP = {
  done: 0,
  listFull: 1,
  memoryFull: 2,
  fieldsMissing: 3,
  keyNull: 4,
  valueNull: 5,
  escapeCut: 6,
  lineTooLong: 7,
  keyTooLong: 8,
} as const;
export type StopReason = (typeof STOP)[keyof typeof STOP];

/** As in kernels/table/load/lines.as: what a table takes as a key. */
export const KEY_BYTES_MAX = 64 * 1024;

/** As in kernels/table/load/lists.as. */
export const PARTITIONS = 128;
export const LIST_ENTRIES = 256;
export const ENTRY_BYTES = 8;
export const LIST_BYTES = LIST_ENTRIES * ENTRY_BYTES;
const COUNTS = PARTITIONS * LIST_BYTES;
const COUNTS_BYTES = 1024;
const INPUT = COUNTS + COUNTS_BYTES;
/** What is read at once: it stays in the processor's cache until its lines are loaded. */
export const PIECE_BYTES = 256 * 1024;
/** The beginning of a line whose end is in the next piece; longer ones are gathered elsewhere. */
export const CARRY_BYTES = 256 * 1024;
const INPUT_BYTES = PIECE_BYTES + CARRY_BYTES;
/** Behind the input, for the newline of a last line that has none, and for what kernels touch. */
export const SPARE_BYTES = 64;
export const SCRATCH_BYTES = INPUT + INPUT_BYTES + SPARE_BYTES;

/** Addresses in the scratch of one thread. */
export interface Scratch {
  readonly address: number;
  readonly lists: number;
  readonly counts: number;
  readonly input: number;
}

export function scratchAt(address: number): Scratch {
  return { address, lists: address, counts: address + COUNTS, input: address + INPUT };
}

export type Duplicates = 'last' | 'first' | 'error';
/** As in kernels/table/load/insert.as. */
export const POLICIES: Readonly<Record<Duplicates, number>> = { last: 0, first: 1, error: 2 };
