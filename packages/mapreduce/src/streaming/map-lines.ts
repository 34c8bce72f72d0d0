import { AppError, mapreduceError, type SkippedRecord } from '@oremill/types';
import type { Limits } from '../config.ts';
import { diskFiles } from '../files/disk-files.ts';
import type { ByteSource } from '../input/byte-source.ts';
import { LineReader } from '../input/read-lines.ts';
import type { StepDefinition, Whole } from '../job/step.ts';
import { userFrame } from '../job/user-frame.ts';
import type { Lines } from '../map/lines.ts';
import { mapSplit } from '../map/map-split.ts';
import type { RecordSink } from '../map/record-sink.ts';
import { SkippedLog } from '../map/skipped-log.ts';
import type { TaskKernels } from '../runner/task-kernels.ts';
import type { RecordOutput } from './record-output.ts';
import type { PhaseContext } from './run-streaming-task.ts';
import { escapeStreamField } from './stream-field.ts';

export interface MappedPiece {
  /** The name of the file that stdin is a piece of, and the byte at which the piece begins. */
  readonly file: string;
  readonly start: number;
  readonly kernels: TaskKernels;
  readonly limits: Limits;
}

/** Maps the lines of stdin: pairs go out in the form between phases; of a step without reducers, rows. */
export async function mapLines(context: PhaseContext, piece: MappedPiece): Promise<void> {
  const { task, step, streams, output, progress, surroundings, moveOn } = context;
  const { file, kernels, limits } = piece;
  const lines = await openRecords(context, piece);
  const thrown: Thrown = { frame: undefined, record: undefined };
  const kept = task.skippedPath === undefined ? undefined : new SkippedLog(task.skippedPath, diskFiles);
  const skippedLog = {
    add(record: SkippedRecord) {
      thrown.record = record;
      if (kept) kept.add(record);
      else streams.tell(`skipped: ${JSON.stringify({ ...record, at: thrown.frame })}`);
    },
  };
  try {
    const mapping = mapSplit(
      {
        job: task.job,
        step: { ...step, mapper: step.mapper && watched(step.mapper, thrown) },
        isFirstStep: task.step === 0,
        lines,
        file,
        splitBytes: 0,
        skipLimit: task.skipLimit,
        limits,
        sink: sinkOf(step, output),
        mapChunk: undefined,
        projector: kernels.projectors[task.step],
        skippedLog,
        surroundings,
        pulse: () => {},
      },
      progress,
    );
    for (const pause of mapping) {
      if (pause) await pause;
      moveOn();
    }
  } catch (error) {
    throw named(error, thrown);
  } finally {
    kept?.close();
  }
}

async function openRecords(
  { step, streams }: PhaseContext,
  { start, kernels, limits }: MappedPiece,
): Promise<Lines> {
  if (step.input.kind === 'file') {
    // It brings the client of an object store with it, which other jobs need not wait for.
    const { openNamedFiles } = await import('./file-records.ts');
    return openNamedFiles(streams.stdin, limits, kernels.memory);
  }
  const source = start === 0 ? streams.stdin : behindNewline(streams.stdin);
  return new LineReader(source, { start, end: Number.POSITIVE_INFINITY }, limits, kernels.memory);
}

/** The bytes of a piece behind the newline that ends the line before it, so that its reader begins with a whole one. */
function behindNewline(source: ByteSource): ByteSource {
  let isBegun = false;
  return {
    read(target, start, bytesMax) {
      if (isBegun) return source.read(target, start, bytesMax);
      isBegun = true;
      target[start] = 10;
      return 1;
    },
    close: () => source.close(),
  };
}

function sinkOf({ shuffle, output: rows }: StepDefinition, output: RecordOutput): RecordSink {
  const emit =
    shuffle === undefined
      ? (row: unknown) => output.addLine(rows.encodeRow(row))
      : (key: unknown, value: unknown) =>
          output.addLine(
            escapeStreamField(shuffle.key.encode(key)),
            escapeStreamField(shuffle.value.encode(value)),
          );
  return {
    emit,
    begin: () => output.beginRecord(),
    rollBack: () => output.rollBack(),
    get count() {
      return output.count;
    },
  };
}

/** The last record that was skipped, and where in the job's code it failed. */
interface Thrown {
  frame: string | undefined;
  record: SkippedRecord | undefined;
}

type Mapper = NonNullable<StepDefinition['mapper']>;

function watched(mapper: Mapper, thrown: Thrown): Whole<Mapper['each']> {
  return {
    ...mapper,
    each(record, task, state) {
      try {
        return mapper.each(record, task, state);
      } catch (error) {
        thrown.frame = userFrame(error);
        throw error;
      }
    },
  };
}

/** Says of a limit that was passed which record did it. */
function named(error: unknown, { frame, record }: Thrown): unknown {
  if (!(error instanceof AppError && error.code === 'SKIP_LIMIT') || record === undefined) return error;
  const { file, offset, reason } = record;
  return mapreduceError('SKIP_LIMIT', `${error.message}; the last one at ${file}:${offset}: ${reason}`, {
    hint: `${frame === undefined ? '' : `At ${frame}. `}Mend the input or the mapper, or raise --skip-limit.`,
    cause: error,
  });
}
