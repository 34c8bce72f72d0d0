import assert from 'node:assert/strict';
import type { Readable } from 'node:stream';
import { type Clock, type Random, systemClock, systemRandom } from '@oremill/runtime';
import { AppError, type Execution, mapreduceError, newId, type Runner } from '@oremill/types';
import { type Config, configSchema, type Limits } from './config.ts';
import { diskFiles, type Files } from './files/disk-files.ts';
import { findSources, spoolStdin } from './input/find-sources.ts';
import { planSplits, type Source } from './input/plan-splits.ts';
import type { JobDefinition } from './job/define-job.ts';
import { jobUrl, loadJob } from './job/load-job.ts';
import { KernelMemory } from './kernel/kernel-memory.ts';
import { checkSkipLimit } from './map/map-split.ts';
import { checkOutput, claimPartial } from './output/claim-output.ts';
import { writeProgress } from './output/execution-file.ts';
import { keepOutcome } from './output/keep-outcome.ts';
import { type OutputPaths, outputPaths } from './output/output-paths.ts';
import { InlineRunner } from './runner/inline.ts';
import type { Task, TaskPlan, TaskResult } from './runner/run-task.ts';
import { StopSwitch } from './runner/stop-switch.ts';
import type { OnTaskProgress, TaskRunner } from './runner/task-runner.ts';
import { ThreadsRunner } from './runner/threads.ts';
import { ExecutionTracker } from './track-execution.ts';

export interface RunJobOptions {
  /** Path or URL of a module whose default export is `defineJob(…)`. */
  readonly job: URL | string;
  /** Files, globs and folders; `-` is stdin. */
  readonly inputs: readonly string[];
  /** Folder that must not exist yet; the folder that holds it must. */
  readonly output: string;
  readonly runner?: Runner | undefined;
  readonly workers?: number | undefined;
  /** Reducers, and so parts. The same number gives the same parts, whatever the runner and the workers. */
  readonly partitions?: number | undefined;
  /** Fail when more records than this are skipped. */
  readonly skipLimit?: number | undefined;
  readonly limits?: Partial<Limits> | undefined;
  readonly executionId?: string | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Called on each change of state or phase, and in between at most ten times a second. */
  readonly onProgress?: ((execution: Execution) => void) | undefined;
}

/** What the conductor takes from outside. `files` is for the inline runner; workers write to the disk. */
export interface World {
  readonly clock: Clock;
  readonly random: Random;
  readonly files: Files;
  readonly stdin: Readable;
}

/** Resolves only when the output is published; else rejects with the AppError that the stored state also holds. */
export async function runJob(options: RunJobOptions, world: Partial<World> = {}): Promise<Execution> {
  const { clock = systemClock, random = systemRandom, files = diskFiles, stdin = process.stdin } = world;
  const config = configSchema.parse({ ...options, limits: options.limits ?? {} });
  assert(files === diskFiles || config.runner === 'inline', 'workers write to the disk');
  const signal = options.signal ?? new AbortController().signal;
  const paths = outputPaths(options.output);

  // Nothing is written before everything that can be checked has been.
  const job = await loadJob(options.job);
  await checkOutput(paths);
  const sources = await findSources(options.inputs, paths.stdin);
  if (signal.aborted) throw stopped(job);

  const execution = newExecution(job, config, options, { clock, random });
  const tracker = new ExecutionTracker(execution, {
    clock,
    onProgress: options.onProgress ?? (() => {}),
    store: (state) => writeProgress(paths.execution, state),
  });
  const stop = new StopSwitch(signal, () => stopped(job));
  claimPartial(paths, execution, files);
  try {
    tracker.begin('plan');
    const read = await stop.orElse(spoolStdin(sources, stdin, files, signal));
    const run: Run = { job, config, paths, files, clock, tracker, stop, jobModule: jobUrl(options.job) };
    await walkPhases(run, read);
  } catch (error) {
    const isStop = error instanceof AppError && error.code === 'STOPPED';
    await keepOutcome(tracker.fail(isStop ? 'stopped' : 'failed', error), paths, files);
    tracker.tell();
    throw error;
  } finally {
    stop.close();
  }
  tracker.tell();
  return tracker.execution;
}

interface Run {
  readonly job: JobDefinition;
  readonly jobModule: URL;
  readonly config: Config;
  readonly paths: OutputPaths;
  readonly files: Files;
  readonly clock: Clock;
  readonly tracker: ExecutionTracker;
  readonly stop: StopSwitch;
}

/** input → map → shuffle → reduce → output; the shuffle's sort ends each map task, its merge begins each reduce task. */
async function walkPhases(run: Run, sources: readonly Source[]): Promise<void> {
  const { job, config, tracker, stop } = run;
  const splits = planSplits(sources, config.limits);
  const runner = openRunner(run, splits.length);
  try {
    tracker.begin('map', { inputBytes: sources.reduce((sum, source) => sum + source.bytes, 0) });
    const mapTasks = splits.map((split, index): Task => ({ kind: 'map', index, split }));
    const mapped = ofKind('map', await stop.orElse(runner.run(mapTasks, watchMap(run))));
    for (const { counters } of mapped) tracker.count(counters);

    tracker.begin('reduce');
    const reduceTasks = Array.from({ length: config.partitions }, (_, partition): Task => {
      // In the order of the input, which decides the order of values that nothing else sorts.
      const segments = mapped.flatMap(({ spills }) => spills.flatMap((spill) => spill[partition] ?? []));
      return { kind: 'reduce', partition, segments };
    });
    const reduced = ofKind('reduce', await stop.orElse(runner.run(reduceTasks, tracker.follow('reduce'))));
    for (const { counters } of reduced) tracker.count(counters);

    // From here on a stop comes too late: what is left takes a moment, and half of it would be neither state.
    tracker.begin('publish');
    const { encoding, columns } = job;
    const parts = reduced.map(({ part }) => part);
    const execution = tracker.succeed({ version: 1, encoding, columns: [...columns], parts });
    const skippedPaths = mapped.flatMap(({ skippedPath }) => skippedPath ?? []);
    await runner.run([{ kind: 'publish', execution, skippedPaths }], () => {});
  } finally {
    await runner.close();
  }
}

function openRunner({ job, jobModule, config, paths, files, clock }: Run, splits: number): TaskRunner {
  const { partitions, skipLimit, limits } = config;
  const plan: TaskPlan = { partitions, skipLimit, limits, paths };
  if (config.runner === 'inline') {
    const memory = new KernelMemory(limits.chunkBytes);
    return new InlineRunner({ ...plan, job, files, memory }, clock);
  }
  return new ThreadsRunner(jobModule, plan, Math.min(config.workers, Math.max(splits, partitions)));
}

/** Each task knows only its own skipped records; the limit is for all of them. */
function watchMap({ config, tracker, stop }: Run): OnTaskProgress {
  const follow = tracker.follow('map');
  return (index, progress, isDone) => {
    follow(index, progress, isDone);
    try {
      checkSkipLimit(tracker.execution.progress.skipped, config.skipLimit);
    } catch (error) {
      stop.trip(error as Error);
    }
  };
}

function ofKind<Kind extends TaskResult['kind']>(kind: Kind, results: readonly TaskResult[]) {
  return results.filter((result): result is Extract<TaskResult, { kind: Kind }> => result.kind === kind);
}

function newExecution(
  job: JobDefinition,
  config: Config,
  options: RunJobOptions,
  { clock, random }: Pick<World, 'clock' | 'random'>,
): Execution {
  return {
    version: 1,
    id: options.executionId ?? newId(clock.nowMs(), random),
    job: job.name,
    state: 'running',
    runner: config.runner,
    workers: config.runner === 'inline' ? 1 : config.workers,
    inputs: [...options.inputs],
    output: outputPaths(options.output).output,
    startedAt: new Date(clock.nowMs()).toISOString(),
    progress: {
      phase: 'plan',
      inputBytes: 0,
      inputBytesDone: 0,
      records: 0,
      skipped: 0,
      emitted: 0,
      reducersDone: 0,
      reducers: config.partitions,
      rows: 0,
      outputBytes: 0,
      elapsedMs: 0,
      bytesPerSecond: 0,
    },
    counters: {},
  };
}

function stopped(job: JobDefinition): Error {
  return mapreduceError('STOPPED', `job ${job.name} was stopped`, {
    hint: 'Run it again to get its output.',
  });
}
