import { addAbortSignal, type Readable } from 'node:stream';
import { type Objects, readAhead } from '@oremill/runtime/objects';
import { fileBytes } from './file-bytes.ts';
import type { Source } from './source.ts';
import { asSourceError } from './source-error.ts';

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
