import type { Readable } from 'node:stream';
import { setImmediate as turn } from 'node:timers/promises';
import type { Files } from '@oremill/runtime';

/** Copies a stream to a file, because splits need a place to begin; returns the bytes copied. */
export async function spoolStream(
  stream: Readable,
  path: string,
  files: Files,
  signal: AbortSignal,
): Promise<number> {
  const file = files.create(path);
  // A stream that never ends, or never begins, is waited for until someone says stop.
  const end = () => stream.destroy(new Error('stopped'));
  signal.addEventListener('abort', end, { once: true });
  let bytes = 0;
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      file.write(chunk);
      bytes += chunk.length;
      // A fast pipe would otherwise keep the event loop from anything else.
      await turn();
    }
    // What is resumed after a power cut cannot be read from the pipe again.
    file.sync();
  } finally {
    signal.removeEventListener('abort', end);
    file.close();
  }
  return bytes;
}
