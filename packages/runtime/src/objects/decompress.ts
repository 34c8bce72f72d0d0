import { Readable } from 'node:stream';
import { createGunzip, createZstdDecompress } from 'node:zlib';

export type Compression = 'gzip' | 'zstd';

/** Enough of the beginning of a file to know how it is compressed. */
export const MAGIC_BYTES = 4;

/** How bytes that begin so are compressed: gzip with its only method, or a frame of zstd. */
export function compressionOf(head: Uint8Array): Compression | undefined {
  const [first, second, third, fourth] = head;
  if (first === 0x1f && second === 0x8b && third === 0x08) return 'gzip';
  if (first === 0x28 && second === 0xb5 && third === 0x2f && fourth === 0xfd) return 'zstd';
  return undefined;
}

/** What is compressed is cut off, damaged, or followed by something else. */
export class ContentDamaged extends Error {
  readonly compression: Compression;
  /** It was taken up to here, so the damage is before. */
  readonly bytesTaken: number;

  constructor(compression: Compression, bytesTaken: number, cause: unknown) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
    this.compression = compression;
    this.bytesTaken = bytesTaken;
  }
}

/** The content of a stream, whether it is compressed or not, which its first bytes tell. Throws as `unzip`. */
export async function* decompress(stored: AsyncIterable<Buffer>): AsyncGenerator<Buffer, void> {
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
    else yield* unzip(all, compression);
  } finally {
    await chunks.return?.();
  }
}

async function* prepend(first: Buffer, rest: AsyncIterator<Buffer>): AsyncGenerator<Buffer, void> {
  if (first.length > 0) yield first;
  yield* { [Symbol.asyncIterator]: () => rest };
}

/** What is decompressed while the content before it is used. */
const STEP_BYTES = 1024 * 1024;

/** The content of all members or frames. Throws ContentDamaged; errors of `stored` pass as they are. */
export async function* unzip(
  stored: AsyncIterable<Buffer>,
  compression: Compression,
): AsyncGenerator<Buffer, void> {
  let bytesTaken = 0;
  let failure: { readonly error: unknown } | undefined;
  async function* count(): AsyncGenerator<Buffer, void> {
    try {
      for await (const chunk of stored) {
        bytesTaken += chunk.length;
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
    if (decoder.bytesWritten < bytesTaken) throw new Error('something else follows');
  } catch (error) {
    throw failure === undefined ? new ContentDamaged(compression, bytesTaken, error) : failure.error;
  } finally {
    input.destroy();
    decoder.destroy();
  }
}
