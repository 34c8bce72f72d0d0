import { z } from 'zod';
import { errorReplySchema } from '../errors.ts';
import { eventSchema } from '../event.ts';
import { idSchema } from '../id.ts';
import { columnSchema, outputManifestSchema } from '../manifest.ts';

/** A job is a definition; an execution is one time it ran. Its state is a file beside its output. */
export const EXECUTION_FILE = '_execution.json';
export const SKIPPED_FILE = '_skipped.jsonl';
export const SUCCESS_FILE = '_SUCCESS';

const count = z.number().int().nonnegative();

export const jobSchema = z
  .object({
    name: z.string().regex(/^[a-z][a-z0-9-]{0,62}$/),
    summary: z.string(),
    columns: z.array(columnSchema),
  })
  .meta({ id: 'Job' });
export type Job = z.infer<typeof jobSchema>;

/** `interrupted`: its process ended without saying so (kill -9, power cut). */
export const executionStateSchema = z.enum(['running', 'succeeded', 'failed', 'stopped', 'interrupted']);
export type ExecutionState = z.infer<typeof executionStateSchema>;

export const phaseSchema = z.enum(['plan', 'map', 'reduce', 'publish']);
export type Phase = z.infer<typeof phaseSchema>;

export const progressSchema = z
  .object({
    phase: phaseSchema,
    inputBytes: count.describe('Size of all inputs, bytes'),
    inputBytesDone: count.describe('Bytes of input that mappers have read'),
    records: count.describe('Input records read'),
    skipped: count.describe('Records whose mapper threw'),
    emitted: count.describe('Key-value pairs that mappers emitted'),
    reducersDone: count,
    reducers: count.describe('Partitions, and so parts'),
    rows: count.describe('Rows written'),
    outputBytes: count.describe('Bytes written to parts'),
    elapsedMs: count,
    bytesPerSecond: z
      .number()
      .nonnegative()
      .describe('Input bytes done over the time the map phase has taken'),
  })
  .meta({ id: 'Progress' });
export type Progress = z.infer<typeof progressSchema>;

/** counters[group][name]; the names a job counts under, and the engine's own under `engine`. */
export const countersSchema = z.record(z.string(), z.record(z.string(), z.number().int()));
export type Counters = z.infer<typeof countersSchema>;

export const runnerSchema = z.enum(['inline', 'threads']);
export type Runner = z.infer<typeof runnerSchema>;

export const executionSchema = z
  .object({
    version: z.literal(1),
    id: idSchema,
    job: z.string(),
    state: executionStateSchema,
    runner: runnerSchema,
    workers: z.number().int().positive(),
    inputs: z.array(z.string()),
    output: z.string().describe('Folder that holds, or will hold, the parts'),
    startedAt: z.iso.datetime(),
    finishedAt: z.iso.datetime().optional(),
    progress: progressSchema,
    counters: countersSchema,
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
  })
  .meta({ id: 'SkippedRecord' });
export type SkippedRecord = z.infer<typeof skippedRecordSchema>;

/** Each event carries the whole execution: a client needs only the newest one. */
export const executionEventSchema = eventSchema('execution', executionSchema).meta({ id: 'ExecutionEvent' });
export type ExecutionEvent = z.infer<typeof executionEventSchema>;
