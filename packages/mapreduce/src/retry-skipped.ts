import { Readable } from 'node:stream';
import {
  type Execution,
  mapreduceError,
  PAGE_LIMIT_MAX,
  type SkippedRecord,
  tellState,
} from '@oremill/types';
import { STDIN } from './input/find-sources.ts';
import type { Source } from './input/plan-splits.ts';
import { RecordReader } from './input/read-record.ts';
import { loadJob } from './job/load-job.ts';
import { withLocalOutput } from './output/local-output.ts';
import { executionMissing } from './output/output-exists.ts';
import { readPlan } from './output/plan-file.ts';
import { readExecution, readSkipped } from './output/read-output.ts';
import { type RunJobOptions, runJob, type World } from './run-job.ts';

export interface RetrySkippedOptions
  extends Pick<RunJobOptions, 'output' | 'overwrite' | 'executionId' | 'signal' | 'onProgress'> {
  /** The output of the execution whose skipped records are run again. */
  readonly skippedOf: string;
  /** Another module of the job, when it is not where it was. */
  readonly job?: URL | string | undefined;
}

/** Runs the job of a succeeded execution on nothing but the records that it skipped, with the same options. */
export function retrySkipped(options: RetrySkippedOptions, world: Partial<World> = {}): Promise<Execution> {
  // The records are read while the new execution begins.
  return withLocalOutput(options.skippedOf, (folder) => retryIn(folder, options, world));
}

async function retryIn(
  folder: string,
  { skippedOf, job, ...rest }: RetrySkippedOptions,
  world: Partial<World>,
): Promise<Execution> {
  const execution = readSucceeded(folder, skippedOf);
  const plan = readPlan(folder);
  if (plan === undefined) {
    throw mapreduceError('NOT_RESUMABLE', `the plan of execution ${execution.id} is gone`, {
      hint: `Run the job on the lines of ${execution.output}/_skipped.jsonl yourself.`,
    });
  }
  const jobModule = job ?? new URL(plan.job);
  await checkSkippedSome(execution, folder);
  const isOfFiles = (await loadJob(jobModule)).steps[0]?.input.kind === 'file';
  const inputs = isOfFiles ? await filesOf(folder) : [STDIN];
  const { config } = plan;
  return runJob(
    {
      ...config,
      // These were about the whole input.
      skipLimit: undefined,
      skipShareMax: undefined,
      overwrite: false,
      ...rest,
      job: jobModule,
      options: plan.options,
      files: plan.filePaths,
      inputs,
      retryOf: execution.id,
    },
    { ...world, stdin: Readable.from(linesOf(folder, plan.sources)) },
  );
}

function readSucceeded(folder: string, output: string): Execution {
  const execution = readExecution(folder);
  if (execution === undefined) throw executionMissing(output);
  if (execution.state === 'succeeded') return execution;
  throw mapreduceError('EXECUTION_NOT_SUCCEEDED', `execution ${execution.id} ${tellState(execution.state)}`, {
    hint: 'What it skipped is retried once the rest is done: resume it, or run the job again.',
  });
}

/** A later step's records are made of many: no line of the input is theirs. */
const LATER_STEP = /^step \d+, /;

async function* eachSkipped(output: string): AsyncGenerator<SkippedRecord> {
  let cursor: string | undefined;
  do {
    const page = await readSkipped(output, { limit: PAGE_LIMIT_MAX, cursor });
    yield* page.items.filter(({ file }) => !LATER_STEP.test(file));
    cursor = page.nextCursor;
  } while (cursor !== undefined);
}

/** Refuses what has nothing to run again before anything is begun. */
async function checkSkippedSome(execution: Execution, folder: string): Promise<void> {
  for await (const _ of eachSkipped(folder)) return;
  throw mapreduceError('INPUT_MISSING', `execution ${execution.id} has skipped no record of its input`, {
    hint: 'There is nothing to run again.',
  });
}

async function filesOf(folder: string): Promise<string[]> {
  const names = new Set<string>();
  for await (const { file } of eachSkipped(folder)) names.add(file);
  return [...names];
}

/** The records as they were in the input, each with a newline. */
async function* linesOf(folder: string, sources: readonly Source[]): AsyncGenerator<Buffer> {
  const reader = new RecordReader(sources);
  try {
    for await (const record of eachSkipped(folder)) {
      yield Buffer.concat([await bytesOf(record, reader), NEWLINE]);
    }
  } finally {
    reader.close();
  }
}

const NEWLINE = Buffer.from('\n');

function bytesOf(record: SkippedRecord, reader: RecordReader): Buffer | Promise<Buffer> {
  const { file, offset, bytes, text, base64, isCut } = record;
  if (isCut === true) return reader.read(file, offset, bytes);
  return text === undefined ? Buffer.from(base64 ?? '', 'base64') : Buffer.from(text);
}
