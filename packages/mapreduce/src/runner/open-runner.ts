import assert from 'node:assert/strict';
import type { Clock, Files } from '@oremill/runtime';
import type { Config } from '../config.ts';
import { diskFiles } from '../files/disk-files.ts';
import type { JobDefinition } from '../job/define-job.ts';
import type { OutputPaths } from '../output/output-paths.ts';
import type { MemoryPlan } from '../plan-memory.ts';
import { InlineRunner } from './inline.ts';
import { ProfiledRunner } from './profile.ts';
import type { TaskPlan } from './run-task.ts';
import { openKernels } from './task-kernels.ts';
import type { TaskRunner } from './task-runner.ts';
import { ThreadsRunner } from './threads.ts';

export interface OpenRunnerOptions {
  readonly job: JobDefinition;
  readonly jobModule: URL;
  readonly config: Config;
  readonly memory: MemoryPlan;
  readonly paths: OutputPaths;
  readonly files: Files;
  readonly clock: Clock;
  /** Of the job, validated. */
  readonly options: unknown;
  /** The same, as they were given. */
  readonly givenOptions: Readonly<Record<string, unknown>>;
  readonly filePaths: Readonly<Record<string, string>>;
  readonly outputPlan: unknown;
  readonly profileFolder?: string | undefined;
}

/** Half of what the memory plan leaves a worker besides is for the job's own variables. */
const OLD_BYTES_MIN = 64 * 2 ** 20;

export async function openRunner(given: OpenRunnerOptions): Promise<TaskRunner> {
  const { job, jobModule, config, memory, paths, files, clock, options, profileFolder } = given;
  const { filePaths, outputPlan } = given;
  const { partitions, skipLimit, compression } = config;
  const { workers, limits, youngBytes } = memory;
  const bounds = { partitions, compression, skipLimit, limits };
  const plan: TaskPlan = { ...bounds, paths, options, filePaths, outputPlan };
  if (config.runner === 'inline') {
    const inline = new InlineRunner({ ...plan, job, files, kernels: openKernels(job, limits) }, clock);
    return profileFolder === undefined ? inline : new ProfiledRunner(inline, profileFolder);
  }
  assert(files === diskFiles, 'workers write to the disk');
  if (config.runner === 'streaming') {
    const memoryBytes = config.memoryBytes / (workers + 1);
    const other = new InlineRunner({ ...plan, job, files, kernels: openKernels(job, limits) }, clock);
    const { givenOptions } = given;
    // Loaded when it is wanted, which is seldom.
    const { StreamingRunner } = await import('../streaming/streaming-runner.ts');
    return new StreamingRunner({ job, jobModule, plan, givenOptions, workers, memoryBytes, other });
  }
  const oldBytes = Math.max(OLD_BYTES_MIN, config.memoryBytes / workers / 2);
  return new ThreadsRunner({ job: jobModule, plan, workers, youngBytes, oldBytes, profileFolder });
}
