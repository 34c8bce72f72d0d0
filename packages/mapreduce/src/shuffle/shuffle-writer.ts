import type { Limits } from '../config.ts';
import type { Files } from '../files/disk-files.ts';
import type { KernelMemory } from '../kernel/kernel-memory.ts';
import { Arena } from './arena.ts';
import type { Combine } from './combine.ts';
import { combineSorted } from './combine-sorted.ts';
import type { Partitioner } from './partitioner.ts';
import type { Segment } from './segment.ts';
import { sortArena } from './sort-arena.ts';
import { writeSpill } from './write-spill.ts';

export type { Combine } from './combine.ts';
export type { Partitioner } from './partitioner.ts';

export interface ShuffleWriterOptions {
  readonly memory: KernelMemory;
  readonly partitions: number;
  readonly partitioner: Partitioner;
  readonly sortValues: boolean;
  readonly combine: Combine | undefined;
  readonly limits: Limits;
  readonly files: Files;
  readonly spillPathOf: (index: number) => string;
}

const ENTRIES_BEFORE_SPILL = 2 ** 22;
const NEWLINE = 10;
const TAB = 9;
const EMPTY = new Uint8Array(0);

/** Takes the pairs of a map task and leaves them on the disk, sorted, in runs of a segment for each partition. */
export class ShuffleWriter {
  readonly times = { sortMs: 0, combineMs: 0, spillMs: 0 };
  readonly spilled = { pairs: 0, bytes: 0 };
  readonly #options: ShuffleWriterOptions;
  readonly #arena: Arena;
  readonly #memory: Buffer;
  readonly #runs: Segment[][] = [];
  #appended = 0;
  #markCount = 0;
  #markUsed = 0;

  constructor(options: ShuffleWriterOptions) {
    this.#options = options;
    const { limits, memory } = options;
    this.#arena = new Arena(limits.arenaBytes, limits.arenaBytes * 2, options.partitioner);
    this.#memory = Buffer.from(memory.memory.buffer);
  }

  /** Pairs appended and not withdrawn. */
  get appended(): number {
    return this.#appended;
  }

  append(key: string | Uint8Array, value: string | Uint8Array): void {
    this.#arena.append(key, value, this.#options.partitions);
    const bytesMax = this.#options.limits.arenaBytes / 2;
    if (this.#arena.used - this.#markUsed > bytesMax)
      throw new RangeError(`the record emits more than ${bytesMax} bytes`);
    this.#appended += 1;
  }

  /** Pairs appended after this are withdrawn by `rollBack`. */
  beginRecord(): void {
    const arena = this.#arena;
    if (arena.used >= this.#options.limits.arenaBytes || arena.count >= ENTRIES_BEFORE_SPILL) this.#spill();
    this.#markCount = arena.count;
    this.#markUsed = arena.used;
  }

  rollBack(): void {
    this.#appended -= this.#arena.count - this.#markCount;
    this.#arena.rollBack(this.#markCount, this.#markUsed);
  }

  /** Takes lines of the kernel memory as pairs; `tab`: the key ends at the first tab. Returns how many. */
  appendLines(address: number, start: number, end: number, form: 'line' | 'tab'): number {
    const bytes = this.#memory.subarray(address, address + end);
    let lines = 0;
    for (let at = start; at < end; lines += 1) {
      const newline = bytes.indexOf(NEWLINE, at);
      const lineEnd = newline < 0 ? end : newline;
      const line = bytes.subarray(at, lineEnd);
      const tab = form === 'tab' ? line.indexOf(TAB) : -1;
      this.beginRecord();
      if (tab < 0) this.append(line, EMPTY);
      else this.append(line.subarray(0, tab), line.subarray(tab + 1));
      at = lineEnd + 1;
    }
    return lines;
  }

  /** Counts each token of the kernel memory: (token, 1). Returns how many. */
  countTokens(address: number, start: number, end: number, separator: number): number {
    const bytes = this.#memory.subarray(address, address + end);
    let tokens = 0;
    this.beginRecord();
    for (let at = start; at <= end; at += 1) {
      const byte = at === end ? NEWLINE : bytes[at];
      if (byte !== NEWLINE && byte !== separator) continue;
      if (at > start) {
        this.beginRecord();
        this.append(bytes.subarray(start, at), '1');
        tokens += 1;
      }
      start = at + 1;
    }
    return tokens;
  }

  /** The spilled runs, in the order of what was appended; each is one segment a partition. */
  finish(): readonly (readonly Segment[])[] {
    if (this.#arena.count > 0) this.#spill();
    return this.#runs;
  }

  #spill(): void {
    const { partitions, sortValues, combine, limits, files, spillPathOf } = this.#options;
    const start = performance.now();
    const sorted = sortArena(this.#arena, partitions, sortValues);
    const combineStart = performance.now();
    const run = combineSorted(sorted, combine, sortValues, limits.arenaBytes);
    const spillStart = performance.now();
    const segments = writeSpill(run, spillPathOf(this.#runs.length), files, limits.writeBytes);
    this.#runs.push(segments);
    this.spilled.pairs += run.arena.count;
    this.spilled.bytes += segments.at(-1)?.end ?? 0;
    this.#arena.clear();
    this.times.sortMs += combineStart - start;
    this.times.combineMs += spillStart - combineStart;
    this.times.spillMs += performance.now() - spillStart;
  }
}
