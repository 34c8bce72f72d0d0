import type { Execution } from '@oremill/types';
import { formatBytes, formatDuration, formatRate } from '@oremill/types';
import { Presets, SingleBar } from 'cli-progress';

export interface ProgressDrawing {
  readonly update: (execution: Execution) => void;
  readonly end: () => void;
}

/** Mapping reads the input and takes most of the time; what follows fills the last tenth of the bar. */
const MAP_SHARE = 0.9;

/** A bar with rate and time left on stderr; nothing when nobody looks at a terminal. */
export function drawProgress(): ProgressDrawing {
  if (!process.stderr.isTTY) return { update: () => {}, end: () => {} };
  const bar = new SingleBar(
    {
      format: '{bar} {percentage} %  {detail}',
      clearOnComplete: true,
      hideCursor: true,
      stream: process.stderr,
    },
    Presets.shades_classic,
  );
  bar.start(1000, 0, { detail: 'looking at the input' });
  return {
    update: (execution) =>
      bar.update(Math.floor(shareDone(execution) * 1000), { detail: describe(execution) }),
    end: () => bar.stop(),
  };
}

function shareDone({ progress }: Execution): number {
  const read = progress.inputBytes === 0 ? 1 : progress.inputBytesDone / progress.inputBytes;
  if (progress.phase === 'plan') return 0;
  return read * MAP_SHARE + (1 - MAP_SHARE) * (progress.reducersDone / progress.reducers);
}

function describe({ progress }: Execution): string {
  const { phase, inputBytes, inputBytesDone, bytesPerSecond, reducersDone, reducers } = progress;
  if (phase !== 'map') return `${phase}  ${reducersDone} of ${reducers} reducers done`;
  const left =
    bytesPerSecond === 0
      ? ''
      : `  ${formatDuration(((inputBytes - inputBytesDone) / bytesPerSecond) * 1000)} left`;
  return `map  ${formatBytes(inputBytesDone)} of ${formatBytes(inputBytes)}  ${formatRate(bytesPerSecond)}${left}`;
}
