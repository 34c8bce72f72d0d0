import { createHash } from 'node:crypto';
import { addAbortSignal, type Readable } from 'node:stream';
import { type Objects, readAhead } from '@oremill/runtime/objects';
import { kvError } from '@oremill/types';
import { PIECE_BYTES } from './load-kernel.ts';
import { openFile } from './open-file.ts';
import type { Source } from './source.ts';
import { asSourceError, changed } from './source-error.ts';

/** Where bytes come from that are not in files; only the thread that was asked to load has them. */
export interface Feeds {
  readonly objects: Objects;
  readonly stdin: Readable;
  readonly signal: AbortSignal;
}

/** All bytes of a source as they are stored. */
export async function* storedBytes(source: Source, feeds: Feeds): AsyncGenerator<Buffer, void> {
  const { place, name, bytes = 0, version = '' } = source;
  try {
    if (place.kind === 'file') yield* fileBytes(source);
    // One that never ends, or never begins, is waited for until somebody says stop.
    else if (place.kind === 'stdin') yield* addAbortSignal(feeds.signal, feeds.stdin);
    else if (bytes > 0) {
      yield* readAhead(
        feeds.objects,
        { uri: place.uri, version },
        { start: 0, end: bytes },
        { signal: feeds.signal },
      );
    }
  } catch (error) {
    throw asSourceError(name, error);
  }
}

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
    throw kvError('SOURCE_INVALID', `${name} is not what its manifest says: its sha256 differs`, {
      hint: 'It was changed or damaged after the job wrote it: run the job again, or get it once more.',
    });
  }
}
