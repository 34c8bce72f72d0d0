import { type Column, type Encoding, type Job, jobSchema } from '@oremill/types';
import type { Codec } from './codecs.ts';
import type { Protocol } from './protocols.ts';
import type { Table } from './table.ts';

type Count = (group: string, name: string, by?: number) => void;

export interface MapTask<Key, Value> {
  /** Sends a pair to the reducers. Withdrawn when the mapper throws on this record. */
  readonly emit: (key: Key, value: Value) => void;
  /** Adds to a counter. Stays when the mapper throws, so that a mapper can count why. */
  readonly count: Count;
}

export interface CombineTask<Value> {
  /** Replaces the values seen so far of this key. */
  readonly emit: (value: Value) => void;
  readonly count: Count;
}

export interface ReduceTask<Row> {
  readonly emit: (row: Row) => void;
  readonly count: Count;
}

export interface JobSpec<Record, Key, Value, Row extends readonly unknown[]> {
  readonly name: string;
  readonly summary: string;
  readonly input: Protocol<Record>;
  readonly key: Codec<Key>;
  readonly value: Codec<Value>;
  /** A throw skips the record: it is counted, and kept in `_skipped.jsonl` with the reason. */
  readonly mapper: (record: NoInfer<Record>, task: MapTask<NoInfer<Key>, NoInfer<Value>>) => void;
  /** Runs on each sorted run of pairs before it is spilled, any number of times, so it must not change the result. */
  readonly combiner?: (key: Key, values: Iterable<Value>, task: CombineTask<Value>) => void;
  /** Called once for each key, in the order of the keys' bytes; `values` can be read once. */
  readonly reducer: (key: Key, values: Iterable<Value>, task: ReduceTask<Row>) => void;
  /** Values of a key in the order of their bytes; otherwise in the order of the input. */
  readonly sortValues?: boolean;
  readonly output: Table<Row>;
  /** The counter under which a skipped record is counted. */
  readonly skipped?: { readonly group: string; readonly name: string };
}

const BRAND = Symbol.for('oremill.mapreduce.job');

/** A job as the engine runs it: checked, its types erased. */
export interface JobDefinition
  extends Omit<JobSpec<unknown, unknown, unknown, readonly unknown[]>, 'output'> {
  readonly columns: readonly Column[];
  readonly encoding: Encoding;
  readonly encodeRow: (row: readonly unknown[]) => string;
}

/** Declares a job; a module that `runJob` is given exports it as default. Throws when a name is not allowed. */
export function defineJob<Record, Key, Value, Row extends readonly unknown[]>(
  spec: JobSpec<Record, Key, Value, Row>,
): JobDefinition {
  const { output, ...rest } = spec;
  const { columns, encoding, encodeRow } = output;
  const described: Job = { name: spec.name, summary: spec.summary, columns: [...columns] };
  const { error } = jobSchema.safeParse(described);
  if (error)
    throw new TypeError(`job ${spec.name}: ${error.issues.map((issue) => issue.message).join('; ')}`);
  if (new Set(columns.map((column) => column.name)).size !== columns.length || columns.length === 0) {
    throw new TypeError(`job ${spec.name}: a table has one or more columns, each with a name of its own`);
  }
  const job = { ...rest, columns, encoding, encodeRow, [BRAND]: true };
  return Object.freeze(job) as unknown as JobDefinition;
}

export function isJob(value: unknown): value is JobDefinition {
  return typeof value === 'object' && value !== null && BRAND in value;
}

/** A reducer that makes one row of each pair: its key, then the fields of its value. */
export function identity<Key, Value extends readonly unknown[]>(
  key: Key,
  values: Iterable<Value>,
  task: ReduceTask<[Key, ...Value]>,
): void {
  for (const value of values) task.emit([key, ...value]);
}

/** Whether pairs stand in the output as they travel, key, tab, value: then they need no decoding. */
export function isCopied(job: JobDefinition): boolean {
  const { key, value, encoding } = job;
  return (job.reducer as unknown) === identity && key.encoding === encoding && value.encoding === encoding;
}
