import type { Execution, StepReport } from '@oremill/types';
import type { Facts, TaskFact } from '../../src/diagnose/facts.ts';

/** A step in which nothing stands out, but for what is given. */
export function step(changes: Partial<StepReport> = {}): StepReport {
  return {
    kind: 'map-reduce',
    inputBytes: 1e9,
    inputBytesDone: 1e9,
    records: 1e6,
    skipped: 0,
    emitted: 1e6,
    spilledPairs: 1e6,
    spilledBytes: 1e8,
    groups: 5e5,
    rows: 5e5,
    outputBytes: 1e8,
    mapTasks: 32,
    mapTasksDone: 32,
    reduceTasks: 4,
    reduceTasksDone: 4,
    retries: 0,
    work: { mapMs: 5000, sortMs: 1000, combineMs: 0, spillMs: 500, mergeMs: 500, reduceMs: 1000 },
    rowsMax: 130_000,
    rowsMedian: 125_000,
    largestGroup: { key: '"the"', pairs: 100 },
    ...changes,
  };
}

/** A task of the first step that took as long as the others. */
export function task(changes: Partial<TaskFact> = {}): TaskFact {
  return {
    step: 1,
    kind: 'map',
    index: 0,
    attempt: 1,
    worker: 0,
    startedMs: 0,
    endedMs: 500,
    records: 1000,
    bytes: 1e6,
    spills: 1,
    ...changes,
  };
}

/** A succeeded execution in which nothing stands out, but for what is given. */
export function facts(
  changes: Partial<Omit<Facts, 'execution'>> & { execution?: Partial<Execution> } = {},
): Facts {
  const { execution, ...rest } = changes;
  return {
    execution: {
      version: 1,
      id: '01j8z6mzq0abcdefghjk',
      job: 'word-count',
      state: 'succeeded',
      runner: 'threads',
      workers: 2,
      inputs: ['in.txt'],
      output: '/out',
      startedAt: '2026-01-01T00:00:00.000Z',
      progress: {
        phase: 'publish',
        step: 1,
        inputBytes: 1e9,
        inputBytesDone: 1e9,
        records: 1e6,
        skipped: 0,
        emitted: 1e6,
        reducersDone: 4,
        reducers: 4,
        rows: 5e5,
        outputBytes: 1e8,
        elapsedMs: 5000,
        bytesPerSecond: 2e8,
      },
      counters: {},
      options: {},
      memoryBytes: 2 ** 29,
      steps: [step()],
      ...execution,
    },
    tasks: Array.from({ length: 32 }, (_, index) => task({ index })),
    reasons: [],
    ...rest,
  };
}
