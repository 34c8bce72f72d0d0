import type { Milliseconds, Progress } from '@oremill/types';

/** How much of the map phase is done, 0 to 1; undefined where the size of the input is not known. */
export function shareDone(progress: Progress): number | undefined {
  if (progress.inputBytes === 0) return undefined;
  return Math.min(1, progress.inputBytesDone / progress.inputBytes);
}

/** Time until the input is read at the present rate. The later phases are not foreseen: their cost is unknown. */
export function timeLeftMs(progress: Progress): Milliseconds | undefined {
  if (progress.phase !== 'map' || progress.step > 1 || progress.bytesPerSecond === 0) return undefined;
  const bytesLeft = progress.inputBytes - progress.inputBytesDone;
  return bytesLeft < 0 ? undefined : (bytesLeft / progress.bytesPerSecond) * 1000;
}
