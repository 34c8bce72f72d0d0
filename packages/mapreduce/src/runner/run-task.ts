import type { Files } from '@oremill/runtime';
import type { Counters, Execution, Part } from '@oremill/types';
import type { Limits } from '../config.ts';
import type { Split } from '../input/plan-splits.ts';
import type { JobDefinition } from '../job/define-job.ts';
import type { SkippedFile } from '../map/skipped-log.ts';
import type { TaskPause } from '../map/wait-for.ts';
import type { OutputPaths } from '../output/output-paths.ts';
import { publishOutput } from '../output/publish-output.ts';
import type { Segment } from '../shuffle/segment.ts';
import { runMap } from './run-map.ts';
import { runReduce } from './run-reduce.ts';
import { runSample } from './run-sample.ts';
import type { TaskKernels } from './task-kernels.ts';

/** A piece of an execution that one worker does by itself; tasks and results are plain values that cross threads. */
export type Task = SampleTask | MapTask | ReduceTask | PublishTask;

interface OfStep {
  /** From 0. */
  readonly step: number;
  /** Place among the tasks of its kind. */
  readonly index: number;
}
/** Maps the beginning of a split to learn how keys are distributed. */
export interface SampleTask extends OfStep {
  readonly kind: 'sample';
  readonly split: Split;
}
export interface MapTask extends OfStep {
  readonly kind: 'map';
  readonly split: Split;
  /** Of a step whose parts are in order; else the step says. */
  readonly splitters: readonly Uint8Array[] | undefined;
}
export interface ReduceTask extends OfStep {
  readonly kind: 'reduce';
  readonly segments: readonly Segment[];
}
export interface PublishTask {
  readonly kind: 'publish';
  readonly execution: Execution;
  readonly skippedPaths: readonly string[];
  readonly overwrite: boolean;
}

export type TaskResult =
  | { readonly kind: 'sample'; readonly keys: readonly Uint8Array[] }
  | MapResult
  | ReduceResult
  | { readonly kind: 'publish' };

export interface MapResult {
  readonly kind: 'map';
  readonly counters: Counters;
  /** One list a spill, one segment in it a partition. Empty in a step without reducers. */
  readonly spills: readonly (readonly Segment[])[];
  readonly skipped?: SkippedFile | undefined;
  /** Of a step without reducers. */
  readonly part?: Part | undefined;
}

export interface ReduceResult {
  readonly kind: 'reduce';
  readonly counters: Counters;
  readonly part: Part;
  readonly largestGroup?: { readonly key: string; readonly pairs: number } | undefined;
}

/** What a task has done so far: numbers that are added up over all tasks. */
export interface TaskProgress {
  inputBytesDone: number;
  records: number;
  skipped: number;
  emitted: number;
  spilledPairs: number;
  spilledBytes: number;
  groups: number;
  rows: number;
  outputBytes: number;
  mapMs: number;
  sortMs: number;
  combineMs: number;
  spillMs: number;
  mergeMs: number;
  reduceMs: number;
}

export function newTaskProgress(): TaskProgress {
  return {
    inputBytesDone: 0,
    records: 0,
    skipped: 0,
    emitted: 0,
    spilledPairs: 0,
    spilledBytes: 0,
    groups: 0,
    rows: 0,
    outputBytes: 0,
    mapMs: 0,
    sortMs: 0,
    combineMs: 0,
    spillMs: 0,
    mergeMs: 0,
    reduceMs: 0,
  };
}

/** The part of an execution's plan that every task needs; plain values. */
export interface TaskPlan {
  readonly partitions: number;
  readonly compression: 'none' | 'gzip' | 'zstd';
  readonly skipLimit: number | undefined;
  readonly limits: Limits;
  readonly paths: OutputPaths;
  /** Of the job, validated. */
  readonly options: unknown;
  /** Paths of the job's files, by name. */
  readonly filePaths: Readonly<Record<string, string>>;
  /** What an output of pairs has chosen for all of its parts. */
  readonly outputPlan: unknown;
}

export interface TaskContext extends TaskPlan {
  readonly job: JobDefinition;
  readonly files: Files;
  /** For one task at a time. */
  readonly kernels: TaskKernels;
  readonly status: (words: string) => void;
  readonly pulse: (place: number) => void;
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
    case 'sample':
      return yield* runSample(task, context);
    case 'map':
      return yield* runMap(task, context, progress);
    case 'reduce':
      return yield* runReduce(task, context, progress);
    case 'publish':
      publishOutput({ ...task, paths: context.paths, files: context.files });
      return { kind: 'publish' };
  }
}
