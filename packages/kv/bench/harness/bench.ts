import type { Programs } from './programs.ts';

/** What a bench asks, and in which sizes: one that runs with the tests, and one as large as the answer needs. */
export interface Bench {
  readonly name: string;
  /** One sentence: it heads the report. */
  readonly question: string;
  readonly sizes: { readonly small: Size; readonly large: Size };
  /** Measures each of its works with `world.measure`, or tells what another bench of its own has measured. */
  readonly run: (world: BenchWorld) => Promise<readonly WorkResult[]>;
  /** What to know before reading the tables. */
  readonly notes?: readonly string[];
}

/** Numbers of pairs, of requests, of parts: the bench knows which. */
export type Size = Readonly<Record<string, number>>;

export interface BenchWorld {
  /** Of this run, empty at first and removed after it. */
  readonly folder: string;
  readonly size: Size;
  readonly rounds: number;
  readonly programs: Programs;
  readonly measure: (work: Work) => Promise<WorkResult>;
  /** Is called when the bench is over, however it ended; the last first. */
  readonly atEnd: (close: () => Promise<unknown>) => void;
  readonly onStep: (step: string) => void;
}

/** One thing that is done by several, which have to come to the same contents. */
export interface Work {
  readonly name: string;
  /** What is measured, the figure that targets speak of first. */
  readonly figures: readonly Figure[];
  /** The first is the reference: the content of each other is compared with its content. */
  readonly contenders: readonly Contender[];
  readonly targets: readonly Target[];
}

export interface Figure {
  readonly name: string;
  readonly unit: string;
  readonly better: 'more' | 'less';
}

export interface Contender {
  readonly name: string;
  /** Why it cannot be had here: it is reported instead of being measured. */
  readonly missing?: string | undefined;
  /** Takes minutes on the large size, so it has one round and no warm-up. */
  readonly isSlow?: boolean;
  readonly measure: () => Promise<Measured>;
}

export interface Measured {
  /** By the names of the work's figures; one that is not there was not measured. */
  readonly figures: Readonly<Record<string, number>>;
  /** What has to be the same for all: numbers of pairs, sums of bytes, digests of sampled values. */
  readonly content: Content;
}

export type Content = Readonly<Record<string, string | number>>;

export type Target =
  /** Ours is at least so many times as good: quicker, or smaller. */
  | {
      readonly kind: 'times';
      readonly ours: string;
      readonly against: string;
      readonly figure: string;
      readonly atLeast: number;
    }
  /** Ours is at most such a part of theirs. */
  | {
      readonly kind: 'share';
      readonly ours: string;
      readonly against: string;
      readonly figure: string;
      readonly atMost: number;
    }
  /** The figure itself. */
  | { readonly kind: 'bound'; readonly ours: string; readonly figure: string; readonly atMost: number };

export interface WorkResult {
  readonly work: Omit<Work, 'contenders'>;
  /** The same for all that were measured. */
  readonly content: Content;
  readonly contenders: readonly ContenderResult[];
}

export interface ContenderResult {
  readonly name: string;
  readonly missing?: string | undefined;
  readonly measurements: readonly Readonly<Record<string, number>>[];
}
