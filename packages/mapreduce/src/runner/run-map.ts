import { join } from 'node:path';
import { mapreduceError } from '@oremill/types';
import { openLines } from '../input/open-lines.ts';
import { CounterSet } from '../job/counters.ts';
import type { ShuffleDefinition } from '../job/step.ts';
import { type ShownKey, showKey, whereToMend } from '../job/task-failed.ts';
import type { TaskSurroundings } from '../job/task-functions.ts';
import { describeThrown } from '../job/user-frame.ts';
import { chunkMapper } from '../map/map-chunk.ts';
import { type MapInput, mapSplit } from '../map/map-split.ts';
import { PartSink, ShuffleSink } from '../map/record-sink.ts';
import { SkippedLog } from '../map/skipped-log.ts';
import type { TaskPause } from '../map/wait-for.ts';
import type { Partitioner } from '../shuffle/partitioner.ts';
import { ShuffleWriter } from '../shuffle/shuffle-writer.ts';
import { combinerOverBytes } from '../shuffle/step-combiner.ts';
import { openPart } from './open-part.ts';
import type { MapResult, MapTask, TaskContext, TaskProgress } from './run-task.ts';

/** Maps a split: its pairs end in sorted spills or, in a step without reducers, its rows in a part. */
export function* runMap(
  task: MapTask,
  context: TaskContext,
  progress: TaskProgress,
): Generator<TaskPause, MapResult> {
  const { job, limits, kernels, paths, files, skipLimit, pulse } = context;
  const step = job.steps[task.step] as (typeof job.steps)[number];
  const skippedLog = new SkippedLog(join(paths.spills, `skipped-${nameOf(task)}`), files);
  kernels.reset();
  const counters = new CounterSet();
  const surroundings: TaskSurroundings = { ...context, counters };
  const lines = openLines(task.split, limits, kernels.memory);
  const map = { job, step, lines, skipLimit, limits, skippedLog, surroundings, pulse };
  const input: Omit<MapInput, 'sink' | 'mapChunk'> = {
    ...map,
    isFirstStep: task.step === 0,
    file: task.split.name,
    splitBytes: task.split.end - task.split.start,
    projector: kernels.projectors[task.step],
  };
  try {
    const made =
      step.shuffle === undefined
        ? yield* toPart(task, input, context, progress)
        : yield* toSpills(task, step.shuffle, input, context, progress);
    return { kind: 'map', counters: counters.toCounters(), skipped: skippedLog.finish(), ...made };
  } finally {
    skippedLog.close();
    lines.close();
  }
}

function* toSpills(
  task: MapTask,
  shuffle: ShuffleDefinition,
  input: Omit<MapInput, 'sink' | 'mapChunk'>,
  context: TaskContext,
  progress: TaskProgress,
): Generator<TaskPause, Pick<MapResult, 'spills'>> {
  const { job, kernels, limits, files, partitions, paths, outputPlan } = context;
  const { pairs } = input.step.output;
  const combiner = combinerOverBytes(job.name, shuffle, input.surroundings);
  const writer = new ShuffleWriter({
    memory: kernels.memory,
    partitions,
    partitioner:
      pairs === undefined
        ? partitionerOf(shuffle, task)
        : { kind: 'custom', partitionOf: pairs.partitionerOf(outputPlan) },
    sortValues: shuffle.sortValues,
    combine: combiner.combine,
    limits,
    files,
    spillPathOf: (index) => join(paths.spills, `map-${nameOf(task)}-${index}`),
  });
  const startedMs = performance.now();
  const mapping = mapSplit(
    {
      ...input,
      sink: new ShuffleSink(shuffle, writer),
      mapChunk: chunkMapper(input.step, input.lines, writer, limits),
    },
    progress,
  );
  const reportSpills = () => {
    Object.assign(progress, writer.times);
    progress.spilledPairs = writer.spilled.pairs;
    progress.spilledBytes = writer.spilled.bytes;
  };
  yield* reporting(mapping, () => {
    const { sortMs, combineMs, spillMs } = writer.times;
    reportSpills();
    progress.mapMs = performance.now() - startedMs - sortMs - combineMs - spillMs;
  });
  const spills = writer.finish();
  combiner.end();
  reportSpills();
  return { spills };
}

/** What the files of a map task are called by: tasks sort by it in their order. */
function nameOf({ step, index }: MapTask): string {
  return `${step + 1}-${String(index).padStart(6, '0')}`;
}

/** Steps on, and keeps the progress up to date at each pause and at the end. */
function* reporting(mapping: Generator<TaskPause, void>, report: () => void): Generator<TaskPause, void> {
  for (const pause of mapping) {
    report();
    yield pause;
  }
  report();
}

function* toPart(
  task: MapTask,
  input: Omit<MapInput, 'sink' | 'mapChunk'>,
  context: TaskContext,
  progress: TaskProgress,
): Generator<TaskPause, Pick<MapResult, 'spills' | 'part'>> {
  const part = openPart(context, task);
  const startedMs = performance.now();
  try {
    const mapping = mapSplit(
      { ...input, sink: new PartSink(input.step.output, part), mapChunk: undefined },
      progress,
    );
    yield* reporting(mapping, () => {
      progress.mapMs = performance.now() - startedMs;
      progress.rows = part.rows;
      progress.outputBytes = part.bytes;
    });
    const finished = part.finish();
    progress.outputBytes = finished.bytes;
    return { spills: [], part: finished };
  } finally {
    part.close();
  }
}

export function partitionerOf(
  { partitioner, key }: ShuffleDefinition,
  { splitters }: Pick<MapTask, 'splitters'>,
): Partitioner {
  if (partitioner === 'hash') return { kind: 'hash' };
  if (partitioner === 'range') return { kind: 'range', splitters: splitters ?? [] };
  return {
    kind: 'custom',
    partitionOf(bytes, partitions) {
      const partition = attemptPartition(() => partitioner(key.decode(bytes), partitions), {
        bytes,
        decode: key.decode,
      });
      if (Number.isInteger(partition) && partition >= 0 && partition < partitions) return partition;
      throw mapreduceError(
        'TASK_FAILED',
        `the partitioner gave ${partition}, and partitions are 0 to ${partitions - 1}`,
        { hint: 'Let it return a whole number below the number of partitions that it is given.' },
      );
    },
  };
}

/** It is asked when pairs are sorted, so no record is to blame. */
function attemptPartition(ask: () => number, key: ShownKey): number {
  try {
    return ask();
  } catch (error) {
    throw mapreduceError(
      'TASK_FAILED',
      `the partitioner failed at key ${showKey(key)}: ${describeThrown(error)}`,
      {
        hint: whereToMend(error, 'At the partitioner.'),
        cause: error,
      },
    );
  }
}
