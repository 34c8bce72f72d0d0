import { join } from 'node:path';
import type { Readable } from 'node:stream';
import type { Clock, Logger, Random } from '@oremill/runtime';
import {
  type Bytes,
  type Diagnosis,
  type Execution,
  fromErrorReply,
  type InputFile,
  type Job,
  mapreduceError,
  newId,
  type Page,
  type PageQuery,
  type SkippedRecord,
  type StartExecution,
  type StartOnFiles,
  type TaskReport,
  tellState,
  type Upload,
} from '@oremill/types';
import { diagnoseOutput } from '../diagnose/diagnose-output.ts';
import { discardExecution } from '../output/discard-output.ts';
import { readSkipped, readTasks } from '../output/read-output.ts';
import { resumeJob } from '../resume-job.ts';
import { retrySkipped } from '../retry-skipped.ts';
import { runJob } from '../run-job.ts';
import { AllowedInputs } from './allowed-inputs.ts';
import { ExecutionFeed } from './execution-feed.ts';
import { type ExecutionQuery, KnownExecutions } from './known-executions.ts';
import { RegisteredJobs } from './registered-jobs.ts';
import { type Given, RunningExecutions } from './running-executions.ts';
import { Uploads } from './uploads.ts';

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

interface NewGiven extends Given {
  readonly executionId: string;
  readonly output: string;
}

interface Parts {
  readonly jobs: RegisteredJobs;
  readonly running: RunningExecutions;
  readonly known: KnownExecutions;
}

/** Runs registered jobs for the API and indexes what their executions leave on disk. */
export class JobService {
  readonly feed: ExecutionFeed;
  readonly inputs: AllowedInputs;
  readonly #options: JobServiceOptions;
  readonly #uploads: Uploads;
  readonly #jobs: RegisteredJobs;
  readonly #running: RunningExecutions;
  readonly #known: KnownExecutions;

  private constructor(options: JobServiceOptions, { jobs, running, known }: Parts) {
    this.#options = options;
    this.#jobs = jobs;
    this.#running = running;
    this.#known = known;
    this.inputs = new AllowedInputs(options.inputRoots);
    this.#uploads = new Uploads({ ...options, folder: join(options.folder, 'uploads') });
    this.feed = new ExecutionFeed(newId(options.clock.nowMs(), options.random));
  }

  /** Throws JOB_INVALID when a registered module is no job. */
  static async open(options: JobServiceOptions): Promise<JobService> {
    const { log, folder } = options;
    const jobs = await RegisteredJobs.load(options.jobs);
    const running = new RunningExecutions(options.runningMax, log);
    const known = await KnownExecutions.open(join(folder, 'executions'), log, (id) => running.has(id));
    const service = new JobService(options, { jobs, running, known });
    await service.#uploads.sweep();
    return service;
  }

  listJobs(): Job[] {
    return this.#jobs.list();
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
    this.#jobs.find(request.job);
    const paths =
      'uploadId' in request.input
        ? [await this.#uploads.find(request.input.uploadId)]
        : await this.inputs.resolve(request.input.path);
    return this.startOn(paths, request);
  }

  /** Starts a registered job on files that this process trusts: the command line's, not a client's. */
  async startOn(paths: readonly string[], request: StartOnFiles): Promise<Execution> {
    const { job, workers = this.#options.workers, ...settings } = request;
    const { module } = this.#jobs.find(job);
    return this.#launchNew((given) =>
      runJob({ ...settings, ...given, job: module, inputs: paths, runner: 'threads', workers }),
    );
  }

  /** Goes on with an execution that was stopped or interrupted. Throws NOT_RESUMABLE. */
  async resume(id: string): Promise<Execution> {
    const { state } = await this.get(id);
    this.#checkNotRunning(id);
    if (state === 'succeeded') {
      throw mapreduceError('NOT_RESUMABLE', `execution ${id} has succeeded`, {
        hint: 'Start the job again to run it once more.',
      });
    }
    return this.#launch(id, (given) => resumeJob({ ...given, output: this.outputFolder(id) }));
  }

  /** Starts a new execution on the records that this one skipped. */
  async retrySkipped(id: string): Promise<Execution> {
    const skippedOf = await this.outputOf(id);
    const { module } = this.#jobs.find((await this.get(id)).job);
    return this.#launchNew((given) => retrySkipped({ ...given, skippedOf, job: module }));
  }

  /** Removes what an execution left, its output included. Throws EXECUTION_RUNNING. */
  async discard(id: string): Promise<void> {
    await this.get(id);
    this.#checkNotRunning(id);
    discardExecution(this.outputFolder(id));
    this.#known.forget(id);
    this.feed.forget(id);
  }

  list(query: ExecutionQuery): Promise<Page<Execution>> {
    return this.#known.list(query);
  }

  get(id: string): Promise<Execution> {
    return this.#known.get(id);
  }

  async stop(id: string): Promise<Execution> {
    const execution = await this.get(id);
    if (!this.#running.stop(id)) {
      throw mapreduceError('EXECUTION_NOT_RUNNING', `execution ${id} ${tellState(execution.state)}`, {
        hint: 'Only an execution that this server runs can be stopped here.',
      });
    }
    return execution;
  }

  async listSkipped(id: string, page: PageQuery): Promise<Page<SkippedRecord>> {
    await this.get(id);
    return readSkipped(this.outputFolder(id), page);
  }

  async listTasks(id: string, page: PageQuery): Promise<Page<TaskReport>> {
    await this.get(id);
    return readTasks(this.outputFolder(id), page);
  }

  async diagnose(id: string): Promise<Diagnosis> {
    await this.get(id);
    return diagnoseOutput(this.outputFolder(id));
  }

  /** Resolves when the execution has ended; rejects with its error when it did not succeed. */
  async whenDone(id: string): Promise<Execution> {
    await this.#running.whenDone(id);
    const execution = await this.get(id);
    if (execution.state === 'succeeded') return execution;
    throw execution.error
      ? fromErrorReply(execution.error)
      : mapreduceError('STOPPED', `execution ${id} ${tellState(execution.state)}`);
  }

  /** The folder of a succeeded execution's output. Throws EXECUTION_MISSING, or EXECUTION_NOT_SUCCEEDED. */
  async outputOf(id: string): Promise<string> {
    const execution = await this.get(id);
    if (execution.state !== 'succeeded') {
      throw mapreduceError(
        'EXECUTION_NOT_SUCCEEDED',
        `execution ${id} ${tellState(execution.state)}: it has no output`,
        { hint: 'Run the job again and use that execution.' },
      );
    }
    return this.outputFolder(id);
  }

  runningCount(): number {
    return this.#running.count;
  }

  outputFolder(id: string): string {
    return this.#known.outputOf(id);
  }

  /** Stops what runs, waits for it, and ends every event stream. */
  async close(): Promise<void> {
    await this.#running.close();
    this.feed.close();
  }

  #launch(id: string, begin: (given: Given) => Promise<Execution>): Promise<Execution> {
    return this.#running.launch(id, begin, (execution) => {
      this.#known.record(execution);
      this.feed.publish(execution);
    });
  }

  #launchNew(begin: (given: NewGiven) => Promise<Execution>): Promise<Execution> {
    const executionId = newId(this.#options.clock.nowMs(), this.#options.random);
    const output = this.outputFolder(executionId);
    return this.#launch(executionId, (given) => begin({ ...given, executionId, output }));
  }

  #checkNotRunning(id: string): void {
    if (!this.#running.has(id)) return;
    throw mapreduceError('EXECUTION_RUNNING', `execution ${id} is running`, { hint: 'Stop it first.' });
  }
}
