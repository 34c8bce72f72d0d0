import { Readable } from 'node:stream';
import { createGunzip, createZstdDecompress } from 'node:zlib';
import { type Compression, compressionOf, MAGIC_BYTES } from './compression.ts';
import { LoadFault } from './load-fault.ts';

/** What is decompressed while the lines before it are loaded. */
const STEP_BYTES = 1024 * 1024;

/**
 * The content of a source, whether it is compressed or not, which its first bytes tell; of all its members or frames.
 * One that is cut off, damaged, or followed by something else is SOURCE_UNREADABLE; errors of `stored` pass as they are.
 */
export async function* decompress(name: string, stored: AsyncIterable<Buffer>): AsyncGenerator<Buffer, void> {
  const chunks = stored[Symbol.asyncIterator]();
  try {
    const head: Buffer[] = [];
    let bytes = 0;
    while (bytes < MAGIC_BYTES) {
      const next = await chunks.next();
      if (next.done) break;
      head.push(next.value);
      bytes += next.value.length;
    }
    const first = Buffer.concat(head);
    const compression = compressionOf(first);
    const all = prepend(first, chunks);
    if (compression === undefined) yield* all;
    else yield* unzip(name, all, compression);
  } finally {
    await chunks.return?.();
  }
}

async function* prepend(first: Buffer, rest: AsyncIterator<Buffer>): AsyncGenerator<Buffer, void> {
  if (first.length > 0) yield first;
  yield* { [Symbol.asyncIterator]: () => rest };
}

async function* unzip(
  name: string,
  stored: AsyncIterable<Buffer>,
  compression: Compression,
): AsyncGenerator<Buffer, void> {
  let bytesIn = 0;
  let failure: { readonly error: unknown } | undefined;
  async function* count(): AsyncGenerator<Buffer, void> {
    try {
      for await (const chunk of stored) {
        bytesIn += chunk.length;
        yield chunk;
      }
    } catch (error) {
      failure = { error };
      throw error;
    }
  }
  const options = { chunkSize: STEP_BYTES, rejectGarbageAfterEnd: compression === 'zstd' };
  const decoder = compression === 'gzip' ? createGunzip(options) : createZstdDecompress(options);
  const input = Readable.from(count(), { objectMode: false });
  input.once('error', (error) => decoder.destroy(error));
  input.pipe(decoder);
  try {
    yield* decoder as AsyncIterable<Buffer>;
    // Behind the last member of gzip zlib takes zeros for padding, and with them all that follows.
    if (decoder.bytesWritten < bytesIn) throw new Error('something else follows');
  } catch (error) {
    throw failure === undefined ? damaged(name, compression, bytesIn, error) : failure.error;
  } finally {
    input.destroy();
    decoder.destroy();
  }
}

function damaged(name: string, compression: Compression, at: number, cause: unknown): Error {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new LoadFault(
    'SOURCE_UNREADABLE',
    `${name} is damaged or cut off before byte ${at} (${compression}: ${reason})`,
    {
      hint: 'Get it once more; nothing of it was loaded.',
      cause,
    },
  );
}
