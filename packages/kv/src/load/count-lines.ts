import { PIECE_BYTES } from './load-kernel.ts';
import { openFile } from './open-file.ts';
import type { Source } from './source.ts';

const NEWLINE = 10;

/**
 * Lines of a file that begin before `start`: it is read once more, since only who names a line in the middle of it needs
 * this.
 */
export function countLinesBefore(source: Source, start: number): number {
  if (start === 0) return 0;
  // The newline that ends the last of them is the first from here on.
  const end = start - 1;
  const file = openFile(source);
  try {
    const piece = Buffer.allocUnsafeSlow(PIECE_BYTES);
    let lines = 1;
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
