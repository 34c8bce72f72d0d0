import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import type { Clock, Logger, Random } from '@oremill/runtime';
import {
  type Bytes,
  type Execution,
  type ExecutionState,
  fromErrorReply,
  type InputFile,
  type Job,
  mapreduceError,
  newId,
  type Page,
  type PageQuery,
  type SkippedRecord,
  type StartExecution,
  type Upload,
} from '@oremill/types';
import { describeJob } from '../job/define-job.ts';
import { loadJob } from '../job/load-job.ts';
import { discardPartial, readExecution, readSkipped } from '../output/read-output.ts';
import { runJob } from '../run-job.ts';
import { AllowedInputs } from './allowed-inputs.ts';
import { ExecutionFeed } from './execution-feed.ts';
import { Uploads } from './uploads.ts';

const PARTIAL = '.partial';

export interface JobServiceOptions {
  /** Holds `executions/` and `uploads/`. */
  readonly folder: string;
  /** Modules of the jobs that may be run: nothing else ever is. */
  readonly jobs: readonly URL[];
  readonly inputRoots: readonly string[];
  readonly workers: number;
  readonly runningMax: number;
  readonly uploadBytesMax: Bytes;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Logger;
}

interface Running {
  readonly stop: AbortController;
  readonly done: Promise<unknown>;
}

/** Runs registered jobs for the API and indexes what their executions leave on disk. */
export class JobService {
  readonly feed: ExecutionFeed;
  readonly inputs: AllowedInputs;
  readonly #options: JobServiceOptions;
  readonly #uploads: Uploads;
  readonly #jobs = new Map<string, Job & { module: URL }>();
  readonly #executions = new Map<string, Execution>();
  readonly #running = new Map<string, Running>();

  private constructor(options: JobServiceOptions) {
    this.#options = options;
    this.inputs = new AllowedInputs(options.inputRoots);
    this.#uploads = new Uploads({ ...options, folder: join(options.folder, 'uploads') });
    this.feed = new ExecutionFeed(newId(options.clock.nowMs(), options.random));
  }

  /** Throws JOB_INVALID when a registered module is no job. */
  static async open(options: JobServiceOptions): Promise<JobService> {
    const service = new JobService(options);
    for (const module of options.jobs) {
      const job = describeJob(await loadJob(module));
      service.#jobs.set(job.name, { ...job, module });
    }
    await mkdir(service.#executionsFolder, { recursive: true, mode: 0o700 });
    await service.#uploads.sweep();
    await service.#sweep();
    await service.#index();
    return service;
  }

  listJobs(): Job[] {
    return [...this.#jobs.values()].map(({ module: _, ...job }) => job);
  }

  async listInputs(): Promise<{ roots: string[]; items: InputFile[]; isTruncated: boolean }> {
    return { roots: [...this.inputs.roots], ...(await this.inputs.list()) };
  }

  upload(name: string, content: Readable): Promise<Upload> {
    return this.#uploads.receive(name, content);
  }

  /** Starts a registered job on an allowed input; returns once it runs. Throws what the caller can mend. */
  async start(request: StartExecution): Promise<Execution> {
    // Before the input is looked at, so that the answer names the first fault.
    this.#findJob(request.job);
    const { input } = request;
    const paths =
      'uploadId' in input
        ? [await this.#uploads.find(input.uploadId)]
        : await this.inputs.resolve(input.path);
    return this.startOn(paths, request);
  }

  /** Starts a registered job on files that this process trusts: the command line's, not a client's. */
  async startOn(paths: readonly string[], request: Omit<StartExecution, 'input'>): Promise<Execution> {
    const { clock, random, runningMax, log } = this.#options;
    const job = this.#findJob(request.job);
    if (this.#running.size >= runningMax) {
      throw mapreduceError('EXECUTION_LIMIT', `${this.#running.size} executions are running`, {
        hint: 'Wait for one to finish or stop one.',
      });
    }
    const id = newId(clock.nowMs(), random);
    const stop = new AbortController();
    const begun = Promise.withResolvers<Execution>();
    const done = runJob({
      job: job.module,
      inputs: paths,
      output: this.outputFolder(id),
      executionId: id,
      runner: 'threads',
      workers: request.workers ?? this.#options.workers,
      ...(request.skipLimit === undefined ? {} : { skipLimit: request.skipLimit }),
      signal: stop.signal,
      onProgress: (execution) => {
        this.#record(execution);
        begun.resolve(execution);
      },
    }).catch((error: unknown) => {
      // Refused before it began: the caller's answer. Failed later: its last state was told and kept.
      begun.reject(error);
      log.warn({ execution: id, err: error }, 'execution ended without success');
    });
    this.#running.set(id, { stop, done });
    void done.finally(() => this.#running.delete(id));
    return begun.promise;
  }

  async list(
    query: PageQuery & { state?: ExecutionState | undefined; job?: string | undefined },
  ): Promise<Page<Execution>> {
    await this.#index();
    const matching = [...this.#executions.values()]
      .filter((execution) => query.state === undefined || execution.state === query.state)
      .filter((execution) => query.job === undefined || execution.job === query.job)
      .filter((execution) => query.cursor === undefined || execution.id < query.cursor)
      .sort((a, b) => (a.id < b.id ? 1 : -1));
    const items = matching.slice(0, query.limit);
    const last = items.at(-1);
    return matching.length > items.length && last ? { items, nextCursor: last.id } : { items };
  }

  async get(id: string): Promise<Execution> {
    if (!this.#executions.has(id)) await this.#index();
    const execution = this.#executions.get(id);
    if (!execution) {
      throw mapreduceError('EXECUTION_MISSING', `there is no execution ${id}`, {
        hint: 'List them with GET /mapreduce/executions.',
      });
    }
    return execution;
  }

  async stop(id: string): Promise<Execution> {
    const execution = await this.get(id);
    const running = this.#running.get(id);
    if (!running) {
      throw mapreduceError('EXECUTION_NOT_RUNNING', `execution ${id} is ${execution.state}, not running`, {
        hint: 'Only an execution that this server runs can be stopped here.',
      });
    }
    running.stop.abort();
    return execution;
  }

  async listSkipped(id: string, page: PageQuery): Promise<Page<SkippedRecord>> {
    await this.get(id);
    return readSkipped(this.outputFolder(id), page);
  }

  /** Resolves when the execution has ended; rejects with its error when it did not succeed. */
  async whenDone(id: string): Promise<Execution> {
    await this.#running.get(id)?.done;
    const execution = await this.get(id);
    if (execution.state === 'succeeded') return execution;
    throw execution.error
      ? fromErrorReply(execution.error)
      : mapreduceError('STOPPED', `execution ${id} is ${execution.state}`);
  }

  /** The folder of a succeeded execution's output. Throws EXECUTION_MISSING, or EXECUTION_NOT_SUCCEEDED. */
  async outputOf(id: string): Promise<string> {
    const execution = await this.get(id);
    if (execution.state !== 'succeeded') {
      throw mapreduceError(
        'EXECUTION_NOT_SUCCEEDED',
        `execution ${id} is ${execution.state}: it has no output`,
        {
          hint: 'Run the job again and use that execution.',
        },
      );
    }
    return this.outputFolder(id);
  }

  runningCount(): number {
    return this.#running.size;
  }

  outputFolder(id: string): string {
    return join(this.#executionsFolder, id);
  }

  /** Stops what runs, waits for it, and ends every event stream. */
  async close(): Promise<void> {
    for (const { stop } of this.#running.values()) stop.abort();
    await Promise.allSettled([...this.#running.values()].map(({ done }) => done));
    this.feed.close();
  }

  get #executionsFolder(): string {
    return join(this.#options.folder, 'executions');
  }

  #findJob(name: string): Job & { module: URL } {
    const job = this.#jobs.get(name);
    if (job) return job;
    throw mapreduceError('JOB_MISSING', `no job is registered as ${name}`, {
      hint: `Registered: ${[...this.#jobs.keys()].join(', ')}.`,
    });
  }

  #record(execution: Execution): void {
    this.#executions.set(execution.id, execution);
    this.feed.publish(execution);
  }

  /** Removes folders of executions that were killed before they had written who they are. */
  async #sweep(): Promise<void> {
    for (const entry of await readdir(this.#executionsFolder)) {
      if (!entry.endsWith(PARTIAL)) continue;
      const output = this.outputFolder(entry.slice(0, -PARTIAL.length));
      if (readExecution(output) !== undefined) continue;
      try {
        discardPartial(output);
      } catch (error) {
        // Another process may have made it this very moment.
        this.#options.log.info({ output, err: error }, 'left as it is');
      }
    }
  }

  /** Reads executions that this process does not run: of an earlier start, or of a command line beside it. */
  async #index(): Promise<void> {
    for (const entry of await readdir(this.#executionsFolder)) {
      const id = entry.endsWith(PARTIAL) ? entry.slice(0, -PARTIAL.length) : entry;
      if (this.#running.has(id) || isEnded(this.#executions.get(id))) continue;
      const execution = readExecution(this.outputFolder(id));
      if (execution?.id === id) this.#executions.set(id, execution);
    }
  }
}

function isEnded(execution: Execution | undefined): boolean {
  return execution !== undefined && execution.state !== 'running';
}
