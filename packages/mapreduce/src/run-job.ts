import type { Readable } from 'node:stream';
import { type Clock, type Random, systemClock, systemRandom } from '@oremill/runtime';
import type { Execution, Runner } from '@oremill/types';
import { conductExecution, stoppedError } from './conduct-execution.ts';
import { type Config, configSchema, type Limits } from './config.ts';
import { diskFiles, type Files } from './files/disk-files.ts';
import { findSources, spoolStdin } from './input/find-sources.ts';
import { validateOptions } from './job/job-options.ts';
import { findJobFiles, hashModule, jobUrl, loadJob } from './job/load-job.ts';
import { newExecution } from './new-execution.ts';
import { checkOutput, claimPartial } from './output/claim-output.ts';
import { outputPaths } from './output/output-paths.ts';
import { type StoredPlan, writePlan } from './output/plan-file.ts';
import { planMemory } from './plan-memory.ts';

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
  /** The execution whose skipped records are the input. */
  readonly retryOf?: string | undefined;
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
  const validated = validateOptions(job.name, job.options, options.options);
  const filePaths = findJobFiles(job, jobModule, options.files);
  const memory = planMemory(config);
  await checkOutput(paths, config.overwrite);
  const readAs = job.steps[0]?.input.kind === 'file' ? 'files' : 'lines';
  const sources = await findSources(options.inputs, paths.stdin, { readAs });
  if (signal.aborted) throw stoppedError(job);

  const execution = newExecution(job, config, memory, options, { clock, random });
  claimPartial(paths, execution, files);
  const plan: Omit<StoredPlan, 'sources'> = {
    version: 1,
    execution,
    job: jobModule.href,
    jobSha256: hashModule(jobModule),
    config,
    options: execution.options,
    filePaths,
  };
  return conductExecution(
    { job, plan, validated, memory, execution, paths, files, clock, signal, onProgress: options.onProgress },
    async (stop) => {
      const read = await stop.orElse(spoolStdin(sources, stdin, files, signal));
      writePlan(paths, { ...plan, sources: read.map((source) => ({ ...source })) }, files);
      return { sources: read, entries: [] };
    },
  );
}
<<<<<<< main

export interface ResumeOptions {
  /** The output that the execution was to write. */
  readonly output: string;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((execution: Execution) => void) | undefined;
}

/** Goes on with an execution that was stopped or interrupted, from the tasks that it had finished. */
export async function resumeJob(options: ResumeOptions, world: Partial<World> = {}): Promise<Execution> {
  const { clock = systemClock, files = diskFiles } = world;
  const signal = options.signal ?? new AbortController().signal;
  const paths = outputPaths(options.output);
  const { execution: stopped, plan } = readResumable(paths);
  const jobModule = new URL(plan.job);
  const job = await loadJob(jobModule);
  if (hashModule(jobModule) !== plan.jobSha256) {
    throw notResumable(
      stopped.id,
      `its job module ${jobModule.pathname} has changed`,
      'Put it back, or run the job again.',
    );
  }
  await checkUnchanged(stopped.id, plan.sources);
  const memory = planMemory(plan.config);
  const { finishedAt: _finishedAt, error: _error, ...kept } = stopped;
  const progress = newProgress(plan.config);
  const resumed: Execution = { ...kept, state: 'running', steps: [], counters: {}, progress };
  takeOver(paths, resumed);
  const entries = readJournal(paths.partial);
  const validated = validateOptions(job.name, job.options, plan.options);
  return conduct(
    {
      job,
      plan,
      validated,
      memory,
      execution: resumed,
      paths,
      files,
      clock,
      signal,
      onProgress: options.onProgress,
    },
    () => Promise.resolve({ sources: plan.sources, entries }),
  );
}

interface Conducted {
  readonly job: JobDefinition;
  readonly plan: Omit<StoredPlan, 'sources'>;
  /** The options as the job's functions get them. */
  readonly validated: unknown;
  readonly memory: MemoryPlan;
  readonly execution: Execution;
  readonly paths: OutputPaths;
  readonly files: Files;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly onProgress: RunJobOptions['onProgress'];
}

interface Work {
  readonly sources: readonly Source[];
  /** Tasks that are finished already. */
  readonly entries: readonly JournalEntry[];
}

/** Walks the steps in a claimed folder and publishes it; whatever happens, the stored state tells it. */
async function conduct(
  conducted: Conducted,
  prepare: (stop: StopSwitch) => Promise<Work>,
): Promise<Execution> {
  const { job, execution, paths, files, clock, signal, onProgress } = conducted;
  const tracker = new ExecutionTracker(execution, {
    clock,
    onProgress: onProgress ?? (() => {}),
    store: (state) => writeProgress(paths.execution, state),
  });
  const stop = new StopSwitch(signal, () => stoppedError(job));
  try {
    tracker.begin('plan');
    const { sources, entries } = await prepare(stop);
    await walkAndPublish(conducted, tracker, stop, { sources, entries });
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

async function walkAndPublish(
  conducted: Conducted,
  tracker: ExecutionTracker,
  stop: StopSwitch,
  { sources, entries }: Work,
): Promise<void> {
  const { job, plan, validated, memory, paths, files, clock } = conducted;
  const { config } = plan;
  const runner = openRunner({
    job,
    jobModule: new URL(plan.job),
    config,
    memory,
    paths,
    files,
    clock,
    options: validated,
    filePaths: plan.filePaths,
  });
  const journal = new TaskJournal(paths.partial, files, entries);
  try {
    const finished = new FinishedTasks(entries);
    const walk = {
      job,
      config,
      limits: memory.limits,
      paths,
      files,
      tracker,
      stop,
      runner,
      journal,
      finished,
    };
    const { parts, skippedPaths } = await walkSteps(walk, sources);
    // From here on a stop comes too late: what is left takes a moment, and half of it would be neither state.
    tracker.begin('publish');
    journal.sync();
    const { encoding, columns } = job;
    const { compression } = config;
    const published = tracker.succeed({
      version: 1,
      encoding,
      ...(compression === 'none' ? {} : { compression }),
      columns: [...columns],
      parts: [...parts],
    });
    const { overwrite } = config;
    await runner.run([{ kind: 'publish', execution: published, skippedPaths, overwrite }], {});
  } finally {
    await runner.close();
    journal.close();
  }
}

function newExecution(
  job: JobDefinition,
  config: Config,
  memory: MemoryPlan,
  options: RunJobOptions,
  { clock, random }: Pick<World, 'clock' | 'random'>,
): Execution {
  return {
    version: 1,
    id: options.executionId ?? newId(clock.nowMs(), random),
    job: job.name,
    state: 'running',
    runner: config.runner,
    workers: memory.workers,
    memoryBytes: config.memoryBytes,
    inputs: [...options.inputs],
    ...(options.retryOf === undefined ? {} : { retryOf: options.retryOf }),
    output: outputPaths(options.output).output,
    startedAt: new Date(clock.nowMs()).toISOString(),
    options: { ...options.options } as Execution['options'],
    steps: [],
    progress: newProgress(config),
    counters: {},
  };
}

function newProgress({ partitions }: Config): Execution['progress'] {
  return {
    phase: 'plan',
    step: 0,
    inputBytes: 0,
    inputBytesDone: 0,
    records: 0,
    skipped: 0,
    emitted: 0,
    reducersDone: 0,
    reducers: partitions,
    rows: 0,
    outputBytes: 0,
    elapsedMs: 0,
    bytesPerSecond: 0,
  };
}

/** The same bytes must be read again: what is finished and what is not would else be of different inputs. */
async function checkUnchanged(id: string, sources: readonly Source[]): Promise<void> {
  const changed = await findChanged(sources);
  if (changed === undefined) return;
  throw notResumable(id, `${changed.name} has changed since it was read`, 'Run the job again.');
}

function notResumable(id: string, reason: string, hint: string): Error {
  return mapreduceError('NOT_RESUMABLE', `execution ${id} cannot be resumed: ${reason}`, { hint });
}

function stoppedError(job: JobDefinition): Error {
  return mapreduceError('STOPPED', `job ${job.name} was stopped`, {
    hint: 'Go on with: mapreduce resume <output>. Or run it again, from the beginning.',
  });
}
=======
>>>>>>> lead
