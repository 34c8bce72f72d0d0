import { unzip } from '@oremill/runtime/decompress';
import { mapreduceError } from '@oremill/types';
import { bunzip } from './bunzip.ts';
import type { Compression } from './compression.ts';

export interface Compressed {
  /** For people. */
  readonly name: string;
  readonly compression: Compression;
  /** Size of the file as it is stored. */
  readonly bytes: number;
  /** Called with the bytes of the file that were taken so far. */
  readonly onProgress: (bytesDone: number) => void;
}

/**
 * The content of a compressed file, of all its members, frames or streams. A file that is cut off, or damaged at any
 * place, or followed by something else, is INPUT_UNREADABLE; errors of `stored` pass as they are.
 */
export async function* decompress(
  stored: AsyncIterable<Buffer>,
  file: Compressed,
): AsyncGenerator<Buffer, void> {
  let bytesDone = 0;
  let failure: { readonly error: unknown } | undefined;
  async function* count(): AsyncGenerator<Buffer> {
    try {
      for await (const chunk of stored) {
        yield chunk;
        bytesDone += chunk.length;
        file.onProgress(bytesDone);
      }
    } catch (error) {
      failure = { error };
      throw error;
    }
  }
  try {
    yield* file.compression === 'bzip2' ? bunzip(count()) : unzip(count(), file.compression);
  } catch (error) {
    throw failure === undefined ? damaged(file, bytesDone, error) : failure.error;
  }
}

function damaged({ name, compression, bytes }: Compressed, at: number, cause: unknown): Error {
  return mapreduceError(
    'INPUT_UNREADABLE',
    `${name} is damaged or cut off near byte ${at} of ${bytes} (${compression}: ${cause instanceof Error ? cause.message : String(cause)})`,
    { hint: 'Get the file once more; the output has nothing of it.', cause },
  );
}
