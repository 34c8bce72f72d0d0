import { openLines } from '../input/open-lines.ts';
import { CounterSet } from '../job/counters.ts';
import type { ShuffleDefinition } from '../job/step.ts';
import { mapSplit } from '../map/map-split.ts';
import type { RecordSink } from '../map/record-sink.ts';
import type { TaskPause } from '../map/wait-for.ts';
import { newTaskProgress, type SampleTask, type TaskContext, type TaskResult } from './run-task.ts';

/** Of each split that is sampled. */
const KEYS_MAX = 2000;

/** The keys of the first pairs of a split: what the ranges of partitions are chosen by. Nothing of it is counted. */
export function* runSample(
  task: SampleTask,
  context: TaskContext,
): Generator<TaskPause, Extract<TaskResult, { kind: 'sample' }>> {
  const { job, limits, kernels, pulse } = context;
  const step = job.steps[task.step] as (typeof job.steps)[number];
  const { key } = step.shuffle as ShuffleDefinition;
  kernels.reset();
  const keys: Uint8Array[] = [];
  const sink: RecordSink = {
    emit: (emitted: unknown) => {
      const bytes = key.encode(emitted);
      keys.push(typeof bytes === 'string' ? Buffer.from(bytes) : Uint8Array.from(bytes));
    },
    begin: () => {},
    rollBack: () => {},
    get count() {
      return keys.length;
    },
  };
  const lines = openLines(task.split, limits, kernels.memory);
  try {
    const mapping = mapSplit(
      {
        job,
        step,
        isFirstStep: false,
        lines,
        file: task.split.name,
        splitBytes: 0,
        skipLimit: undefined,
        limits,
        sink,
        mapChunk: undefined,
        projector: kernels.projectors[task.step],
        skippedLog: undefined,
        surroundings: { ...context, counters: new CounterSet(), status: () => {} },
        pulse,
      },
      newTaskProgress(),
    );
    for (const pause of mapping) {
      if (keys.length >= KEYS_MAX) break;
      yield pause;
    }
    return { kind: 'sample', keys: keys.slice(0, KEYS_MAX) };
  } finally {
    lines.close();
  }
}
