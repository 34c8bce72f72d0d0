import { ENTRY_BYTES, LIST_BYTES, LIST_ENTRIES, PARTITIONS } from './load-kernel.ts';

const CHUNK_BYTES = 2 ** 20;
const CHUNK_BLOCKS = CHUNK_BYTES / LIST_BYTES;

/** What one thread has listed, for all threads to read. Its memory is not the table's: it is gone after the load. */
export interface ListedEntries {
  readonly chunks: readonly SharedArrayBuffer[];
  /** Of each partition, the blocks that hold its entries, in order; each but the last is full. */
  readonly blocks: readonly (readonly number[])[];
  /** Entries of each partition. */
  readonly counts: Uint32Array;
  readonly tasks: readonly ListedTask[];
}

export interface ListedTask {
  readonly ordinal: number;
  /** Of each partition, how many entries were listed before the task. They end where the next task's begin. */
  readonly starts: Uint32Array;
}

/** Entries that a thread has listed, in blocks, by partition. */
export class PartitionLists {
  readonly #chunks: SharedArrayBuffer[] = [];
  readonly #blocks: number[][] = Array.from({ length: PARTITIONS }, () => []);
  readonly #counts = new Uint32Array(PARTITIONS);
  readonly #tasks: ListedTask[] = [];
  #block = 0;
  #chunk = new Uint8Array(new SharedArrayBuffer(0));

  /** `pending`: entries of each partition that were not put yet. */
  beginTask(ordinal: number, pending: Uint32Array): void {
    this.#tasks.push({ ordinal, starts: this.#counts.map((count, index) => count + (pending[index] ?? 0)) });
  }

  /** A list: full, but for the last of its partition. */
  put(partition: number, list: Uint8Array): void {
    if (list.length === 0) return;
    const within = this.#block % CHUNK_BLOCKS;
    if (within === 0) {
      const chunk = new SharedArrayBuffer(CHUNK_BYTES);
      this.#chunks.push(chunk);
      this.#chunk = new Uint8Array(chunk);
    }
    this.#chunk.set(list, within * LIST_BYTES);
    this.#blocks[partition]?.push(this.#block++);
    this.#counts[partition] = (this.#counts[partition] ?? 0) + list.length / ENTRY_BYTES;
  }

  entries(): ListedEntries {
    return { chunks: this.#chunks, blocks: this.#blocks, counts: this.#counts, tasks: this.#tasks };
  }
}

/** A part of what a thread has listed of a partition. */
interface Run {
  readonly listed: ListedEntries;
  readonly start: number;
  end: number;
}

/** The entries of a partition in the order of tasks, from whichever threads; pieces are views. */
export function* entriesOf(partition: number, all: readonly ListedEntries[]): Generator<Uint8Array> {
  for (const { listed, start, end } of runsOf(partition, all)) {
    const blocks = listed.blocks[partition] ?? [];
    for (let at = start; at < end; ) {
      const within = at % LIST_ENTRIES;
      const count = Math.min(LIST_ENTRIES - within, end - at);
      const block = blocks[(at - within) / LIST_ENTRIES] ?? 0;
      const chunk = listed.chunks[Math.floor(block / CHUNK_BLOCKS)] as SharedArrayBuffer;
      const offset = (block % CHUNK_BLOCKS) * LIST_BYTES + within * ENTRY_BYTES;
      yield new Uint8Array(chunk, offset, count * ENTRY_BYTES);
      at += count;
    }
  }
}

function runsOf(partition: number, all: readonly ListedEntries[]): Run[] {
  const byOrdinal: Run[] = [];
  for (const listed of all) {
    for (const [index, { ordinal, starts }] of listed.tasks.entries()) {
      const end = (listed.tasks[index + 1]?.starts ?? listed.counts)[partition] ?? 0;
      byOrdinal[ordinal] = { listed, start: starts[partition] ?? 0, end };
    }
  }
  const runs: Run[] = [];
  for (const run of byOrdinal) {
    const last = runs.at(-1);
    // Tasks that a thread did one after the other need not be told apart.
    if (last !== undefined && last.listed === run.listed && last.end === run.start) last.end = run.end;
    else if (run.end > run.start) runs.push(run);
  }
  return runs;
}
