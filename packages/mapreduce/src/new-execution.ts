import type { Clock, Random } from '@oremill/runtime';
import { type Execution, newId } from '@oremill/types';
import type { Config } from './config.ts';
import type { JobDefinition } from './job/define-job.ts';
import { outputName, outputPaths } from './output/output-paths.ts';
import type { MemoryPlan } from './plan-memory.ts';
import type { RunJobOptions } from './run-job.ts';

/** The state of an execution that begins now. */
export function newExecution(
  job: JobDefinition,
  config: Config,
  memory: MemoryPlan,
  options: RunJobOptions,
  { clock, random }: { readonly clock: Clock; readonly random: Random },
): Execution {
  return {
    version: 1,
    id: options.executionId ?? newId(clock.nowMs(), random),
    job: job.name,
    state: 'running',
    runner: config.runner,
    workers: memory.workers,
    memoryBytes: config.memoryBytes,
    inputs: [...options.inputs],
    ...(options.input === undefined ? {} : { input: options.input }),
    ...(options.retryOf === undefined ? {} : { retryOf: options.retryOf }),
    output: outputName(outputPaths(options.output)),
    startedAt: new Date(clock.nowMs()).toISOString(),
    options: { ...options.options } as Execution['options'],
    steps: [],
    progress: newProgress(config),
    counters: {},
  };
}

/** Nothing has been done yet. */
export function newProgress({ partitions }: Config): Execution['progress'] {
  return {
    phase: 'plan',
    step: 0,
    inputBytes: 0,
    inputBytesDone: 0,
    records: 0,
    skipped: 0,
    emitted: 0,
    reducersDone: 0,
    reducers: partitions,
    rows: 0,
    outputBytes: 0,
    elapsedMs: 0,
    bytesPerSecond: 0,
  };
}
