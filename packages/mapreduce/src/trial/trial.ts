import type { Counters, ErrorReply, SkippedRecord } from '@oremill/types';

/** What a job did with the head of its input. */
export interface Trial {
  readonly job: string;
  readonly records: number;
  /** There was no more input than that. */
  readonly isWholeInput: boolean;
  readonly steps: readonly StepTrial[];
  readonly counters: Counters;
  /** What ended it early: the phases until then are told. */
  readonly error?: ErrorReply;
}

/** What went into and came out of each phase of a step; absent are phases that it has not, or did not come to. */
export interface StepTrial {
  readonly kind: 'map-reduce' | 'map' | 'reduce';
  readonly records: Shown<string>;
  readonly skipped: Shown<SkippedHere>;
  readonly mapped?: Shown<PairShown>;
  readonly combined?: Shown<PairShown>;
  readonly groups?: Shown<GroupShown>;
  readonly rows?: Shown<string>;
}

/** How many there were, and the first few. */
export interface Shown<Item> {
  readonly count: number;
  readonly first: readonly Item[];
}

export interface PairShown {
  readonly key: string;
  readonly value: string;
}

export interface GroupShown {
  readonly key: string;
  readonly pairs: number;
  readonly values: readonly string[];
}

export interface SkippedHere extends SkippedRecord {
  /** The line of the job that threw; absent where the record could not be read. */
  readonly thrownAt?: string;
}

/** Counts all and keeps the first few. */
export class Showing<Item> implements Shown<Item> {
  count = 0;
  readonly first: Item[] = [];
  readonly #shownMax: number;

  constructor(shownMax: number) {
    this.#shownMax = shownMax;
  }

  /** `make` is called only for what is kept. */
  add(make: () => Item): void {
    this.count += 1;
    if (this.first.length < this.#shownMax) this.first.push(make());
  }

  toJSON(): Shown<Item> {
    return { count: this.count, first: this.first };
  }
}
