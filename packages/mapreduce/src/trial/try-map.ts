import type { Limits } from '../config.ts';
import { openLines } from '../input/open-lines.ts';
import type { Split } from '../input/plan-splits.ts';
import type { JobDefinition } from '../job/define-job.ts';
import type { EachRecord, StepDefinition, Whole } from '../job/step.ts';
import type { TaskSurroundings } from '../job/task-functions.ts';
import { userFrame } from '../job/user-frame.ts';
import { mapSplit } from '../map/map-split.ts';
import type { RecordSink } from '../map/record-sink.ts';
import { newTaskProgress } from '../runner/run-task.ts';
import type { TaskKernels } from '../runner/task-kernels.ts';
import { HeadLines, type RecordsLeft } from './head-lines.ts';
import { showValue } from './show-value.ts';
import type { Showing, SkippedHere } from './trial.ts';

export interface MapTrial {
  readonly job: JobDefinition;
  readonly index: number;
  readonly limits: Limits;
  readonly kernels: TaskKernels;
  readonly surroundings: TaskSurroundings;
  readonly sink: RecordSink;
  readonly left: RecordsLeft;
  readonly records: Showing<string>;
  readonly skipped: Showing<SkippedHere>;
}

/** Maps records of a split as the engine does, one after the other, as many as are left to be read. */
export async function tryMap(trial: MapTrial, split: Split): Promise<void> {
  const { job, index, limits, kernels, surroundings, sink, left, records, skipped } = trial;
  const step = job.steps[index] as StepDefinition;
  let thrownAt: string | undefined;
  kernels.reset();
  const lines = openLines(split, limits, kernels.memory);
  const watched = watch(step, {
    onRecord: (record) => records.add(() => showValue(record)),
    onThrow: (error) => {
      thrownAt = userFrame(error);
    },
  });
  try {
    const mapping = mapSplit(
      {
        job,
        step: watched,
        isFirstStep: index === 0,
        lines: new HeadLines(lines, left),
        file: split.name,
        splitBytes: 0,
        skipLimit: undefined,
        limits,
        sink,
        mapChunk: undefined,
        projector: kernels.projectors[index],
        skippedLog: {
          add: (record) =>
            skipped.add(() => ({ ...record, ...(thrownAt === undefined ? {} : { thrownAt }) })),
        },
        surroundings,
        pulse: () => {
          thrownAt = undefined;
        },
      },
      newTaskProgress(),
    );
    for (const pause of mapping) if (pause) await pause;
  } finally {
    lines.close();
  }
}

interface Watcher {
  readonly onRecord: (record: unknown) => void;
  readonly onThrow: (error: unknown) => void;
}

/** The step with a mapper that shows what it gets, and where it throws. */
function watch(step: StepDefinition, { onRecord, onThrow }: Watcher): StepDefinition {
  const { mapper } = step;
  const each: EachRecord = (record, task, state) => {
    onRecord(record);
    try {
      return mapper ? mapper.each(record, task, state) : passOn(record, task);
    } catch (error) {
      onThrow(error);
      throw error;
    }
  };
  const watched: Whole<EachRecord> = {
    given: undefined,
    init: mapper?.init ?? (() => undefined),
    each,
    final: mapper?.final,
  };
  return { ...step, mapper: watched };
}

/** Without a mapper a record is a pair. */
function passOn(record: unknown, task: unknown): void {
  const [key, value] = record as [unknown, unknown];
  (task as { emit: (key: unknown, value: unknown) => void }).emit(key, value);
}
