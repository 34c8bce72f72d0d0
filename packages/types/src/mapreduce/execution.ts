import { z } from 'zod';
import { errorReplySchema } from '../error-reply.ts';
import { eventSchema } from '../event.ts';
import { idSchema } from '../id.ts';
import { jsonSchema } from '../json.ts';
import { columnSchema, encodingSchema, outputManifestSchema } from '../manifest.ts';

/** A job is a definition; an execution is one time it ran. Its state is a file beside its output. */
export const EXECUTION_FILE = '_execution.json';
export const SKIPPED_FILE = '_skipped.jsonl';
export const SUCCESS_FILE = '_SUCCESS';
export const TASKS_FILE = '_tasks.jsonl';
export const PLAN_FILE = '_plan.json';

const count = z.number().int().nonnegative();

/** An option that a job takes: a field of its schema. */
export const jobOptionSchema = z
  .object({
    name: z.string(),
    flag: z.string().describe('As it stands on the command line'),
    type: z.enum(['string', 'number', 'integer', 'boolean', 'array']),
    isRequired: z.boolean(),
    description: z.string().optional(),
    default: jsonSchema.optional(),
    choices: z.array(z.string()).optional(),
  })
  .meta({ id: 'JobOption' });
export type JobOption = z.infer<typeof jobOptionSchema>;

export const jobSchema = z
  .object({
    name: z.string().regex(/^[a-z][a-z0-9-]{0,62}$/),
    summary: z.string(),
    encoding: encodingSchema,
    columns: z.array(columnSchema),
    steps: z.number().int().positive(),
    options: z.array(jobOptionSchema),
    files: z.array(z.string()).describe('Names of the files it ships with'),
  })
  .meta({ id: 'Job' });
export type Job = z.infer<typeof jobSchema>;

/** `interrupted`: its process ended without saying so (kill -9, power cut). */
export const executionStateSchema = z.enum(['running', 'succeeded', 'failed', 'stopped', 'interrupted']);
export type ExecutionState = z.infer<typeof executionStateSchema>;

export const phaseSchema = z.enum(['plan', 'sample', 'map', 'reduce', 'publish']);
export type Phase = z.infer<typeof phaseSchema>;

export const progressSchema = z
  .object({
    phase: phaseSchema,
    step: count.describe('The step that is being done, from 1; 0 before the first'),
    inputBytes: count.describe('Size of all inputs, bytes'),
    inputBytesDone: count.describe('Bytes of input that mappers of the first step have read'),
    records: count.describe('Input records read'),
    skipped: count.describe('Records whose mapper threw'),
    emitted: count.describe('Key-value pairs that mappers emitted, of all steps'),
    reducersDone: count.describe('Of the step that is being done'),
    reducers: count.describe('Partitions, and so parts, of a step with reducers'),
    rows: count.describe('Rows written to the output'),
    outputBytes: count.describe('Bytes written to parts of the output'),
    elapsedMs: count,
    bytesPerSecond: z
      .number()
      .nonnegative()
      .describe('Input bytes done over the time the first map phase has taken'),
  })
  .meta({ id: 'Progress' });
export type Progress = z.infer<typeof progressSchema>;

/** Time that workers spent, added up over all of them, in milliseconds. */
export const workTimesSchema = z
  .object({
    mapMs: z.number().nonnegative().describe('Reading, parsing and the mapper'),
    sortMs: z.number().nonnegative(),
    combineMs: z.number().nonnegative(),
    spillMs: z.number().nonnegative(),
    mergeMs: z.number().nonnegative(),
    reduceMs: z.number().nonnegative().describe('The reducer and writing parts'),
  })
  .meta({ id: 'WorkTimes' });
export type WorkTimes = z.infer<typeof workTimesSchema>;

export const stepReportSchema = z
  .object({
    kind: z.enum(['map-reduce', 'map', 'reduce']),
    inputBytes: count,
    inputBytesDone: count,
    records: count,
    skipped: count,
    emitted: count.describe('Pairs that mappers emitted'),
    spilledPairs: count.describe('Pairs left to sort after combiners, bytes below'),
    spilledBytes: count,
    groups: count.describe('Keys that reducers were called for; 0 where pairs are copied'),
    rows: count,
    outputBytes: count,
    mapTasks: count,
    mapTasksDone: count,
    reduceTasks: count,
    reduceTasksDone: count,
    retries: count.describe('Tasks that were done again after a failure'),
    startedMs: count.optional().describe('After the start of the execution'),
    mapEndedMs: count.optional(),
    endedMs: count.optional(),
    work: workTimesSchema,
    /** Absent where no reducer was called. */
    largestGroup: z.object({ key: z.string(), pairs: count }).optional(),
    /** Rows of the largest part and of the middle one: far apart, one reducer does most of the work. */
    rowsMax: count,
    rowsMedian: count,
  })
  .meta({ id: 'StepReport' });
export type StepReport = z.infer<typeof stepReportSchema>;

/** One line of `_tasks.jsonl`: a task that was finished, for the timeline and for resuming. */
export const taskReportSchema = z
  .object({
    step: count.describe('From 1'),
    kind: z.enum(['map', 'reduce']),
    index: count.describe('Split, or partition'),
    attempt: z.number().int().positive(),
    worker: count,
    startedMs: count.describe('After the start of the execution'),
    endedMs: count,
    records: count,
    bytes: count.describe('Input of a map task, output of a reduce task'),
  })
  .meta({ id: 'TaskReport' });
export type TaskReport = z.infer<typeof taskReportSchema>;

/** counters[group][name]; the names a job counts under, and the engine's own under `engine`. */
export const countersSchema = z.record(z.string(), z.record(z.string(), z.number().int()));
export type Counters = z.infer<typeof countersSchema>;

/** `streaming`: a process for each task, as on a cluster; `inline`: all in one thread, for debuggers. */
export const runnerSchema = z.enum(['inline', 'threads', 'streaming']);
export type Runner = z.infer<typeof runnerSchema>;

export const executionInputSchema = z
  .union([
    z
      .object({ path: z.string().min(1).max(4096).describe('A file, folder or glob under an allowed root') })
      .strict(),
    z.object({ uploadId: idSchema }).strict(),
  ])
  // Not ExecutionInput: the OpenAPI document gives that name to Execution as a request sends it.
  .meta({ id: 'InputReference' });
export type ExecutionInput = z.infer<typeof executionInputSchema>;

export const executionSchema = z
  .object({
    version: z.literal(1),
    id: idSchema,
    job: z.string(),
    state: executionStateSchema,
    runner: runnerSchema,
    workers: z.number().int().positive(),
    inputs: z.array(z.string()).describe('Files, and of the command line also globs and folders'),
    input: executionInputSchema.optional().describe('What the request named, if there was one'),
    retryOf: idSchema.optional().describe('Its input is the records that this execution skipped'),
    output: z.string().describe('Folder, or s3:// prefix, that holds, or will hold, the parts'),
    startedAt: z.iso.datetime(),
    finishedAt: z.iso.datetime().optional(),
    progress: progressSchema,
    counters: countersSchema,
    options: z.record(z.string(), jsonSchema).default({}).describe('Options of the job, as they were given'),
    memoryBytes: count.optional().describe('Bound of the whole run'),
    steps: z.array(stepReportSchema).default([]),
    status: z.string().optional().describe('What a task said last of what it does'),
    error: errorReplySchema.optional(),
    manifest: outputManifestSchema.optional(),
  })
  .meta({ id: 'Execution' });
export type Execution = z.infer<typeof executionSchema>;

/** Structured bytes out ÷ raw bytes in; undefined while no input was read. */
export function yieldOf(progress: Progress): number | undefined {
  return progress.inputBytesDone === 0 ? undefined : progress.outputBytes / progress.inputBytesDone;
}

/** One line of `_skipped.jsonl`. */
export const skippedRecordSchema = z
  .object({
    file: z.string(),
    offset: count.describe('Byte of the file at which the record begins'),
    bytes: count.describe('Length of the record without its line ending'),
    reason: z.string(),
    text: z.string().optional().describe('The record, when it is UTF-8'),
    base64: z.string().optional().describe('The record, when it is not'),
    isCut: z.boolean().optional().describe('Only the beginning of a long record is kept here'),
  })
  .meta({ id: 'SkippedRecord' });
export type SkippedRecord = z.infer<typeof skippedRecordSchema>;

/** Each event carries the whole execution: a client needs only the newest one. */
export const executionEventSchema = eventSchema('execution', executionSchema).meta({ id: 'ExecutionEvent' });
export type ExecutionEvent = z.infer<typeof executionEventSchema>;
