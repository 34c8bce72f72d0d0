import { type Column, type Encoding, type Job, jobSchema, type PairFormat } from '@oremill/types';
import type { z } from 'zod';
import { beginSteps } from './chain-steps.ts';
import { describeOptions } from './job-options.ts';
import type { Protocol } from './protocols.ts';
import type { MapReduceSpec, StepDefinition, Steps } from './step.ts';

interface JobHead<Record, Options> {
  readonly name: string;
  readonly summary: string;
  /** An object schema: each of its fields is an option on the command line, `--min-count 3` for `minCount`. */
  readonly options?: z.ZodType<Options>;
  /** Files that go where the job goes, by name; paths are relative to the job's module. */
  readonly files?: Readonly<globalThis.Record<string, string>>;
  readonly input: Protocol<Record>;
  /** The counter under which a skipped record of the first step is counted. */
  readonly skipped?: { readonly group: string; readonly name: string };
}

/** A job of one step that maps and reduces. */
export type JobSpec<Record, Key, Value, Row, Options, MapState, CombineState, ReduceState> = JobHead<
  Record,
  Options
> &
  MapReduceSpec<Record, Key, Value, Row, 'published', Options, MapState, CombineState, ReduceState>;

/** A job of several steps, or of one without a mapper or a reducer. */
export interface StepsSpec<Record, Options> extends JobHead<Record, Options> {
  readonly steps: (input: Steps<Record, 'between', Options>) => Steps<never, 'published', Options>;
}

const BRAND = Symbol.for('oremill.mapreduce.job');

/** A job as the engine runs it: checked, its types erased. */
export interface JobDefinition {
  readonly name: string;
  readonly summary: string;
  readonly options: z.ZodType | undefined;
  readonly files: Readonly<globalThis.Record<string, string>>;
  readonly skipped: { readonly group: string; readonly name: string } | undefined;
  readonly steps: readonly StepDefinition[];
  /** Of the last step's output. */
  readonly columns: readonly Column[];
  readonly encoding: Encoding;
}

/** Declares a job of one step; a module that `runJob` is given exports it. Throws when a name is not allowed. */
export function defineJob<Record, Key, Value, Row, MapState, CombineState, ReduceState, Options = unknown>(
  spec: JobSpec<Record, Key, Value, Row, Options, MapState, CombineState, ReduceState>,
): JobDefinition {
  const { definitions } = beginSteps<Record, Options>(spec.input).mapReduce(spec);
  return finish(spec, definitions);
}

/** Declares a job of several steps, or of one that only maps or only reduces. */
export function defineSteps<Record, Options = unknown>(spec: StepsSpec<Record, Options>): JobDefinition {
  const { definitions } = spec.steps(beginSteps<Record, Options>(spec.input));
  return finish(spec, definitions);
}

function finish(
  head: Pick<JobHead<unknown, unknown>, 'name' | 'summary' | 'options' | 'files' | 'skipped'>,
  steps: readonly StepDefinition[],
): JobDefinition {
  const output = steps.at(-1)?.output;
  if (output?.kind !== 'published') {
    throw new TypeError(`job ${head.name}: its last step needs an output that can be published`);
  }
  const { name, summary, options, files = {}, skipped } = head;
  const { columns, encoding } = output;
  const job: JobDefinition = { name, summary, options, files, skipped, steps, columns, encoding };
  check(job);
  return Object.freeze({ ...job, [BRAND]: true });
}

/** What the API and `mapreduce run JOB --help` say of a job. */
export function describeJob(job: JobDefinition): Job {
  const { name, summary, columns, encoding, steps, files } = job;
  return {
    name,
    summary,
    encoding,
    columns: [...columns],
    steps: steps.length,
    options: describeOptions(job.options),
    files: Object.keys(files),
  };
}

/** What writes the parts of a job whose output is pairs, not lines. */
export function pairsOf({ steps }: JobDefinition): PairFormat<unknown> | undefined {
  return steps.at(-1)?.output.pairs;
}

function check(job: JobDefinition): void {
  checkReducers(job);
  const { columns } = job;
  const { error } = jobSchema.safeParse(describeJob(job));
  if (error)
    throw new TypeError(
      `job ${job.name}: ${error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ')}`,
    );
  const isTable = job.encoding === 'tsv-raw' || job.encoding === 'tsv-escaped' || job.encoding === 'csv';
  if (isTable && (columns.length === 0 || new Set(columns.map(({ name }) => name)).size !== columns.length)) {
    throw new TypeError(`job ${job.name}: a table has one or more columns, each with a name of its own`);
  }
}

/** Such an output says itself in which part a key is, so there have to be reducers, and nobody else to say it. */
function checkReducers({ name, encoding, steps }: JobDefinition): void {
  const { output, shuffle } = steps.at(-1) as StepDefinition;
  if (output.pairs === undefined) return;
  if (shuffle === undefined) throw new TypeError(`job ${name}: a ${encoding} is written by reducers`);
  if (shuffle.partitioner !== 'hash') {
    throw new TypeError(
      `job ${name}: a ${encoding} says itself which reducer has a key; leave out \`partitioner\``,
    );
  }
}

export function isJob(value: unknown): value is JobDefinition {
  return typeof value === 'object' && value !== null && BRAND in value;
}
