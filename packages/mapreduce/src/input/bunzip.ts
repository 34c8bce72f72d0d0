import unbzip2 from 'unbzip2-stream';

/** Fed in small pieces, because each is decompressed at once, and may be many times as long then. */
const PIECE_BYTES = 64 * 1024;

/** The content of bzip2 streams, one after the other. The checksums of blocks and streams are checked. */
export async function* bunzip(stored: AsyncIterable<Buffer>): AsyncGenerator<Buffer, void> {
  const decoder = unbzip2();
  const decoded: Buffer[] = [];
  let failure: unknown;
  // A stream of the oldest kind: it emits while it is written to, and cannot be iterated over.
  decoder.on('data', (chunk: Buffer) => decoded.push(chunk));
  decoder.on('error', (error: unknown) => {
    failure ??= error;
  });
  for await (const chunk of stored) {
    for (let start = 0; start < chunk.length; start += PIECE_BYTES) {
      decoder.write(chunk.subarray(start, start + PIECE_BYTES));
      if (failure !== undefined) throw damaged(failure);
      yield* decoded.splice(0);
    }
  }
  decoder.end();
  if (failure !== undefined) throw damaged(failure);
  yield* decoded;
}

/** Its own messages are jokes, or those of the engine that ran out of input. */
function damaged(cause: unknown): Error {
  return new Error('no whole block', { cause });
}
