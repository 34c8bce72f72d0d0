import { Readable } from 'node:stream';
import { type Execution, mapreduceError, PAGE_LIMIT_MAX, type SkippedRecord } from '@oremill/types';
import { STDIN } from './input/find-sources.ts';
import type { Source } from './input/plan-splits.ts';
import { RecordReader } from './input/read-record.ts';
import { loadJob } from './job/load-job.ts';
import { outputPaths } from './output/output-paths.ts';
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
export async function retrySkipped(
  options: RetrySkippedOptions,
  world: Partial<World> = {},
): Promise<Execution> {
  const { skippedOf, job, ...rest } = options;
  const execution = readSucceeded(skippedOf);
  const plan = readPlan(execution.output);
  if (plan === undefined) {
    throw mapreduceError('NOT_RESUMABLE', `the plan of execution ${execution.id} is gone`, {
      hint: `Run the job on the lines of ${execution.output}/_skipped.jsonl yourself.`,
    });
  }
  const jobModule = job ?? new URL(plan.job);
  await checkSkippedSome(execution);
  const isOfFiles = (await loadJob(jobModule)).steps[0]?.input.kind === 'file';
  const inputs = isOfFiles ? await filesOf(execution) : [STDIN];
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
    { ...world, stdin: Readable.from(linesOf(execution, plan.sources)) },
  );
}

function readSucceeded(output: string): Execution {
  const execution = readExecution(output);
  if (execution === undefined) {
    throw mapreduceError('EXECUTION_MISSING', `no execution has written to ${outputPaths(output).output}`, {
      hint: 'Give the folder that was passed as --output.',
    });
  }
  if (execution.state === 'succeeded') return execution;
  throw mapreduceError('EXECUTION_NOT_SUCCEEDED', `execution ${execution.id} is ${execution.state}`, {
    hint: 'What it skipped is retried once the rest is done: resume it, or run the job again.',
  });
}

/** A later step's records are made of many: no line of the input is theirs. */
const LATER_STEP = /^step \d+, /;

async function* eachSkipped({ output }: Execution): AsyncGenerator<SkippedRecord> {
  let cursor: string | undefined;
  do {
    const page = await readSkipped(output, { limit: PAGE_LIMIT_MAX, cursor });
    yield* page.items.filter(({ file }) => !LATER_STEP.test(file));
    cursor = page.nextCursor;
  } while (cursor !== undefined);
}

/** Refuses what has nothing to run again before anything is begun. */
async function checkSkippedSome(execution: Execution): Promise<void> {
  for await (const _ of eachSkipped(execution)) return;
  throw mapreduceError('INPUT_MISSING', `execution ${execution.id} has skipped no record of its input`, {
    hint: 'There is nothing to run again.',
  });
}

async function filesOf(execution: Execution): Promise<string[]> {
  const names = new Set<string>();
  for await (const { file } of eachSkipped(execution)) names.add(file);
  return [...names];
}

/** The records as they were in the input, each with a newline. */
async function* linesOf(execution: Execution, sources: readonly Source[]): AsyncGenerator<Buffer> {
  const reader = new RecordReader(sources);
  try {
    for await (const record of eachSkipped(execution)) {
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
