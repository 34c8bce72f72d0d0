import assert from 'node:assert/strict';
import { loadKernel } from '../kernel/load-kernel.ts';
import type { SharedMemory } from '../kernel/shared-memory.ts';
import {
  CARRY_BYTES,
  ENTRY_BYTES,
  LIST_BYTES,
  type LoadKernel,
  PARTITIONS,
  PIECE_BYTES,
  SCRATCH_BYTES,
  type Scratch,
  SPARE_BYTES,
  STOP,
  type StopReason,
  scratchAt,
} from './load-kernel.ts';
import type { LoadLimits } from './load-limits.ts';
import { type ListedEntries, PartitionLists } from './partition-lists.ts';
import type { LineFormat } from './source.ts';
import { tableFull } from './table-full.ts';

/** Decides what becomes of a line that is not loaded; `line` is its number, from 0 where the task began. */
export type OnBadLine = (line: number, reason: StopReason) => void;

const NEWLINE = 10;
const DEFAULT_FORMAT: LineFormat = { isEscaped: false, keyColumn: 0 };

/**
 * Loads lines into a table, in pieces that may end anywhere: bytes are put to where `room` says, then `advance` loads
 * the lines that are whole. One for each thread.
 */
export class LineLoader {
  readonly kernel: LoadKernel;
  readonly scratch: Scratch;
  /** Where lines are loaded from; when no more come it is for whoever needs room in the table's memory. */
  readonly input: Buffer;
  readonly limits: LoadLimits;
  readonly #memory: SharedMemory;
  readonly #counts: Uint32Array;
  readonly #lists = new PartitionLists();
  #format = DEFAULT_FORMAT;
  #onBadLine: OnBadLine = () => undefined;
  #lines = 0;
  /** The first bytes of the input are the beginning of a line. */
  #carried = 0;
  /** The beginning of one that is longer than what is carried. */
  #long: Buffer[] = [];
  #longBytes = 0;

  constructor(memory: SharedMemory, limits: LoadLimits) {
    this.kernel = loadKernel<LoadKernel>('table', memory);
    this.limits = limits;
    this.#memory = memory;
    this.scratch = scratchAt(this.claim(SCRATCH_BYTES));
    this.kernel.openLists(this.scratch.address);
    const { buffer } = memory.bytes;
    this.input = Buffer.from(buffer, this.scratch.input, PIECE_BYTES + CARRY_BYTES + SPARE_BYTES);
    this.#counts = new Uint32Array(buffer, this.scratch.counts, PARTITIONS);
  }

  /** The lines of a task follow. */
  begin(ordinal: number, format: LineFormat, onBadLine: OnBadLine): void {
    assert(this.#carried + this.#longBytes === 0, 'the task before has not ended');
    this.#format = format;
    this.#onBadLine = onBadLine;
    this.#lines = 0;
    this.#lists.beginTask(ordinal, this.#counts);
  }

  /** Where the next bytes go: PIECE_BYTES at most. */
  get room(): Buffer {
    return this.input.subarray(this.#carried, this.#carried + PIECE_BYTES);
  }

  /** So many bytes were put there; returns how many lines they made whole. */
  advance(bytes: number): number {
    const before = this.#lines;
    const end = this.#carried + bytes;
    const start = this.#longBytes === 0 ? 0 : this.#endLong(end);
    const rest = this.#load(this.scratch.input + start, this.scratch.input + end) - this.scratch.input;
    this.#carry(rest, end);
    return this.#lines - before;
  }

  /** The task has ended: what follows the last newline is a line, and is counted. */
  end(): number {
    if (this.#carried + this.#longBytes === 0) return 0;
    this.input[this.#carried] = NEWLINE;
    return this.advance(1);
  }

  /** Of the task so far. */
  get lines(): number {
    return this.#lines;
  }

  /** What was listed by all tasks, of which this was the last. */
  finish(): ListedEntries {
    this.kernel.closeLines();
    for (const partition of this.#counts.keys()) this.#drain(partition);
    return this.#lists.entries();
  }

  /** Bytes of the table. */
  bytesAt(address: number, bytes: number): Buffer {
    return this.#memory.bytes.subarray(address, address + bytes);
  }

  close(): void {
    this.kernel.giveBackScratch(this.scratch.address);
  }

  /** Loads the whole lines of `[start, end)`; where the line begins that is not whole. */
  #load(start: number, end: number): number {
    const { kernel, limits } = this;
    const { keyColumn, isEscaped } = this.#format;
    let at = start;
    for (;;) {
      at = kernel.loadLines(at, end, keyColumn, isEscaped, limits.lineBytesMax) >>> 0;
      const reason = kernel.stopReason();
      this.#lines += kernel.takeLineCount();
      if (reason === STOP.done) return at;
      if (reason === STOP.memoryFull) throw tableFull(limits.tableBytesMax);
      if (reason === STOP.listFull) this.#drain(kernel.stopList());
      else this.#onBadLine(this.#lines - 1, reason);
    }
  }

  #drain(partition: number): void {
    const bytes = (this.#counts[partition] ?? 0) * ENTRY_BYTES;
    this.#lists.put(partition, this.bytesAt(this.scratch.lists + partition * LIST_BYTES, bytes));
    this.#counts[partition] = 0;
  }

  #carry(start: number, end: number): void {
    this.#carried = end - start;
    if (this.#carried > CARRY_BYTES) {
      this.#keepLong(start, end);
      this.#carried = 0;
    } else if (start > 0) this.input.copyWithin(0, start, end);
  }

  #keepLong(start: number, end: number): void {
    this.#long.push(Buffer.copyBytesFrom(this.input, start, end - start));
    this.#longBytes += end - start;
    if (this.#longBytes > this.limits.lineBytesMax + 1) this.#onBadLine(this.#lines, STOP.lineTooLong);
  }

  /** Loads the long line if it ends in the input; where what follows it begins. */
  #endLong(end: number): number {
    const newline = this.input.subarray(0, end).indexOf(NEWLINE);
    const start = newline < 0 ? end : newline + 1;
    this.#keepLong(0, start);
    if (newline < 0) return end;
    const address = this.claim(this.#longBytes + SPARE_BYTES);
    let at = address;
    for (const piece of this.#long) {
      piece.copy(this.#memory.bytes, at);
      at += piece.length;
    }
    this.#long = [];
    this.#longBytes = 0;
    this.#load(address, at);
    this.kernel.giveBackScratch(address);
    return start;
  }

  /** Room in the table's memory, to be given back to the kernel. */
  claim(bytes: number): number {
    const address = this.kernel.claimScratch(bytes) >>> 0;
    if (address === 0) throw tableFull(this.limits.tableBytesMax);
    return address;
  }
}
