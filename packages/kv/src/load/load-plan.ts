import type { Table } from '../table/table.ts';
import type { Inserted } from './insert-partitions.ts';
import type { LoadLimits, SharedProgress } from './load-limits.ts';
import type { DoneTask } from './load-tasks.ts';
import type { LoadTask } from './plan-tasks.ts';
import type { Feeds } from './stored-bytes.ts';

/** A load, planned: the same whether one thread does it or several. */
export interface LoadPlan {
  readonly table: Table;
  readonly tasks: readonly LoadTask[];
  readonly limits: LoadLimits;
  readonly feeds: Feeds;
  /** One for each thread. */
  readonly progress: readonly SharedProgress[];
}

/** What the threads of a load have done, each in its place. */
export interface LoadOutcome {
  readonly tasks: readonly DoneTask[];
  readonly inserted: readonly Inserted[];
  readonly badLines: number;
}
