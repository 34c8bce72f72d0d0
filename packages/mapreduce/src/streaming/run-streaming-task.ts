import { mapreduceError } from '@oremill/types';
import { limitsSchema } from '../config.ts';
import { LineReader } from '../input/read-lines.ts';
import { CounterSet } from '../job/counters.ts';
import type { JobDefinition } from '../job/define-job.ts';
import type { StepDefinition } from '../job/step.ts';
import type { TaskSurroundings } from '../job/task-functions.ts';
import type { MapProgress } from '../map/map-split.ts';
import { checkPairs } from '../output/check-pairs.ts';
import { openKernels } from '../runner/task-kernels.ts';
import { commandOf } from './command.ts';
import { type Environment, readHadoopTask } from './hadoop-environment.ts';
import { mapLines } from './map-lines.ts';
import { RecordOutput } from './record-output.ts';
import { combineLines, reduceLines } from './reduce-lines.ts';
import { ENGINE_GROUP, Reporter } from './reporter.ts';
import { showCommand } from './show-command.ts';
import type { TaskStreams } from './standard-streams.ts';
import { StreamPairs } from './stream-pairs.ts';

export type StreamingPhase = 'map' | 'combine' | 'reduce';

export interface StreamingTask {
  readonly job: JobDefinition;
  /** From 0. */
  readonly step: number;
  readonly phase: StreamingPhase;
  /** Of the job, validated. */
  readonly options: unknown;
  /** Paths of the job's files, by name. */
  readonly filePaths: Readonly<Record<string, string>>;
  readonly skipLimit: number | undefined;
  /** File for skipped records; undefined: they are told on stderr. */
  readonly skippedPath: string | undefined;
}

/** What the phases share. */
export interface PhaseContext {
  readonly task: StreamingTask;
  readonly step: StepDefinition;
  readonly streams: TaskStreams;
  readonly output: RecordOutput;
  readonly surroundings: TaskSurroundings;
  readonly progress: MapProgress & { groups: number; rows: number };
  /** Tells how far the task is, now and then. */
  readonly moveOn: () => void;
}

/** Of a task that came to its end; without it an exit with 0 is not believed. */
export const ENDED = 'tasks';

/**
 * Does one phase of a step as a process: lines come in, `key TAB value` lines go out, or the rows of the output;
 * counters and status are told as Hadoop Streaming wants them. Throws an AppError that names the record or the key.
 */
export async function runStreamingTask(
  task: StreamingTask,
  streams: TaskStreams,
  env: Environment,
): Promise<void> {
  checkPairs(task.job, { runner: 'streaming' });
  const step = stepOf(task);
  const limits = limitsSchema.parse({});
  const counters = new CounterSet();
  const reporter = new Reporter(streams.tell);
  const output = new RecordOutput(streams.write, limits.arenaBytes);
  const progress = { inputBytesDone: 0, records: 0, skipped: 0, emitted: 0, groups: 0, rows: 0 };
  const counted = () => {
    const { inputBytesDone: _, ...engine } = progress;
    return { ...counters.toCounters(), [ENGINE_GROUP]: engine };
  };
  const context: PhaseContext = {
    task,
    step,
    streams,
    output,
    surroundings: { ...task, counters, status: reporter.status },
    progress,
    moveOn: () => reporter.reportNowAndThen(counted),
  };
  // Nothing is collected here: what goes out is sorted by others.
  const kernels = openKernels(task.job, { ...limits, arenaBytes: 0 });
  const { shuffle } = step;
  if (task.phase === 'map') {
    await mapLines(context, { ...readHadoopTask(env), kernels, limits });
  } else if (shuffle !== undefined) {
    const whole = { start: 0, end: Number.POSITIVE_INFINITY };
    const pairs = new StreamPairs(new LineReader(streams.stdin, whole, limits, kernels.memory));
    if (task.phase === 'reduce') reduceLines(context, shuffle, pairs);
    else combineLines(context, shuffle, pairs, limits.arenaBytes);
  }
  output.flush();
  reporter.report({ ...counted(), [ENGINE_GROUP]: { ...counted()[ENGINE_GROUP], [ENDED]: 1 } });
}

function stepOf({ job, step, phase }: StreamingTask): StepDefinition {
  const definition = job.steps[step];
  if (definition === undefined) {
    throw mapreduceError('OPTION_INVALID', `job ${job.name} has no step ${step}`, {
      hint: `Its steps are ${job.steps.map((_, index) => index).join(', ')}.`,
    });
  }
  const phases = phasesOf(definition);
  if (!phases.includes(phase)) {
    throw mapreduceError('OPTION_INVALID', `step ${step} of job ${job.name} does not ${phase}`, {
      hint: `It has: ${phases.join(', ')}.`,
    });
  }
  const argv = commandOf(partOf(definition, phase));
  if (argv === undefined) return definition;
  throw mapreduceError(
    'JOB_INVALID',
    `${phase} of step ${step} of job ${job.name} is a program, ${argv[0]}`,
    {
      hint: `Run it itself: ${showCommand(argv)}`,
    },
  );
}

/** The mapper, combiner or reducer of a step. */
export function partOf({ mapper, shuffle }: StepDefinition, phase: StreamingPhase) {
  if (phase === 'map') return mapper;
  return phase === 'combine' ? shuffle?.combiner : shuffle?.reducer;
}

/** What a step does, in the order in which it is done. */
export function phasesOf({ shuffle }: StepDefinition): StreamingPhase[] {
  if (shuffle === undefined) return ['map'];
  return shuffle.combiner === undefined ? ['map', 'reduce'] : ['map', 'combine', 'reduce'];
}
