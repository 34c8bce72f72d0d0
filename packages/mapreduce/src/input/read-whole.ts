import assert from 'node:assert/strict';
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { type Objects, readAhead } from '@oremill/runtime/objects';
import { mapreduceError } from '@oremill/types';
import { unreadable } from './file-source.ts';
import { asInputError } from './object-error.ts';
import type { Source } from './plan-splits.ts';

/** All bytes of a file, which has to be the one that was found. */
export function readWholeFile({ path, bytes, modifiedMs }: Source): Buffer {
  try {
    const file = openSync(path, 'r');
    try {
      const content = Buffer.allocUnsafeSlow(bytes);
      for (let filled = 0; filled < bytes; ) {
        const bytesRead = readSync(file, content, filled, bytes - filled, filled);
        if (bytesRead === 0) throw wasChanged(path);
        filled += bytesRead;
      }
      // Afterwards, so that it was the same all the time.
      const { size, mtimeMs } = fstatSync(file);
      if (size !== bytes || (modifiedMs !== undefined && mtimeMs !== modifiedMs)) throw wasChanged(path);
      return content;
    } finally {
      closeSync(file);
    }
  } catch (error) {
    throw error instanceof Error && 'syscall' in error ? unreadable(path, error) : error;
  }
}

function wasChanged(path: string): Error {
  return mapreduceError('INPUT_UNREADABLE', `${path} was changed since it was found`, {
    hint: 'Run the job again on files that nothing writes to.',
  });
}

/** All bytes of an object, of the version that was found. */
export async function readWholeObject(
  { path: uri, bytes, version }: Source,
  objects: Objects,
  signal: AbortSignal,
): Promise<Buffer> {
  assert(version !== undefined, `${uri} has no version`);
  try {
    const pieces = readAhead(objects, { uri, version }, { start: 0, end: bytes }, { signal });
    return Buffer.concat(await Array.fromAsync(pieces), bytes);
  } catch (error) {
    throw asInputError(error);
  }
}
