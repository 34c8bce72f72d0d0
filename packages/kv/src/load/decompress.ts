import { ContentDamaged, decompress as decompressAny } from '@oremill/runtime/decompress';
import { LoadFault } from './load-fault.ts';

/** The content of a source, compressed or not. Throws SOURCE_UNREADABLE; errors of `stored` pass as they are. */
export async function* decompress(name: string, stored: AsyncIterable<Buffer>): AsyncGenerator<Buffer, void> {
  try {
    yield* decompressAny(stored);
  } catch (error) {
    if (!(error instanceof ContentDamaged)) throw error;
    const { compression, bytesTaken, message } = error;
    throw new LoadFault(
      'SOURCE_UNREADABLE',
      `${name} is damaged or cut off before byte ${bytesTaken} (${compression}: ${message})`,
      { hint: 'Get it once more; nothing of it was loaded.', cause: error.cause },
    );
  }
}
