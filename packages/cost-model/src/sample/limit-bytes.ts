import { costError, formatBytes } from '@oremill/types';

/** The same bytes, as long as they are not more. Throws SAMPLE_TOO_LARGE. */
export async function* limitBytes(
  chunks: AsyncIterable<Buffer>,
  { name, bytesMax }: { name: string; bytesMax: number },
): AsyncGenerator<Buffer, void> {
  let bytes = 0;
  for await (const chunk of chunks) {
    bytes += chunk.length;
    if (bytes > bytesMax) {
      throw costError('SAMPLE_TOO_LARGE', `${name} is larger than ${formatBytes(bytesMax)}`, {
        hint: 'Some thousand records tell as much: send a part of them, or put the file under an allowed folder.',
      });
    }
    yield chunk;
  }
}
