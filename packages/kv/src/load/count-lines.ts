import { PIECE_BYTES } from './load-kernel.ts';
import { openFile } from './open-file.ts';
import type { Source } from './source.ts';

const NEWLINE = 10;

/** Newlines before a byte of a file: read once more, since only who names a line in the middle of a file needs it. */
export function countLinesBefore(source: Source, end: number): number {
  if (end === 0) return 0;
  const file = openFile(source);
  try {
    const piece = Buffer.allocUnsafeSlow(PIECE_BYTES);
    let lines = 0;
    for (let at = 0; at < end; ) {
      const bytesRead = Math.min(file.read(piece, at), end - at);
      for (let index = 0; index < bytesRead; ++index) if (piece[index] === NEWLINE) ++lines;
      at += bytesRead;
    }
    return lines;
  } finally {
    file.close();
  }
}
