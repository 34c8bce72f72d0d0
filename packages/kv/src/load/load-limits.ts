import type { Duplicates } from './load-kernel.ts';

/** What a load is told, but for its sources; it can be handed to a worker thread. */
export interface LoadLimits {
  readonly badLinesMax: number;
  /** Of a task, how many are told of in the report. */
  readonly badLinesKept: number;
  readonly lineBytesMax: number;
  readonly tableBytesMax: number;
  readonly duplicates: Duplicates;
}

/** Counters that all threads of a load share. */
export class SharedCounters {
  readonly words: Int32Array<SharedArrayBuffer>;

  constructor(words = new Int32Array(new SharedArrayBuffer(3 * Int32Array.BYTES_PER_ELEMENT))) {
    this.words = words;
  }

  /** The next of a list of so many that nobody has taken. */
  takeTask(): number {
    return Atomics.add(this.words, 0, 1);
  }

  takePartition(): number {
    return Atomics.add(this.words, 1, 1);
  }

  get badLines(): number {
    return Atomics.load(this.words, 2);
  }

  /** Bad lines so far, with this one. */
  countBadLine(): number {
    return Atomics.add(this.words, 2, 1) + 1;
  }
}

/** What a thread has done so far, for others to see. */
export class SharedProgress {
  readonly numbers: Float64Array<SharedArrayBuffer>;

  constructor(numbers = new Float64Array(new SharedArrayBuffer(2 * Float64Array.BYTES_PER_ELEMENT))) {
    this.numbers = numbers;
  }

  get lines(): number {
    return this.numbers[0] as number;
  }

  /** Of sources, as they are stored. */
  get bytes(): number {
    return this.numbers[1] as number;
  }

  addLines(count: number): void {
    this.numbers[0] = this.lines + count;
  }

  addBytes(count: number): void {
    this.numbers[1] = this.bytes + count;
  }
}
