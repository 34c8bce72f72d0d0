import { join } from 'node:path';
import type { Counters, Execution, Part } from '@oremill/types';
import type { Limits } from '../config.ts';
import type { Files } from '../files/disk-files.ts';
import { openLines } from '../input/open-lines.ts';
import type { Split } from '../input/plan-splits.ts';
import type { JobDefinition } from '../job/define-job.ts';
import type { KernelMemory } from '../kernel/kernel-memory.ts';
import { mapSplit } from '../map/map-split.ts';
import type { TaskPause } from '../map/wait-for.ts';
import type { OutputPaths } from '../output/output-paths.ts';
import { PartWriter } from '../output/part-writer.ts';
import { publishOutput } from '../output/publish-output.ts';
import { reducePartition } from '../reduce/reduce-partition.ts';
import { Merge, narrowSegments } from '../shuffle/merge-segments.ts';
import type { Segment } from '../shuffle/write-spill.ts';

/** A piece of an execution that one worker does by itself; tasks and results are plain values that cross threads. */
export type Task =
  | { readonly kind: 'map'; readonly index: number; readonly split: Split }
  | { readonly kind: 'reduce'; readonly partition: number; readonly segments: readonly Segment[] }
  | { readonly kind: 'publish'; readonly execution: Execution; readonly skippedPaths: readonly string[] };

export type TaskResult =
  | {
      readonly kind: 'map';
      readonly counters: Counters;
      /** One list a spill, one segment in it a partition. */
      readonly spills: readonly (readonly Segment[])[];
      readonly skippedPath: string | undefined;
    }
  | { readonly kind: 'reduce'; readonly counters: Counters; readonly part: Part }
  | { readonly kind: 'publish' };

/** What a task has done so far. */
export interface TaskProgress {
  inputBytesDone: number;
  records: number;
  skipped: number;
  emitted: number;
  rows: number;
  outputBytes: number;
}

export function newTaskProgress(): TaskProgress {
  return { inputBytesDone: 0, records: 0, skipped: 0, emitted: 0, rows: 0, outputBytes: 0 };
}

/** The part of an execution's plan that every task needs; plain values. */
export interface TaskPlan {
  readonly partitions: number;
  readonly skipLimit: number | undefined;
  readonly limits: Limits;
  readonly paths: OutputPaths;
}

export interface TaskContext extends TaskPlan {
  readonly job: JobDefinition;
  readonly files: Files;
  /** For one task at a time. */
  readonly memory: KernelMemory;
}

/**
 * Does a task, keeping `progress` up to date; yields now and then, so that a runner can report, or stop. What it
 * yields is waited for before it is resumed; it never rejects.
 */
export function* runTask(
  task: Task,
  context: TaskContext,
  progress: TaskProgress,
): Generator<TaskPause, TaskResult> {
  switch (task.kind) {
    case 'map':
      return yield* runMap(task.index, task.split, context, progress);
    case 'reduce':
      return yield* runReduce(task.partition, task.segments, context, progress);
    case 'publish':
      publishOutput({ ...task, paths: context.paths, files: context.files });
      return { kind: 'publish' };
  }
}

function* runMap(
  index: number,
  split: Split,
  context: TaskContext,
  progress: TaskProgress,
): Generator<TaskPause, TaskResult> {
  const { spills: folder } = context.paths;
  const number = String(index).padStart(6, '0');
  const skippedPath = join(folder, `skipped-${number}`);
  context.memory.reset();
  const lines = openLines(split, context.limits, context.memory);
  try {
    const output = yield* mapSplit(
      {
        ...context,
        lines,
        file: split.name,
        splitBytes: split.end - split.start,
        skippedPath,
        spillPathOf: (spill) => join(folder, `map-${number}-${spill}`),
      },
      progress,
    );
    return { kind: 'map', ...output, skippedPath: progress.skipped === 0 ? undefined : skippedPath };
  } finally {
    lines.close();
  }
}

function* runReduce(
  partition: number,
  all: readonly Segment[],
  context: TaskContext,
  progress: TaskProgress,
): Generator<TaskPause, TaskResult> {
  const { job, limits, files, paths } = context;
  const sortValues = job.sortValues ?? false;
  const pathOf = (index: number) => join(paths.spills, `reduce-${partition}-${index}`);
  const segments = yield* narrowSegments(all, { sortValues, limits, files, pathOf });
  const pairs = new Merge(segments, sortValues, limits);
  const writer = new PartWriter(paths.partial, partition, files, limits.writeBytes);
  try {
    const reducing = reducePartition(job, pairs, writer);
    let step = reducing.next();
    for (; !step.done; step = reducing.next()) {
      progress.rows = writer.rows;
      progress.outputBytes = writer.bytes;
      yield;
    }
    const part = writer.finish();
    progress.rows = part.rows;
    progress.outputBytes = part.bytes;
    return { kind: 'reduce', counters: step.value, part };
  } finally {
    writer.close();
    pairs.close();
  }
}
