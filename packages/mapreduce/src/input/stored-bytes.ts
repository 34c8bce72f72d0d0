import { createReadStream } from 'node:fs';
import { becameShorter, unreadable } from './file-source.ts';
import type { Split } from './plan-splits.ts';

const READ_BYTES = 256 * 1024;

/** The bytes of a whole file as they are stored, up to the size that it had when the job was planned. */
export async function* storedBytes({ path, fileBytes }: Split, signal: AbortSignal): AsyncGenerator<Buffer> {
  if (fileBytes === 0) return;
  let bytesRead = 0;
  try {
    const file = createReadStream(path, { end: fileBytes - 1, highWaterMark: READ_BYTES, signal });
    for await (const chunk of file as AsyncIterable<Buffer>) {
      bytesRead += chunk.length;
      yield chunk;
    }
  } catch (error) {
    throw unreadable(path, error);
  }
  if (bytesRead < fileBytes) throw becameShorter(path, bytesRead);
}
