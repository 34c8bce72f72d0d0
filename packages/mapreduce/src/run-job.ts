import type { Readable } from 'node:stream';
import { type Clock, type Files, type Random, systemClock, systemRandom } from '@oremill/runtime';
import type { Execution, Runner } from '@oremill/types';
import { conductExecution, stoppedError } from './conduct-execution.ts';
import { type Config, configSchema, type Limits } from './config.ts';
import { diskFiles } from './files/disk-files.ts';
import { findSources, spoolStdin } from './input/find-sources.ts';
import { pairsOf } from './job/define-job.ts';
import { validateOptions } from './job/job-options.ts';
import { findJobFiles, hashJob, jobUrl, loadJob } from './job/load-job.ts';
import { newExecution } from './new-execution.ts';
import { checkPairs } from './output/check-pairs.ts';
import { checkOutput, claimPartial } from './output/claim-output.ts';
import { outputPaths } from './output/output-paths.ts';
import { type StoredPlan, writePlan } from './output/plan-file.ts';
import { planMemory } from './plan-memory.ts';
import { makeProfileFolder } from './runner/profile.ts';
import { checkRunner } from './streaming/check-runner.ts';

export interface RunJobOptions {
  /** Path or URL of a module whose default export is `defineJob(…)`. */
  readonly job: URL | string;
  /** Files, globs and folders; `-` is stdin. */
  readonly inputs: readonly string[];
  /** Folder that must not exist yet; the folder that holds it must. */
  readonly output: string;
  readonly runner?: Runner | undefined;
  readonly workers?: number | undefined;
  /** Bound of the whole run, bytes. */
  readonly memoryBytes?: number | undefined;
  /** Reducers, and so parts. The same number gives the same parts, whatever the runner and the workers. */
  readonly partitions?: number | undefined;
  readonly compression?: Config['compression'] | undefined;
  /** Replace an output that is there, once the new one is complete. */
  readonly overwrite?: boolean | undefined;
  /** Fail when more records than this are skipped, or a larger share of all. */
  readonly skipLimit?: number | undefined;
  readonly skipShareMax?: number | undefined;
  /** Of the job, checked by its schema. */
  readonly options?: Readonly<Record<string, unknown>> | undefined;
  /** Other files in the place of those that the job ships with, by name. */
  readonly files?: Readonly<Record<string, string>> | undefined;
  readonly limits?: Partial<Limits> | undefined;
  readonly executionId?: string | undefined;
  /** What a request named, which `inputs` are the files of; told by the execution. */
  readonly input?: Execution['input'];
  /** The execution whose skipped records are the input. */
  readonly retryOf?: string | undefined;
  /** Where each worker leaves a CPU profile when it ends. */
  readonly profileFolder?: string | undefined;
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
  const signal = options.signal ?? new AbortController().signal;
  const paths = outputPaths(options.output);

  // Nothing is written before everything that can be checked has been.
  const jobModule = jobUrl(options.job);
  const job = await loadJob(jobModule);
  checkRunner(job, config.runner);
  checkPairs(job, config);
  const validated = validateOptions(job.name, job.options, options.options);
  const filePaths = findJobFiles(job, jobModule, options.files);
  const pairs = pairsOf(job);
  const outputPlan = pairs?.choosePlan(config.partitions);
  const memory = planMemory(config, { collectsParts: pairs !== undefined });
  await checkOutput(paths, config.overwrite);
  const readAs = job.steps[0]?.input.kind === 'file' ? 'files' : 'lines';
  const sources = await findSources(options.inputs, paths.stdin, { readAs });
  if (signal.aborted) throw stoppedError(job, options.output);
  const profileFolder = options.profileFolder && makeProfileFolder(options.profileFolder, config.runner);

  const execution = newExecution(job, config, memory, options, { clock, random });
  claimPartial(paths, execution, files);
  const plan: Omit<StoredPlan, 'sources'> = {
    version: 1,
    execution,
    job: jobModule.href,
    jobSha256: hashJob(jobModule, filePaths),
    config,
    options: execution.options,
    filePaths,
    outputPlan,
  };
  return conductExecution(
    {
      job,
      plan,
      validated,
      memory,
      execution,
      paths,
      files,
      clock,
      signal,
      profileFolder,
      onProgress: options.onProgress,
    },
    async (stop) => {
      const read = await stop.orElse(spoolStdin(sources, stdin, files, signal));
      writePlan(paths, { ...plan, sources: read.map((source) => ({ ...source })) }, files);
      return { sources: read, entries: [] };
    },
  );
}
