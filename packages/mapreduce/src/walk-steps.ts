import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Files } from '@oremill/runtime';
import type { Part } from '@oremill/types';
import type { Config, Limits } from './config.ts';
import { planFileSplits, planSplits, type Source, type Split } from './input/plan-splits.ts';
import type { JobDefinition } from './job/define-job.ts';
import type { StepDefinition } from './job/step.ts';
import { checkSkipShare } from './map/check-skipped.ts';
import type { OutputPaths } from './output/output-paths.ts';
import { stepFolder } from './output/output-paths.ts';
import type { FinishedTasks } from './runner/finished-tasks.ts';
import type { MapResult, MapTask, ReduceResult, ReduceTask, Task } from './runner/run-task.ts';
import type { StopSwitch } from './runner/stop-switch.ts';
import type { TaskJournal } from './runner/task-journal.ts';
import type { TaskDone, TaskRunner } from './runner/task-runner.ts';
import { chooseSplitters } from './shuffle/partitioner.ts';
import { skewOf } from './step-report.ts';
import type { ExecutionTracker } from './track-execution.ts';

/** Splits that are looked into to learn how keys are distributed. */
const SAMPLED_SPLITS_MAX = 16;

export interface Walk {
  readonly job: JobDefinition;
  readonly config: Config;
  readonly limits: Limits;
  readonly paths: OutputPaths;
  readonly files: Files;
  readonly tracker: ExecutionTracker;
  readonly stop: StopSwitch;
  readonly runner: TaskRunner;
  readonly journal: TaskJournal;
  /** Of the execution that is resumed. */
  readonly finished: FinishedTasks;
}

export interface WalkOutcome {
  readonly parts: readonly Part[];
  /** Files of skipped records, in the order of the input. */
  readonly skippedPaths: readonly string[];
}

/** Does the steps one after the other: the parts of one are the input of the next. */
export async function walkSteps(walk: Walk, sources: readonly Source[]): Promise<WalkOutcome> {
  const { job, paths, files } = walk;
  let input = sources;
  let parts: readonly Part[] = [];
  const skippedPaths: string[] = [];
  for (const [index, step] of job.steps.entries()) {
    const done = await walkStep(walk, index, step, input);
    parts = done.parts;
    skippedPaths.push(...done.skippedPaths);
    for (const path of done.spillPaths) files.remove(path);
    const folder = stepFolder(paths, index, job.steps.length);
    if (index > 0) files.remove(stepFolder(paths, index - 1, job.steps.length));
    input = parts.map(({ path, bytes }) => ({
      path: join(folder, path),
      name: `step ${index + 1}, ${path}`,
      bytes,
    }));
  }
  return { parts, skippedPaths };
}

interface StepOutcome extends WalkOutcome {
  /** Not needed any more. */
  readonly spillPaths: ReadonlySet<string>;
}

/** input → map → shuffle → reduce → output; the shuffle's sort ends each map task, its merge begins each reduce task. */
async function walkStep(
  walk: Walk,
  index: number,
  step: StepDefinition,
  sources: readonly Source[],
): Promise<StepOutcome> {
  const { job, config, limits, paths, files, tracker, finished } = walk;
  const splits = step.input.kind === 'file' ? planFileSplits(sources, limits) : planSplits(sources, limits);
  const folder = stepFolder(paths, index, job.steps.length);
  if (index < job.steps.length - 1 && !existsSync(folder)) files.makeFolder(folder);
  const partitions = step.shuffle === undefined ? 0 : config.partitions;
  tracker.beginStep(index, step, {
    inputBytes: sources.reduce((sum, source) => sum + source.bytes, 0),
    mapTasks: splits.length,
    reduceTasks: partitions,
  });
  const reduceKnown = finished.reduced(index, partitions, folder);
  const isReduced = partitions > 0 && reduceKnown.size === partitions;
  const mapKnown = finished.mapped(index, splits.length, { folder, needsSpills: !isReduced });

  const splitters = isReduced ? undefined : await sampleKeys(walk, index, step, splits);
  tracker.begin('map');
  const mapTasks = splits.map(
    (split, place): MapTask => ({ kind: 'map', step: index, index: place, split, splitters }),
  );
  const mapped = await runTasks<MapResult>(walk, index, mapTasks, mapKnown);
  tracker.endMap(index);
  for (const { counters } of mapped) tracker.count(counters);
  if (index === 0) checkSkipShare(tracker.execution.progress, config.skipShareMax);

  const reduced = partitions === 0 ? [] : await reduceAll(walk, index, mapped, reduceKnown);
  tracker.endStep(index, skewOf(reduced));
  return {
    parts: partitions === 0 ? mapped.flatMap(({ part }) => part ?? []) : reduced.map(({ part }) => part),
    skippedPaths: mapped.flatMap(({ skipped }) => skipped?.path ?? []),
    spillPaths: new Set(mapped.flatMap(({ spills }) => spills.flat().map(({ path }) => path))),
  };
}

async function reduceAll(
  walk: Walk,
  index: number,
  mapped: readonly MapResult[],
  known: ReadonlyMap<number, TaskDone>,
): Promise<ReduceResult[]> {
  walk.tracker.begin('reduce');
  const tasks = Array.from({ length: walk.config.partitions }, (_, partition): ReduceTask => {
    // In the order of the input, which decides the order of values that nothing else sorts.
    const segments = mapped.flatMap(({ spills }) => spills.flatMap((spill) => spill[partition] ?? []));
    return { kind: 'reduce', step: index, index: partition, segments };
  });
  const reduced = await runTasks<ReduceResult>(walk, index, tasks, known);
  for (const { counters } of reduced) walk.tracker.count(counters);
  return reduced;
}

/** Runs the tasks that are not known to be finished; gives the results of all, in order. */
async function runTasks<Result extends MapResult | ReduceResult>(
  { runner, tracker, stop, journal, config }: Walk,
  step: number,
  tasks: readonly (MapTask | ReduceTask)[],
  known: ReadonlyMap<number, TaskDone>,
): Promise<Result[]> {
  const kind = tasks[0]?.kind ?? 'map';
  const follow = tracker.follow(step, kind);
  const results: Result[] = [];
  const finish = (task: number, done: TaskDone) => {
    results[task] = done.result as Result;
    follow(task, done.progress, true);
  };
  for (const [task, done] of known) finish(task, done);
  const left = tasks.filter(({ index }) => !known.has(index));
  const taskAt = (place: number) => (left[place] as Task & { index: number }).index;
  await stop.orElse(
    runner.run(left, {
      onProgress(place, progress) {
        follow(taskAt(place), progress, false);
        stop.checkSkipLimit(tracker.execution.progress.skipped, config.skipLimit);
      },
      onDone(place, done) {
        const index = taskAt(place);
        finish(index, done);
        const { worker, attempt, progress, result } = done;
        journal.add({
          step: step + 1,
          kind,
          index,
          attempt,
          worker,
          startedMs: tracker.sinceStart(done.startedMs),
          endedMs: tracker.sinceStart(done.endedMs),
          records: kind === 'map' ? progress.records : progress.rows,
          bytes: kind === 'map' ? progress.inputBytesDone : progress.outputBytes,
          progress,
          result: result as Result,
        });
        stop.checkSkipLimit(tracker.execution.progress.skipped, config.skipLimit);
      },
      onRetry: () => tracker.retried(step),
      onStatus: (words) => tracker.say(words),
    }),
  );
  return results;
}

/** Between which keys to cut, where parts are to be in order; the same for the same input. */
async function sampleKeys(
  { runner, tracker, stop, config }: Walk,
  step: number,
  { shuffle }: StepDefinition,
  splits: readonly Split[],
): Promise<readonly Uint8Array[] | undefined> {
  if (shuffle?.partitioner !== 'range') return undefined;
  tracker.begin('sample');
  const every = Math.max(1, Math.ceil(splits.length / SAMPLED_SPLITS_MAX));
  const tasks = splits
    .filter((_, place) => place % every === 0)
    .map((split, index): Task => ({ kind: 'sample', step, index, split }));
  const sampled = await stop.orElse(runner.run(tasks, {}));
  const keys = sampled.flatMap((result) => (result.kind === 'sample' ? result.keys : []));
  return chooseSplitters(keys, config.partitions);
}
