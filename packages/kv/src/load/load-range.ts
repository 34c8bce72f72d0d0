import { Checksum } from './checksum.ts';
import type { LineLoader } from './line-loader.ts';
import type { SharedProgress } from './load-limits.ts';
import { type OpenFile, openFile } from './open-file.ts';
import type { Source } from './source.ts';

export interface Range {
  readonly start: number;
  readonly end: number;
}

const NEWLINE = 10;

/** Loads the lines that begin in a range of a file; each step is a piece. A source with a checksum has one range. */
export function* loadRange(
  source: Source,
  range: Range,
  loader: LineLoader,
  progress: SharedProgress,
): Generator<void, void> {
  const file = openFile(source);
  const checksum = new Checksum(source);
  try {
    // The last of them goes on behind the range, up to where the first of the next range begins.
    const start = range.start === 0 ? 0 : yield* findLine(file, range.start, range.end, loader.room);
    let at = start;
    progress.addBytes(Math.min(at, range.end) - range.start);
    for (let isLast = start >= range.end; !isLast; ) {
      const { room } = loader;
      const bytesRead = file.read(room, at);
      checksum.update(room.subarray(0, bytesRead));
      // From the range's last byte on the first newline ends the range's last line.
      const newline = room.subarray(0, bytesRead).indexOf(NEWLINE, Math.max(range.end - 1 - at, 0));
      isLast = bytesRead === 0 || newline >= 0;
      const taken = newline >= 0 ? newline + 1 : bytesRead;
      progress.addLines(loader.advance(taken));
      progress.addBytes(Math.max(Math.min(at + taken, range.end) - at, 0));
      at += taken;
      yield;
    }
    file.check();
    checksum.verify();
    progress.addLines(loader.end());
  } finally {
    file.close();
  }
}

/** Where the first line begins that begins at `from` or behind it; `end` or more when none does before it. */
function* findLine(file: OpenFile, from: number, end: number, room: Buffer): Generator<void, number> {
  let at = from - 1;
  while (at < end - 1) {
    const bytesRead = file.read(room, at);
    if (bytesRead === 0) return end;
    const newline = room.subarray(0, bytesRead).indexOf(NEWLINE);
    if (newline >= 0) return at + newline + 1;
    at += bytesRead;
    yield;
  }
  return end;
}
