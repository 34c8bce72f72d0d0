import { platformError } from '@oremill/types/errors';
import type { ByteRange, StoredObject } from './objects.ts';

/** The bytes that are asked for, all of which the object must have. */
export function resolveRange(object: StoredObject, range: ByteRange): { start: number; end: number } {
  const { start, end = object.bytes } = range;
  const isWhole = Number.isSafeInteger(start) && Number.isSafeInteger(end);
  if (isWhole && 0 <= start && start <= end && end <= object.bytes) return { start, end };
  throw platformError('OBJECT_RANGE', `${object.uri} has ${object.bytes} bytes, not ${start} to ${end}`, {
    hint: 'It may have been replaced by a shorter one since it was listed.',
  });
}
