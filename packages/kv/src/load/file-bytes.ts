import { PIECE_BYTES } from './load-kernel.ts';
import { openFile } from './open-file.ts';
import type { Source } from './source.ts';

/** The bytes of a file; each is there until the next is asked for. */
export async function* fileBytes(source: Source): AsyncGenerator<Buffer, void> {
  const file = openFile(source);
  try {
    for (let at = 0; ; ) {
      // A new one each time: who decompresses may still have the last.
      const piece = Buffer.allocUnsafeSlow(PIECE_BYTES);
      const bytesRead = file.read(piece, at);
      if (bytesRead === 0) break;
      yield piece.subarray(0, bytesRead);
      at += bytesRead;
    }
    file.check();
  } finally {
    file.close();
  }
}
