import assert from 'node:assert/strict';
import type { KernelMemory } from '@oremill/json-fields';
import type { Files } from '@oremill/runtime';
import type { Limits } from '../config.ts';
import { openArena } from './arena.ts';
import type { Combine } from './combine.ts';
import { PairStore } from './pair-store.ts';
import type { Partitioner } from './partitioner.ts';
import type { Segment } from './segment.ts';
import type { SortedRun } from './sort-run.ts';
import { type PairRange, spillBuckets } from './spill-buckets.ts';
import { spillRun } from './spill-run.ts';
import { SumStore } from './sum-store.ts';

export type { Combine } from './combine.ts';
export type { Partitioner } from './partitioner.ts';

export interface ShuffleWriterOptions {
  /** `limits.arenaBytes` of it are taken. */
  readonly memory: KernelMemory;
  readonly partitions: number;
  readonly partitioner: Partitioner;
  readonly sortValues: boolean;
  readonly combine: Combine | undefined;
  readonly limits: Limits;
  readonly files: Files;
  readonly spillPathOf: (index: number) => string;
}

/** Takes the pairs of a map task and leaves them on the disk, sorted, in runs of a segment for each partition. */
export class ShuffleWriter {
  readonly times = { sortMs: 0, combineMs: 0, spillMs: 0 };
  readonly spilled = { pairs: 0, bytes: 0 };
  readonly #store: PairStore | SumStore;
  readonly #runs: (readonly Segment[])[] = [];

  constructor(options: ShuffleWriterOptions) {
    const { memory, partitions, partitioner, limits, sortValues, combine } = options;
    const arena = openArena(memory, partitions, partitioner, limits);
    const { times } = this;
    const spill = (of: 'pairs' | 'sums') => (run: SortedRun) => {
      const startedMs = performance.now();
      const combinedMs = times.combineMs;
      const segments = spillRun({
        arena,
        run,
        of,
        combine: combine?.kind === 'function' ? combine.combine : undefined,
        sortValues,
        files: options.files,
        path: options.spillPathOf(this.#runs.length),
        times,
      });
      // What the combiner took is counted for itself.
      times.spillMs += performance.now() - startedMs - (times.combineMs - combinedMs);
      this.#keep(segments);
    };
    const spillRange = (pairs: PairRange) => {
      const path = options.spillPathOf(this.#runs.length);
      this.#keep(spillBuckets({ arena, pairs, sortValues, files: options.files, path, times }));
    };
    this.#store =
      combine?.kind === 'sum'
        ? new SumStore({ arena, spill: spill('sums'), times })
        : new PairStore({
            arena,
            sortValues,
            spill: spill('pairs'),
            spillRange: combine === undefined ? spillRange : undefined,
            times,
          });
  }

  /** Pairs appended and not withdrawn. */
  get appended(): number {
    return this.#store.appended;
  }

  /** Throws a RangeError when the present record's pairs have no room; earlier records' are spilled first. */
  append(key: string | Uint8Array, value: string | Uint8Array): void {
    this.#store.append(key, value);
  }

  /** Pairs appended after this are withdrawn by `rollBack`. Throws again what a spill threw in between. */
  beginRecord(): void {
    this.#store.beginRecord();
  }

  rollBack(): void {
    this.#store.rollBack();
  }

  /**
   * Takes lines that lie in the kernel's memory, each as a record of one pair. `line`: the key is the line, the value
   * is empty; `tab`: the key ends at the first tab. Returns how many.
   */
  appendLines(address: number, start: number, end: number, form: 'line' | 'tab'): number {
    this.#store.beginRecord();
    const lines = this.#store.appendLines(address + start, address + end, form === 'tab');
    this.#store.beginRecord();
    return lines;
  }

  /** Counts tokens that lie in the kernel's memory, as (token, 1) each; a newline ends a token too. Returns how many. */
  countTokens(address: number, start: number, end: number, separator: number): number {
    const store = this.#store;
    assert(store instanceof SumStore, 'tokens are counted by a combiner that sums');
    store.beginRecord();
    return store.countTokens(address + start, address + end, separator);
  }

  /** The spilled runs, in the order of what was appended; each is one segment a partition. */
  finish(): readonly (readonly Segment[])[] {
    this.#store.finish();
    return this.#runs;
  }

  #keep(segments: readonly Segment[]): void {
    this.#runs.push(segments);
    for (const { pairs, start, end } of segments) {
      this.spilled.pairs += pairs;
      this.spilled.bytes += end - start;
    }
  }
}
