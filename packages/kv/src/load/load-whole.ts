import { checkedBytes } from './checked-bytes.ts';
import { decompress } from './decompress.ts';
import type { LineLoader } from './line-loader.ts';
import { PIECE_BYTES } from './load-kernel.ts';
import type { SharedProgress } from './load-limits.ts';
import type { Source } from './source.ts';

/** Loads all lines of a source; each step is a piece. */
export async function* loadWhole(
  source: Source,
  stored: AsyncIterable<Buffer>,
  loader: LineLoader,
  progress: SharedProgress,
): AsyncGenerator<void, void> {
  const bytes = checkedBytes(source, stored, (count) => progress.addBytes(count));
  for await (const chunk of decompress(source.name, bytes)) {
    for (let at = 0; at < chunk.length; at += PIECE_BYTES) {
      const taken = chunk.copy(loader.room, 0, at, Math.min(at + PIECE_BYTES, chunk.length));
      progress.addLines(loader.advance(taken));
      yield;
    }
  }
  progress.addLines(loader.end());
}
