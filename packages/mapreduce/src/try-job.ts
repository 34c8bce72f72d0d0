import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { type AppError, toErrorReply } from '@oremill/types';
import { limitsSchema } from './config.ts';
import { diskFiles } from './files/disk-files.ts';
import { findSources, spoolStdin } from './input/find-sources.ts';
import type { Source } from './input/plan-splits.ts';
import { CounterSet } from './job/counters.ts';
import { validateOptions } from './job/job-options.ts';
import { findJobFiles, jobUrl, loadJob } from './job/load-job.ts';
import type { TaskSurroundings } from './job/task-functions.ts';
import type { RunJobOptions } from './run-job.ts';
import { openKernels } from './runner/task-kernels.ts';
import { checkRunner } from './streaming/check-runner.ts';
import type { StepTrial, Trial } from './trial/trial.ts';
import { type Trying, tryStep } from './trial/try-step.ts';

export interface TryJobOptions extends Pick<RunJobOptions, 'job' | 'inputs' | 'options' | 'files'> {
  /** Records of the input that are read. Default: 1000. */
  readonly recordsMax?: number;
  /** Of each phase, so many are shown. Default: 5. */
  readonly shownMax?: number;
}

/** A trial holds its pairs in objects of its own, so the engine's memory for them need not be large. */
const ARENA_BYTES = 2 ** 20;

/**
 * Runs a job in this thread on the head of its input and tells what each phase emits; nothing is written but rows
 * between steps, to a folder that is removed. One split and one partition after the other: parts are not shown.
 */
export async function tryJob(
  { job: given, inputs, options, files, recordsMax = 1000, shownMax = 5 }: TryJobOptions,
  { stdin = process.stdin }: { readonly stdin?: Readable } = {},
): Promise<Trial> {
  const module = jobUrl(given);
  const job = await loadJob(module);
  checkRunner(job, 'inline');
  const folder = mkdtempSync(join(tmpdir(), 'mapreduce-test-'));
  try {
    const counters = new CounterSet();
    const surroundings: TaskSurroundings = {
      counters,
      status: () => {},
      options: validateOptions(job.name, job.options, options),
      filePaths: findJobFiles(job, module, files),
    };
    const readAs = job.steps[0]?.input.kind === 'file' ? 'files' : 'lines';
    const found = await findSources(inputs, join(folder, 'stdin'), { readAs });
    const head = Readable.from(headOf(stdin, recordsMax + 1));
    const sources = await spoolStdin(found, head, diskFiles, new AbortController().signal);
    const limits = limitsSchema.parse({ arenaBytes: ARENA_BYTES });
    const trying = { job, limits, kernels: openKernels(job, limits), surroundings, shownMax };
    const left = { records: recordsMax };
    const steps: StepTrial[] = [];
    const error = await trySteps(trying, sources, { steps, left, folder });
    return {
      job: job.name,
      records: recordsMax - left.records,
      isWholeInput: left.records > 0,
      steps,
      counters: counters.toCounters(),
      ...(error === undefined ? {} : { error: toErrorReply(error) }),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Progress {
  readonly steps: StepTrial[];
  readonly left: { records: number };
  readonly folder: string;
}

const ALL = { records: Number.POSITIVE_INFINITY };

/** Adds a trial of each step; gives what ended it early. */
async function trySteps(
  trying: Trying,
  sources: readonly Source[],
  { steps, left, folder }: Progress,
): Promise<AppError | undefined> {
  let input = sources;
  for (const index of trying.job.steps.keys()) {
    const { step, rows, error } = await tryStep(trying, index, input, index === 0 ? left : ALL);
    steps.push(step);
    if (error !== undefined) return error;
    const path = join(folder, `step-${index + 1}`);
    writeFileSync(path, rows);
    input = [{ path, name: `step ${index + 1}`, bytes: rows.length }];
  }
  return undefined;
}

/** The first lines of a stream: what is behind them is not waited for. */
async function* headOf(stream: Readable, lines: number): AsyncGenerator<Buffer> {
  let left = lines;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    yield chunk;
    for (let at = chunk.indexOf(10); at !== -1 && left > 0; at = chunk.indexOf(10, at + 1)) left -= 1;
    if (left === 0) return;
  }
}
