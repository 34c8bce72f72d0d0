import { type Arena, keyAt } from './arena.ts';
import { HEAD_BYTES_MAX, lengthBytes, writeLength } from './pair.ts';
import { ENTRY_BYTES } from './shuffle-kernel.ts';
import { partitionWay, type SortedRun, sortRun } from './sort-run.ts';
import { canSpread, type PairRange } from './spill-buckets.ts';
import { writeText } from './write-text.ts';

/** What a pair takes in the sort: its entry, and room to move it to. */
const ENTRY_ROOM_BYTES = 2 * ENTRY_BYTES;
/** UTF-8 needs at most three bytes for each unit of a JavaScript string. */
const UTF8_BYTES_PER_UNIT = 3;

// Where in the state the kernel keeps what is appended, four bytes each.
const USED = 0;
const COUNT = 1;
const LIMIT = 2;
const PAIR_LIMIT = 18;

export interface PairStoreOptions {
  readonly arena: Arena;
  readonly sortValues: boolean;
  /** Takes a sorted run; called when the arena is full, and at the end. */
  readonly spill: (run: SortedRun) => void;
  /** Sorts and takes pairs as they are, if spreading them over buckets pays and nothing combines them. */
  readonly spillRange: ((pairs: PairRange) => void) | undefined;
  readonly times: { sortMs: number };
}

/** Pairs in the order in which they come, one behind the other, as they will stand in the spill. */
export class PairStore {
  appended = 0;
  readonly #arena: Arena;
  readonly #options: PairStoreOptions;
  readonly #memory: Buffer;
  readonly #pairBytesMax: number;
  #used: number;
  #count = 0;
  /** Where the present record begins, and how many pairs are before it. */
  #recordStart: number;
  #recordCount = 0;

  /** A spill that failed while a record appended: no mapper may take it for the record's own fault, or swallow it. */
  #failure: { readonly error: unknown } | undefined;

  constructor(options: PairStoreOptions) {
    this.#options = options;
    this.#arena = options.arena;
    this.#memory = options.arena.memory;
    this.#pairBytesMax = options.arena.pairBytesMax;
    this.#used = options.arena.from;
    this.#recordStart = this.#used;
  }

  append(key: string | Uint8Array, value: string | Uint8Array): void {
    const memory = this.#memory;
    const most = HEAD_BYTES_MAX + (key.length + value.length) * UTF8_BYTES_PER_UNIT;
    if (most > this.#roomBytes || most > this.#pairBytesMax) this.#makeRoom(key, value);
    const start = this.#used;
    const keyEnd = write(memory, key, start + 2);
    const valueEnd = write(memory, value, keyEnd);
    const keyLength = keyEnd - start - 2;
    const valueLength = valueEnd - keyEnd;
    if ((keyLength | valueLength) < 0x80) {
      memory[start] = keyLength;
      memory[start + 1] = valueLength;
      this.#used = valueEnd;
    } else {
      const headBytes = lengthBytes(keyLength) + lengthBytes(valueLength);
      memory.copyWithin(start + headBytes, start + 2, valueEnd);
      writeLength(memory, writeLength(memory, start, keyLength), valueLength);
      this.#used = valueEnd + headBytes - 2;
    }
    this.#count += 1;
    this.appended += 1;
  }

  beginRecord(): void {
    if (this.#failure !== undefined) throw this.#failure.error;
    this.#recordStart = this.#used;
    this.#recordCount = this.#count;
  }

  rollBack(): void {
    this.appended -= this.#count - this.#recordCount;
    this.#used = this.#recordStart;
    this.#count = this.#recordCount;
  }

  appendLines(from: number, end: number, hasTab: boolean): number {
    const { kernel, state, words } = this.#arena;
    const before = this.appended;
    for (let at = from; at < end; ) {
      this.beginRecord();
      words[(state >>> 2) + USED] = this.#used;
      words[(state >>> 2) + COUNT] = this.#count;
      words[(state >>> 2) + LIMIT] = this.#arena.end;
      words[(state >>> 2) + PAIR_LIMIT] = this.#pairBytesMax;
      at = kernel.appendLines(state, at, end, hasTab);
      const count = words[(state >>> 2) + COUNT] as number;
      this.appended += count - this.#count;
      this.#used = words[(state >>> 2) + USED] as number;
      this.#count = count;
      if (at >= end) break;
      this.beginRecord();
      if (this.#count === 0) throw new RangeError(`a line is longer than ${this.#pairBytesMax} bytes`);
      this.#spillOlder();
    }
    this.beginRecord();
    return this.appended - before;
  }

  finish(): void {
    this.beginRecord();
    if (this.#count > 0) this.#spillOlder();
  }

  get #roomBytes(): number {
    return this.#arena.end - this.#used - (this.#count + 1) * ENTRY_ROOM_BYTES;
  }

  /** Spills pairs of older records if that is what it takes; else the record is too large. */
  #makeRoom(key: string | Uint8Array, value: string | Uint8Array): void {
    const needed = HEAD_BYTES_MAX + Buffer.byteLength(key) + Buffer.byteLength(value);
    if (needed > this.#pairBytesMax)
      throw new RangeError(`the record emits a pair of ${needed} bytes; ${this.#pairBytesMax} are the most`);
    if (needed <= this.#roomBytes) return;
    if (this.#recordCount > 0) this.#spillOlder();
    if (needed <= this.#roomBytes) return;
    throw new RangeError(
      `the record emits more than there is memory for, ${this.#arena.end - this.#arena.from} bytes`,
    );
  }

  /** Sorts and spills what earlier records appended; the present one's pairs move to the front. */
  #spillOlder(): void {
    const { from, end } = this.#arena;
    const start = this.#recordStart;
    const ownBytes = this.#used - start;
    const older = { from, end: start, count: this.#recordCount, freeEnd: end - ownBytes };
    let ownStart = start;
    try {
      if (this.#options.spillRange !== undefined && canSpread(this.#arena, older)) {
        ownStart = older.freeEnd;
        this.#memory.copyWithin(ownStart, start, this.#used);
        this.#options.spillRange(older);
      } else this.#sortAndSpill();
    } catch (error) {
      this.#failure = { error };
      throw error;
    }
    this.#memory.copyWithin(from, ownStart, ownStart + ownBytes);
    this.#used = from + ownBytes;
    this.#count -= this.#recordCount;
    this.#recordStart = from;
    this.#recordCount = 0;
  }

  #sortAndSpill(): void {
    const { kernel, from, partitions, splitters } = this.#arena;
    const startedMs = performance.now();
    const listed = Math.ceil(this.#used / ENTRY_BYTES) * ENTRY_BYTES;
    const way = partitionWay(this.#arena);
    const count = kernel.listPairs(from, this.#recordStart, listed, partitions, way, splitters);
    const run = sortRun(this.#arena, listed, count, this.#options.sortValues, (at) => keyAt(this.#arena, at));
    this.#options.times.sortMs += performance.now() - startedMs;
    this.#options.spill(run);
  }
}

function write(memory: Buffer, data: string | Uint8Array, at: number): number {
  if (typeof data === 'string') return writeText(memory, data, at);
  memory.set(data, at);
  return at + data.length;
}
