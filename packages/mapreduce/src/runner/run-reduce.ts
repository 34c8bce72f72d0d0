import { join } from 'node:path';
import { CounterSet } from '../job/counters.ts';
import type { ShuffleDefinition } from '../job/step.ts';
import type { TaskSurroundings } from '../job/task-functions.ts';
import { type TaskPause, waitFor } from '../map/wait-for.ts';
import type { PairWriter } from '../output/pair-writer.ts';
import type { PartWriter } from '../output/part-writer.ts';
import { reducePartition } from '../reduce/reduce-partition.ts';
import { openMerge } from '../shuffle/merged-pairs.ts';
import { combinerOverBytes } from '../shuffle/step-combiner.ts';
import { openReducedPart } from './open-part.ts';
import type { ReduceResult, ReduceTask, TaskContext, TaskProgress } from './run-task.ts';

/** Merges the segments of a partition and writes what its reducer makes of them to a part. */
export function* runReduce(
  task: ReduceTask,
  context: TaskContext,
  progress: TaskProgress,
): Generator<TaskPause, ReduceResult> {
  const { job, limits, files, paths, kernels, pulse } = context;
  const step = job.steps[task.step] as (typeof job.steps)[number];
  const shuffle = step.shuffle as ShuffleDefinition;
  const counters = new CounterSet();
  const surroundings: TaskSurroundings = { ...context, counters };
  const combiner = combinerOverBytes(job.name, shuffle, surroundings);
  kernels.reset();
  const startedMs = performance.now();
  const pairs = yield* openMerge({
    segments: task.segments,
    sortValues: shuffle.sortValues,
    combine: combiner.combine,
    memory: kernels.memory,
    limits,
    files,
    pathOf: (index) => join(paths.spills, `reduce-${task.step + 1}-${task.index}-${index}`),
  });
  const part = yield* waitFor<PartWriter | PairWriter>(openReducedPart(context, task));
  try {
    const reducing = reducePartition({ job: job.name, step, shuffle, pairs, part, surroundings, pulse });
    const report = () => {
      progress.rows = part.rows;
      progress.outputBytes = part.bytes;
      progress.mergeMs = pairs.times.mergeMs;
      progress.reduceMs = performance.now() - startedMs - pairs.times.mergeMs;
    };
    let reduced = reducing.next();
    for (; !reduced.done; reduced = reducing.next()) {
      report();
      yield;
    }
    combiner.end();
    const finished = yield* waitFor(part.finish());
    report();
    progress.groups = reduced.value.groups;
    progress.outputBytes = finished.bytes;
    return {
      kind: 'reduce',
      counters: counters.toCounters(),
      part: finished,
      largestGroup: reduced.value.largestGroup,
    };
  } finally {
    part.close();
    pairs.close();
  }
}
