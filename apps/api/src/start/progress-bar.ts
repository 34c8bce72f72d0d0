import { type Execution, formatBytes, formatRate } from '@oremill/types';
import { Presets, SingleBar } from 'cli-progress';

export interface ProgressBar {
  update(execution: Execution): void;
  stop(): void;
}

/** A bar over the input's bytes, on stderr; nothing where stderr is no terminal. */
export function createProgressBar(): ProgressBar {
  const bar = new SingleBar(
    {
      format: '  {phase} {bar} {percentage} %  {done} of {all}  {rate}  {eta_formatted} left',
      stream: process.stderr,
      noTTYOutput: false,
      hideCursor: true,
      clearOnComplete: true,
      gracefulExit: false,
    },
    Presets.shades_classic,
  );
  let isStarted = false;
  return {
    update({ progress }) {
      const values = {
        phase: progress.phase.padEnd(7),
        done: formatBytes(progress.inputBytesDone),
        all: formatBytes(progress.inputBytes),
        rate: formatRate(progress.bytesPerSecond),
      };
      if (!isStarted) bar.start(Math.max(1, progress.inputBytes), 0, values);
      isStarted = true;
      bar.update(progress.inputBytesDone, values);
    },
    stop() {
      if (isStarted) bar.stop();
    },
  };
}
