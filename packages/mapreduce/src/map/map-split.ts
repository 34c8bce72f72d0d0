import type { Projector } from '@oremill/json-fields';
import { AppError, mapreduceError, type SkippedRecord } from '@oremill/types';
import type { Limits } from '../config.ts';
import type { JobDefinition } from '../job/define-job.ts';
import type { StepDefinition, Whole } from '../job/step.ts';
import { mapperEndFailed } from '../job/task-failed.ts';
import { type TaskSurroundings, taskFunctions } from '../job/task-functions.ts';
import { describeThrown } from '../job/user-frame.ts';
import { checkSkipLimit } from './check-skipped.ts';
import type { Lines } from './lines.ts';
import type { MapChunk } from './map-chunk.ts';
import { recordParser } from './parse-record.ts';
import type { RecordSink } from './record-sink.ts';
import { keepBytes, type SkippedLog } from './skipped-log.ts';
import { type TaskPause, waitFor } from './wait-for.ts';

export interface MapInput {
  readonly job: JobDefinition;
  readonly step: StepDefinition;
  readonly isFirstStep: boolean;
  readonly lines: Lines;
  /** The name of the file, for people; a split of whole files has a name for each. */
  readonly file: string;
  readonly splitBytes: number;
  readonly skipLimit: number | undefined;
  readonly limits: Limits;
  readonly sink: RecordSink;
  readonly mapChunk: MapChunk | undefined;
  readonly projector: Projector<unknown> | undefined;
  /** Undefined: what is skipped is not kept. */
  readonly skippedLog: Pick<SkippedLog, 'add'> | undefined;
  readonly surroundings: TaskSurroundings;
  /** Told of each record before it is mapped, so that a watcher sees life, and knows the record of a task that dies. */
  readonly pulse: (offset: number) => void;
}

/** What has been done; each yield and the end tell the whole, not the step. */
export interface MapProgress {
  inputBytesDone: number;
  records: number;
  skipped: number;
  emitted: number;
}

const RECORDS_BETWEEN_YIELDS = 256;

/** Runs the mapper on each record of a split; what it emits goes to the sink. Yields now and then. */
export function* mapSplit(input: MapInput, progress: MapProgress): Generator<TaskPause, void> {
  const { lines, sink, mapChunk, pulse } = input;
  const mapper = beginMapper(input);
  while (yield* waitFor(lines.fill())) {
    const mapped = mapChunk?.();
    if (mapped !== undefined) {
      pulse(lines.offset);
      progress.records += mapped;
      progress.emitted = sink.count;
      progress.inputBytesDone = lines.bytesDone;
      yield;
      continue;
    }
    while (lines.next()) {
      pulse(lines.offset);
      mapRecord(input, mapper.map, progress);
      if (progress.records % RECORDS_BETWEEN_YIELDS === 0) {
        progress.inputBytesDone = lines.bytesDone;
        progress.emitted = sink.count;
        yield;
      }
    }
  }
  sink.begin();
  mapper.end();
  sink.begin();
  progress.emitted = sink.count;
  progress.inputBytesDone = input.splitBytes;
}

function mapRecord(input: MapInput, map: () => unknown, progress: MapProgress): void {
  const { sink, lines } = input;
  let returned: unknown;
  progress.records += 1;
  sink.begin();
  try {
    returned = map();
  } catch (error) {
    // Of the engine or the world, such as a full disk: the record is not to blame.
    if (error instanceof AppError) throw error;
    sink.rollBack();
    progress.skipped += 1;
    skip(input, error);
    checkSkipLimit(progress.skipped, input.skipLimit);
  }
  if (returned instanceof Promise) throw asynchronousMapper(input.job, returned, lines.offset);
}

function skip({ job, isFirstStep, lines, file, skippedLog, surroundings }: MapInput, error: unknown): void {
  const { counters } = surroundings;
  if (job.skipped && isFirstStep) counters.add(job.skipped.group, job.skipped.name);
  const record: SkippedRecord = {
    file: lines.file?.path ?? file,
    offset: lines.offset,
    bytes: lines.lineBytes,
    reason: describeThrown(error),
    ...keepBytes(lines),
  };
  skippedLog?.add(record);
}

interface BegunMapper {
  /** Parses and maps the line that the reader stands at. */
  readonly map: () => unknown;
  readonly end: () => void;
}

/** Without a mapper a record is a pair, and emitted as it is. */
const pass: Whole<(record: unknown, task: unknown) => unknown> = {
  given: undefined,
  init: () => undefined,
  each: (record, task) => {
    const [key, value] = record as [unknown, unknown];
    (task as { emit: (key: unknown, value: unknown) => void }).emit(key, value);
  },
  final: undefined,
};

function beginMapper(input: MapInput): BegunMapper {
  const { job, step, lines, sink, file, limits, projector, surroundings } = input;
  const { init, each, final } = step.mapper ?? pass;
  const task = {
    ...taskFunctions(surroundings),
    emit: sink.emit,
    place: () => ({ file: lines.file?.path ?? file, offset: lines.offset }),
  };
  const parse = recordParser(step.input, lines, limits, projector);
  const state = attempt(job, 'init', () => init(task));
  return {
    map: () => each(parse(), task, state),
    end: () => attempt(job, 'final', () => final?.(task, state)),
  };
}

/** No record is to blame for what throws here, so the task fails. */
function attempt<Result>(job: JobDefinition, part: 'init' | 'final', act: () => Result): Result {
  try {
    return act();
  } catch (error) {
    throw mapperEndFailed(job.name, part, error);
  }
}

/** Types let an async mapper pass; what it emits after it returned would be lost without a word. */
function asynchronousMapper(job: JobDefinition, returned: Promise<unknown>, offset: number): Error {
  returned.catch(() => {});
  return mapreduceError('JOB_INVALID', `the mapper of job ${job.name} is asynchronous (at byte ${offset})`, {
    hint: 'A mapper emits before it returns: prepare what it needs when the module is imported.',
  });
}
