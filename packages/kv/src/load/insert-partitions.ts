import type { LineLoader } from './line-loader.ts';
import { ENTRY_BYTES, PARTITIONS, PIECE_BYTES, POLICIES } from './load-kernel.ts';
import type { SharedCounters } from './load-limits.ts';
import { entriesOf, type ListedEntries } from './partition-lists.ts';

/** Entries that found no room in the part of the index that is their partition's. */
export interface Overflow {
  readonly partition: number;
  readonly entries: Uint8Array;
}

export interface Inserted {
  readonly duplicates: number;
  readonly overflows: readonly Overflow[];
  /** The first key that is there twice, when none may be. */
  readonly duplicate?: { readonly partition: number; readonly key: Uint8Array } | undefined;
}

/** Inserts the entries of one partition after the other, until none is left or a key that may not comes twice. */
export async function insertPartitions(
  all: readonly ListedEntries[],
  loader: LineLoader,
  counters: SharedCounters,
  pause?: () => Promise<void>,
): Promise<Inserted> {
  const overflows: Overflow[] = [];
  let duplicate: Inserted['duplicate'];
  const side = loader.claim(loader.kernel.sideBytes());
  while (duplicate === undefined) {
    const partition = counters.takePartition();
    if (partition >= PARTITIONS) break;
    loader.kernel.clearPartition(partition);
    const key = insertAll(partition, entriesOf(partition, all), loader, { side, overflows });
    if (key !== undefined) duplicate = { partition, key };
    if (pause !== undefined) await pause();
  }
  loader.kernel.giveBackScratch(side);
  return { duplicates: loader.kernel.takeDuplicates(), overflows, duplicate };
}

/** Inserts what the partitions had no room for, after all of them. */
export function insertOverflows(overflows: readonly Overflow[], loader: LineLoader): Inserted {
  for (const { partition, entries } of overflows) {
    const key = insertAll(partition, [entries], loader);
    if (key !== undefined) return { duplicates: 0, overflows: [], duplicate: { partition, key } };
  }
  return { duplicates: loader.kernel.takeDuplicates(), overflows: [] };
}

/** What inserting into a partition's own groups takes, and leaves over. */
interface Beside {
  readonly side: number;
  readonly overflows: Overflow[];
}

/** Returns a key that is there twice and may not be. */
function insertAll(
  partition: number,
  pieces: Iterable<Uint8Array>,
  loader: LineLoader,
  beside?: Beside,
): Buffer | undefined {
  const { kernel, input, limits, scratch } = loader;
  const overflowAt = beside === undefined ? 0 : scratch.input + PIECE_BYTES;
  let filled = 0;
  const insert = (): Buffer | undefined => {
    const count = filled / ENTRY_BYTES;
    filled = 0;
    const policy = POLICIES[limits.duplicates];
    const inserted = kernel.insertEntries(
      scratch.input,
      count,
      partition,
      policy,
      beside?.side ?? 0,
      overflowAt,
    );
    if (inserted < count) {
      const record = input.readUInt32LE(inserted * ENTRY_BYTES + ADDRESS_AT);
      return Buffer.copyBytesFrom(loader.bytesAt(kernel.keyOf(record) >>> 0, kernel.keyBytesOf(record)));
    }
    const over = kernel.takeOverflows() * ENTRY_BYTES;
    if (over > 0)
      beside?.overflows.push({ partition, entries: Buffer.copyBytesFrom(input, PIECE_BYTES, over) });
    return undefined;
  };
  for (const piece of pieces) {
    if (filled + piece.length > PIECE_BYTES) {
      const key = insert();
      if (key !== undefined) return key;
    }
    input.set(piece, filled);
    filled += piece.length;
  }
  return insert();
}

/** Of the record, within an entry. */
const ADDRESS_AT = 4;
