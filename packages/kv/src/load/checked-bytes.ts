import { createHash } from 'node:crypto';
import { LoadFault } from './load-fault.ts';
import type { Source } from './source.ts';
import { changed } from './source-error.ts';

/** The same bytes; throws behind the last when they are not what the manifest says. */
export async function* checked(
  { name, bytes, sha256 }: Source,
  stored: AsyncIterable<Buffer>,
  onBytes: (count: number) => void,
): AsyncGenerator<Buffer, void> {
  const hash = sha256 === undefined ? undefined : createHash('sha256');
  let seen = 0;
  for await (const chunk of stored) {
    hash?.update(chunk);
    seen += chunk.length;
    onBytes(chunk.length);
    yield chunk;
  }
  if (bytes !== undefined && seen !== bytes) throw changed(name);
  if (hash !== undefined && hash.digest('hex') !== sha256) {
    throw new LoadFault('SOURCE_INVALID', `${name} is not what its manifest says: its sha256 differs`, {
      hint: 'It was changed or damaged after the job wrote it: run the job again, or get it once more.',
    });
  }
}
