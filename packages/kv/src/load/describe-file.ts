import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { resolve } from 'node:path';
import { compressionOf, MAGIC_BYTES } from '@oremill/runtime/decompress';
import { kvError } from '@oremill/types';
import { fileVersion } from './file-version.ts';
import type { LineFormat, Source } from './source.ts';
import { asSourceError } from './source-error.ts';

/** Opens the file and reads its first bytes, so that what cannot be read is known before any work is done. */
export async function describeFile(path: string, format: LineFormat): Promise<Source> {
  // Opening a pipe would wait for a writer, and reading it takes away what is read.
  const file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK).catch((error: unknown) => {
    throw asSourceError(path, error);
  });
  try {
    const status = await file.stat({ bigint: true });
    if (!status.isFile()) {
      throw kvError('SOURCE_UNREADABLE', `${path} is not a file`, { hint: 'Pipe it in and name it -' });
    }
    const head = Buffer.alloc(MAGIC_BYTES);
    const { bytesRead } = await file.read(head, 0, MAGIC_BYTES, 0);
    return {
      name: path,
      place: { kind: 'file', path: resolve(path) },
      bytes: Number(status.size),
      version: fileVersion(status),
      isCompressed: compressionOf(head.subarray(0, bytesRead)) !== undefined,
      format,
      sha256: undefined,
    };
  } catch (error) {
    throw asSourceError(path, error);
  } finally {
    await file.close();
  }
}
