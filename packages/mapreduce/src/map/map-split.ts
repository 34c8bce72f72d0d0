import { type Counters, mapreduceError } from '@oremill/types';
import type { Limits } from '../config.ts';
import type { Files } from '../files/disk-files.ts';
import { CounterSet } from '../job/counters.ts';
import type { JobDefinition } from '../job/define-job.ts';
import { describeThrown } from '../job/user-frame.ts';
import { Arena } from '../shuffle/arena.ts';
import { combineRun } from '../shuffle/combine-run.ts';
import { ENTRIES_MAX, sortArena } from '../shuffle/sort-arena.ts';
import { type Segment, writeSpill } from '../shuffle/write-spill.ts';
import { SkippedLog } from './skipped-log.ts';
import { type TaskPause, waitFor } from './wait-for.ts';

/** The lines of a split, in chunks of whole lines, and in them one at a time: `buffer[lineStart, lineEnd)`. */
export interface Lines {
  /** Loads the next chunk; false after the last. A promise when it has to be waited for. */
  fill(): boolean | Promise<boolean>;
  /** Goes to the next line of the chunk; false at its end. */
  next(): boolean;
  readonly buffer: Buffer;
  /** Where `buffer[0]` lies in the kernels' memory; undefined when a line is longer than a chunk. */
  readonly address: number | undefined;
  readonly chunkStart: number;
  /** The start again for a line that was passed over: `next` gives it, without its bytes. */
  readonly chunkEnd: number;
  readonly lineStart: number;
  readonly lineEnd: number;
  readonly lineBytes: number;
  /** Of the line, in the file. */
  readonly offset: number;
  readonly isTooLong: boolean;
  /** Bytes of the split that have been walked over. */
  readonly bytesDone: number;
  isLineUtf8(): boolean;
}

export interface MapInput {
  readonly job: JobDefinition;
  readonly lines: Lines;
  /** The name of the file, for people. */
  readonly file: string;
  /** Size of the split. */
  readonly splitBytes: number;
  readonly partitions: number;
  readonly skipLimit: number | undefined;
  readonly limits: Limits;
  readonly files: Files;
  readonly skippedPath: string;
  /** Makes the path of this task's spill with this number. */
  readonly spillPathOf: (index: number) => string;
}

/** What has been done; each yield and the result tell the whole, not the step. */
export interface MapProgress {
  inputBytesDone: number;
  records: number;
  skipped: number;
  emitted: number;
}

export interface MapOutput {
  /** Runs in the order in which they were spilled; each has a segment for each partition. */
  readonly spills: readonly (readonly Segment[])[];
  readonly counters: Counters;
}

/** Far fewer than the words of a sort can number, so that one more record always fits. */
const ENTRIES_BEFORE_SPILL = ENTRIES_MAX >> 2;
const RECORDS_BETWEEN_YIELDS = 256;
const ARENA_SPARE_BYTES = 64 * 1024;
const SKIPPED_BUFFER_BYTES = 64 * 1024;

/** Runs the mapper on each record of a split; its pairs end up sorted in spills. Yields now and then. */
export function* mapSplit(input: MapInput, progress: MapProgress): Generator<TaskPause, MapOutput> {
  const { job, lines, splitBytes, partitions, limits, files } = input;
  // Few jobs emit more than they read; the arena grows when one does.
  const arenaBytes = Math.min(limits.spillBytes, splitBytes) + ARENA_SPARE_BYTES;
  const arena = new Arena(arenaBytes, limits.spillBytes + limits.recordPairsBytesMax);
  const counters = new CounterSet();
  const skippedLog = new SkippedLog(input.skippedPath, files, SKIPPED_BUFFER_BYTES);
  const spills: Segment[][] = [];
  const task = {
    emit: (key: unknown, value: unknown) =>
      arena.append(job.key.encode(key), job.value.encode(value), partitions),
    count: (group: string, name: string, by?: number) => counters.add(group, name, by),
  };
  const mapLine = lineMapper(job, lines, limits, task);

  function spill(): void {
    const sorted = sortArena(arena, partitions, job.sortValues ?? false);
    const run = combineRun(sorted, job, counters, limits.recordPairsBytesMax);
    spills.push(writeSpill(run, input.spillPathOf(spills.length), files, limits.writeBytes));
    arena.clear();
  }

  try {
    while (yield* waitFor(lines.fill())) {
      while (lines.next()) {
        const { count, used } = arena;
        let returned: unknown;
        progress.records += 1;
        try {
          returned = mapLine();
          if (arena.used - used > limits.recordPairsBytesMax) throw tooManyPairs(limits);
          progress.emitted += arena.count - count;
        } catch (error) {
          arena.rollBack(count, used);
          progress.skipped += 1;
          if (job.skipped) counters.add(job.skipped.group, job.skipped.name);
          skippedLog.add({
            file: input.file,
            offset: lines.offset,
            bytes: lines.lineBytes,
            reason: describeThrown(error),
          });
          checkSkipLimit(progress.skipped, input.skipLimit);
        }
        if (returned instanceof Promise) throw asynchronousMapper(job, returned);
        if (arena.used >= limits.spillBytes || arena.count >= ENTRIES_BEFORE_SPILL) spill();
        if (progress.records % RECORDS_BETWEEN_YIELDS === 0) {
          progress.inputBytesDone = lines.bytesDone;
          yield;
        }
      }
    }
    if (arena.count > 0) spill();
    progress.inputBytesDone = splitBytes;
    return { spills, counters: counters.toCounters() };
  } finally {
    skippedLog.close();
  }
}

function tooManyPairs({ recordPairsBytesMax }: Limits): Error {
  return new RangeError(`the record emits more than ${recordPairsBytesMax} bytes`);
}

export function checkSkipLimit(skipped: number, skipLimit: number | undefined): void {
  if (skipLimit === undefined || skipped <= skipLimit) return;
  throw mapreduceError('SKIP_LIMIT', `more than ${skipLimit} records were skipped`, {
    hint: 'Look at their reasons with: mapreduce skipped <output>. Mend the input or the mapper, or raise the limit.',
  });
}

interface Task {
  readonly emit: (key: unknown, value: unknown) => void;
  readonly count: (group: string, name: string, by?: number) => void;
}

/** Parses and maps the line that the reader stands at. */
function lineMapper(
  { input, mapper }: JobDefinition,
  lines: Lines,
  limits: Limits,
  task: Task,
): () => unknown {
  function checkLength(): void {
    if (lines.isTooLong) throw new Error(`the record is longer than ${limits.lineBytesMax} bytes`);
  }
  if (input.kind === 'bytes') {
    return () => {
      checkLength();
      return mapper(input.parse(lines.buffer.subarray(lines.lineStart, lines.lineEnd)), task);
    };
  }
  return () => {
    checkLength();
    if (!lines.isLineUtf8()) throw new Error('the record is not valid UTF-8');
    return mapper(input.parse(lines.buffer.toString('utf8', lines.lineStart, lines.lineEnd)), task);
  };
}

/** Types let an async mapper pass; what it emits after it returned would be lost without a word. */
function asynchronousMapper(job: JobDefinition, returned: Promise<unknown>): Error {
  returned.catch(() => {});
  return mapreduceError('JOB_INVALID', `the mapper of job ${job.name} is asynchronous`, {
    hint: 'A mapper emits before it returns: prepare what it needs when the module is imported.',
  });
}
