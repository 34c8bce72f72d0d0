import type { StepReport } from '@oremill/types';
import type { StepDefinition } from './job/step.ts';
import type { ReduceResult, TaskProgress } from './runner/run-task.ts';

/** A step of which nothing has been done. */
export function newStepReport(
  { mapper, shuffle }: StepDefinition,
  totals: Pick<StepReport, 'inputBytes' | 'mapTasks' | 'reduceTasks'>,
): StepReport {
  return {
    kind: shuffle === undefined ? 'map' : mapper === undefined ? 'reduce' : 'map-reduce',
    ...totals,
    inputBytesDone: 0,
    records: 0,
    skipped: 0,
    emitted: 0,
    spilledPairs: 0,
    spilledBytes: 0,
    groups: 0,
    rows: 0,
    outputBytes: 0,
    mapTasksDone: 0,
    reduceTasksDone: 0,
    retries: 0,
    work: { mapMs: 0, sortMs: 0, combineMs: 0, spillMs: 0, mergeMs: 0, reduceMs: 0 },
    rowsMax: 0,
    rowsMedian: 0,
  };
}

/** The changed fields of a step of which a task has done so much more. */
export function stepAdvanced(
  step: StepReport,
  more: TaskProgress,
  finished: 'map' | 'reduce' | undefined,
): Partial<StepReport> {
  const { work } = step;
  return {
    inputBytesDone: step.inputBytesDone + more.inputBytesDone,
    records: step.records + more.records,
    skipped: step.skipped + more.skipped,
    emitted: step.emitted + more.emitted,
    spilledPairs: step.spilledPairs + more.spilledPairs,
    spilledBytes: step.spilledBytes + more.spilledBytes,
    groups: step.groups + more.groups,
    rows: step.rows + more.rows,
    outputBytes: step.outputBytes + more.outputBytes,
    mapTasksDone: step.mapTasksDone + (finished === 'map' ? 1 : 0),
    reduceTasksDone: step.reduceTasksDone + (finished === 'reduce' ? 1 : 0),
    work: {
      mapMs: work.mapMs + Math.max(0, more.mapMs),
      sortMs: work.sortMs + more.sortMs,
      combineMs: work.combineMs + more.combineMs,
      spillMs: work.spillMs + more.spillMs,
      mergeMs: work.mergeMs + more.mergeMs,
      reduceMs: work.reduceMs + Math.max(0, more.reduceMs),
    },
  };
}

/** How evenly the work was divided among the reducers. */
export function skewOf(results: readonly ReduceResult[]): Partial<StepReport> {
  const rows = results.map(({ part }) => part.rows).sort((a, b) => a - b);
  const largest = results
    .flatMap(({ largestGroup }) => largestGroup ?? [])
    .reduce<StepReport['largestGroup']>((a, b) => (a && a.pairs >= b.pairs ? a : b), undefined);
  return {
    rowsMax: rows.at(-1) ?? 0,
    rowsMedian: rows[rows.length >> 1] ?? 0,
    ...(largest === undefined ? {} : { largestGroup: largest }),
  };
}
