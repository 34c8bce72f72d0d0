import { Checksum } from './checksum.ts';
import type { Source } from './source.ts';
import { changed } from './source-error.ts';

/** The same bytes; throws behind the last when they are not those of the source that was found, or of its manifest. */
export async function* checkedBytes(
  source: Source,
  stored: AsyncIterable<Buffer>,
  onBytes: (count: number) => void,
): AsyncGenerator<Buffer, void> {
  const checksum = new Checksum(source);
  let seen = 0;
  for await (const chunk of stored) {
    checksum.update(chunk);
    seen += chunk.length;
    onBytes(chunk.length);
    yield chunk;
  }
  if (source.bytes !== undefined && seen !== source.bytes) throw changed(source.name);
  checksum.verify();
}
