import { type Arena, sumAt } from './arena.ts';
import { HEAD_BYTES_MAX, lengthBytes, writeLength } from './pair.ts';
import { ENTRY_BYTES } from './shuffle-kernel.ts';
import { partitionWay, type SortedRun, sortRun } from './sort-run.ts';
import { readInteger, sumError } from './sum-error.ts';
import { ADDED, COUNT, KEY_AT, KEY_BYTES, SLOTS, STATUS, STOPPED, TABLE } from './sum-state.ts';
import { writeText } from './write-text.ts';

const SLOT_BYTES = 32;
/** The kernel makes the table larger when it fills. */
const SLOTS_INITIAL = 8192;
/** Added together at once while they are still in the processor's cache. */
const STAGED_BYTES = 256 * 1024;
const VALUE_BYTES = 8;
const UTF8_BYTES_PER_UNIT = 3;

export interface SumStoreOptions {
  readonly arena: Arena;
  /** Takes the sorted sums; called when the table is full, and at the end. */
  readonly spill: (run: SortedRun) => void;
  readonly times: { sortMs: number };
}

/**
 * Sums by key, in a hash table of the kernel. What a record appends waits until the next one begins, so that it
 * can be withdrawn: value, key length, key, again and again.
 */
export class SumStore {
  appended = 0;
  readonly #arena: Arena;
  readonly #options: SumStoreOptions;
  readonly #memory: Buffer;
  readonly #view: DataView;
  readonly #stagedEnd: number;
  readonly #slotsInitial: number;
  #used: number;
  #recordStart: number;
  #recordAppended = 0;
  /** An addition that failed while a record appended: it is not that record's fault. */
  #failure: { readonly error: unknown } | undefined;

  constructor(options: SumStoreOptions) {
    const { arena } = options;
    this.#options = options;
    this.#arena = arena;
    this.#memory = arena.memory;
    this.#view = new DataView(arena.memory.buffer);
    this.#used = arena.from;
    this.#recordStart = arena.from;
    this.#stagedEnd = arena.from + ((arena.end - arena.from) >>> 2);
    const tableBytes = arena.end - this.#tableStart;
    this.#slotsInitial = Math.min(SLOTS_INITIAL, Math.floor(tableBytes / 2 / SLOT_BYTES));
    this.#openTable();
  }

  /** Adds a decimal integer to the sum of a key. */
  append(key: string | Uint8Array, value: string | Uint8Array): void {
    const number = value === '1' ? 1 : readInteger(key, value);
    const keyBytesMax = typeof key === 'string' ? key.length * UTF8_BYTES_PER_UNIT : key.length;
    if (this.#used + VALUE_BYTES + HEAD_BYTES_MAX + keyBytesMax > this.#stagedEnd) this.#makeRoom(key);
    const memory = this.#memory;
    const start = this.#used;
    this.#view.setFloat64(start, number, true);
    const headStart = start + VALUE_BYTES;
    let keyStart = headStart + 2;
    let keyEnd = typeof key === 'string' ? writeText(memory, key, keyStart) : keyStart + key.length;
    if (typeof key !== 'string') memory.set(key, keyStart);
    const keyLength = keyEnd - keyStart;
    const headBytes = lengthBytes(keyLength) + 1;
    if (headBytes > 2) {
      memory.copyWithin(headStart + headBytes, keyStart, keyEnd);
      keyStart = headStart + headBytes;
      keyEnd = keyStart + keyLength;
    }
    writeLength(memory, headStart, keyLength);
    memory[keyStart - 1] = 0;
    this.#used = keyEnd;
    this.appended += 1;
  }

  beginRecord(): void {
    if (this.#failure !== undefined) throw this.#failure.error;
    this.#recordStart = this.#used;
    this.#recordAppended = this.appended;
    if (this.#used - this.#arena.from >= Math.min(STAGED_BYTES, this.#stagedEnd - this.#arena.from) / 2)
      this.#addOlder();
  }

  rollBack(): void {
    this.#used = this.#recordStart;
    this.appended = this.#recordAppended;
  }

  /** Adds the integer behind the tab of each line to the sum of what is before it. */
  appendLines(from: number, end: number, hasTab: boolean): number {
    const { kernel, state } = this.#arena;
    const added = this.#addAll(from, end, (at) => kernel.addLines(state, at, end, hasTab));
    this.appended += added;
    return added;
  }

  countTokens(from: number, end: number, separator: number): number {
    const { kernel, state, bins } = this.#arena;
    const added = this.#addAll(from, end, (at) => kernel.countTokens(state, at, end, separator, bins));
    this.appended += added;
    return added;
  }

  finish(): void {
    this.beginRecord();
    this.#addOlder();
    if (this.#state(COUNT) > 0) this.#spill();
  }

  get #tableStart(): number {
    return Math.ceil(this.#stagedEnd / ENTRY_BYTES) * ENTRY_BYTES;
  }

  #state(index: number): number {
    return this.#arena.words[(this.#arena.state >>> 2) + index] as number;
  }

  #openTable(): void {
    const { kernel, state, end } = this.#arena;
    kernel.openTable(state, this.#tableStart, end, this.#slotsInitial);
  }

  #makeRoom(key: string | Uint8Array): void {
    const needed = VALUE_BYTES + HEAD_BYTES_MAX + Buffer.byteLength(key);
    if (this.#used + needed <= this.#stagedEnd) return;
    if (this.#recordStart > this.#arena.from) this.#addOlder();
    if (this.#used + needed <= this.#stagedEnd) return;
    throw new RangeError(
      `the record emits more than there is memory for, ${this.#stagedEnd - this.#arena.from} bytes`,
    );
  }

  /** Adds what earlier records staged; the present one's additions move to the front. */
  #addOlder(): void {
    const { kernel, state, from } = this.#arena;
    const end = this.#recordStart;
    this.#addAll(from, end, (at) => kernel.addStaged(state, at, end));
    this.#memory.copyWithin(from, end, this.#used);
    this.#used -= end - from;
    this.#recordStart = from;
  }

  /** Calls the kernel again after it has got more room, until it is done. */
  #addAll(from: number, end: number, add: (at: number) => number): number {
    try {
      let added = 0;
      for (let at = from; at < end; ) {
        const status = add(at);
        at = this.#state(STOPPED);
        added += this.#state(ADDED);
        if (status === STATUS.full) this.#makeTableRoom();
        else if (status !== STATUS.done) throw this.#sumError(status);
      }
      return added;
    } catch (error) {
      this.#failure = { error };
      throw error;
    }
  }

  #makeTableRoom(): void {
    const { kernel, state } = this.#arena;
    if (this.#state(COUNT) > 0) {
      if (kernel.growTable(state) === 0) this.#spill();
      return;
    }
    // A key too long for what an empty table leaves: a small table leaves more.
    if (this.#state(SLOTS) === this.#slotsInitial)
      throw new RangeError(`a key of ${this.#state(KEY_BYTES)} bytes has no room in the table of sums`);
    this.#openTable();
  }

  #spill(): void {
    const { kernel, state, partitions, splitters } = this.#arena;
    const startedMs = performance.now();
    if (kernel.compactTable(state) !== STATUS.done) throw this.#sumError(STATUS.unsafe);
    const count = this.#state(COUNT);
    const slots = this.#state(TABLE);
    const listed = slots + count * SLOT_BYTES;
    kernel.listSlots(slots, count, listed, partitions, partitionWay(this.#arena), splitters);
    const run = sortRun(this.#arena, listed, count, false, (slot) => sumAt(this.#arena, slot)[0]);
    this.#options.times.sortMs += performance.now() - startedMs;
    this.#options.spill(run);
    kernel.clearTable(state);
  }

  #sumError(status: number): Error {
    const at = this.#state(KEY_AT);
    return sumError(
      status === STATUS.unsafe ? 'unsafe' : 'not-a-number',
      this.#memory.subarray(at, at + this.#state(KEY_BYTES)),
    );
  }
}
