import assert from 'node:assert/strict';
import { type Objects, readAhead } from '@oremill/runtime/objects';
import { asInputError } from './object-error.ts';
import type { Split } from './plan-splits.ts';

/** Behind the end of the split only the rest of one record is wanted; more and more of it, when it is long. */
const TAIL_BYTES = 64 * 1024;
const TAIL_GROWTH = 4;
const TAIL_BYTES_MAX = 4 * 1024 * 1024;

/**
 * The bytes of an object from `start` on. Those of the split are read ahead; what follows is asked for when it is
 * wanted.
 */
export async function* objectBytes(
  { path: uri, version, end, fileBytes }: Split,
  start: number,
  { objects, signal }: { objects: Objects; signal: AbortSignal },
): AsyncGenerator<Buffer, void> {
  assert(version !== undefined, `${uri} has no version`);
  const object = { uri, version };
  try {
    yield* readAhead(objects, object, { start, end }, { signal });
    let tailBytes = TAIL_BYTES;
    for (let at = end; at < fileBytes; at += tailBytes, tailBytes = nextTail(tailBytes)) {
      yield* readAhead(objects, object, { start: at, end: Math.min(at + tailBytes, fileBytes) }, { signal });
    }
  } catch (error) {
    throw asInputError(error);
  }
}

function nextTail(bytes: number): number {
  return Math.min(bytes * TAIL_GROWTH, TAIL_BYTES_MAX);
}
