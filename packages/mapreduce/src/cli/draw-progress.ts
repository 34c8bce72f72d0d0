import { type Execution, formatBytes, formatCount, formatDuration, formatRate } from '@oremill/types';
import { Presets, SingleBar } from 'cli-progress';

export interface ProgressDrawing {
  readonly update: (execution: Execution) => void;
  readonly end: () => void;
}

export interface DrawOptions {
  /** Of the job. */
  readonly steps?: number | undefined;
  /** Nobody calls `end` when a signal ends the process: then the terminal's modes are left alone. */
  readonly mayBeKilled?: boolean;
}

/** A bar with rate and time left on stderr; nothing when nobody looks at a terminal. */
export function drawProgress({ steps = 1, mayBeKilled = false }: DrawOptions = {}): ProgressDrawing {
  if (!process.stderr.isTTY) return { update: () => {}, end: () => {} };
  const bar = new SingleBar(
    {
      format: '{bar} {percentage} %  {detail}',
      barsize: 24,
      clearOnComplete: true,
      hideCursor: !mayBeKilled,
      // False cuts off what is longer than a line.
      linewrap: mayBeKilled,
      stream: process.stderr,
    },
    Presets.shades_classic,
  );
  bar.start(1000, 0, { detail: 'looking at the input' });
  return {
    update: (execution) =>
      bar.update(Math.floor(shareDone(execution, steps) * 1000), {
        detail: describeProgress(execution, steps),
      }),
    end: () => bar.stop(),
  };
}

/** Mapping reads the input and takes most of a step's time. */
const MAP_SHARE = 0.8;

/** How much of all is done, each step taken for as long as the others: of a later one nothing is known before. */
export function shareDone({ progress, steps }: Execution, stepsOfJob: number): number {
  const present = steps[progress.step - 1];
  if (progress.phase === 'publish') return 1;
  if (progress.phase === 'plan' || present === undefined) return 0;
  const mapped = present.inputBytes === 0 ? 1 : present.inputBytesDone / present.inputBytes;
  const reduced = present.reduceTasks === 0 ? mapped : present.reduceTasksDone / present.reduceTasks;
  const ofStep = progress.phase === 'sample' ? 0 : mapped * MAP_SHARE + reduced * (1 - MAP_SHARE);
  return Math.min(1, (progress.step - 1 + ofStep) / Math.max(stepsOfJob, progress.step));
}

/** The step and phase, how far it is, how fast it goes, and the time that this phase has left. */
export function describeProgress({ progress, steps, status }: Execution, stepsOfJob: number): string {
  const present = steps[progress.step - 1];
  const { phase, elapsedMs } = progress;
  const of =
    stepsOfJob > 1 || progress.step > 1
      ? `step ${progress.step} of ${Math.max(stepsOfJob, progress.step)}  `
      : '';
  const words = status === undefined ? '' : `  ${status}`;
  if (present === undefined || phase === 'plan' || phase === 'publish') return `${phase}${words}`;
  if (phase === 'sample') return `${of}sample  how keys are distributed${words}`;
  if (phase === 'map') {
    const rate = perSecond(present.inputBytesDone, elapsedMs - (present.startedMs ?? 0));
    const left = timeLeft(present.inputBytes - present.inputBytesDone, rate);
    return `${of}map  ${formatBytes(present.inputBytesDone)} of ${formatBytes(present.inputBytes)}  ${formatRate(rate)}${left}${words}`;
  }
  const reduceMs = elapsedMs - (present.mapEndedMs ?? 0);
  const left = timeLeft(
    present.reduceTasks - present.reduceTasksDone,
    perSecond(present.reduceTasksDone, reduceMs),
  );
  const rows = formatCount(Math.round(perSecond(present.rows, reduceMs)));
  return `${of}reduce  ${present.reduceTasksDone} of ${present.reduceTasks} parts done  ${rows} rows/s${left}${words}`;
}

function perSecond(done: number, ms: number): number {
  return ms <= 0 ? 0 : (done / ms) * 1000;
}

function timeLeft(left: number, rate: number): string {
  return rate === 0 ? '' : `  ${formatDuration((left / rate) * 1000)} left`;
}
