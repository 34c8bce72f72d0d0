import { formatBytes } from '@oremill/types';
import { Presets, SingleBar } from 'cli-progress';

export interface ReadingDrawing {
  readonly update: (bytes: number) => void;
  readonly end: () => void;
}

/**
 * A bar on stderr of what was read of so many bytes; nothing when nobody looks at a terminal. How many there are is
 * undefined of a stream, and what is compressed is longer than it is stored: then it tells what was read.
 */
export function drawReading(totalBytes: number | undefined): ReadingDrawing {
  if (!process.stderr.isTTY) return { update: () => {}, end: () => {} };
  const options = { barsize: 24, clearOnComplete: true, hideCursor: true, stream: process.stderr };
  const format = totalBytes === undefined ? '{read} read' : '{bar} {percentage} %  {read} read';
  const bar = new SingleBar({ ...options, format }, Presets.shades_classic);
  bar.start(totalBytes ?? 1, 0, { read: formatBytes(0) });
  return {
    update: (bytes) => bar.update(Math.min(bytes, totalBytes ?? 0), { read: formatBytes(bytes) }),
    end: () => bar.stop(),
  };
}
