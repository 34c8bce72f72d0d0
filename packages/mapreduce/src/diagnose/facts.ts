import type { Execution, Finding, TaskReport } from '@oremill/types';

/** All that a diagnosis is made from. */
export interface Facts {
  readonly execution: Execution;
  /** Finished tasks, in the order in which they ended. */
  readonly tasks: readonly TaskFact[];
  readonly reasons: readonly SkipReason[];
}

export interface TaskFact extends TaskReport {
  /** Times that a map task's pairs did not fit into memory and were written out, the last time included. */
  readonly spills: number;
}

/** Records that were skipped for one reason. */
export interface SkipReason {
  readonly reason: string;
  readonly count: number;
  readonly first: { readonly file: string; readonly offset: number };
}

/** Looks for one kind of fault; finds nothing where there is none. */
export type Rule = (facts: Facts) => Finding[];
