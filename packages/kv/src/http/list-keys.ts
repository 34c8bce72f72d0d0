import { type KeyValueReport, kvError } from '@oremill/types';
import type { Dataset } from '../dataset/dataset.ts';
import { toText } from './text-or-bytes.ts';

export interface KeyQuery {
  readonly prefix: string;
  readonly cursor?: string | undefined;
  readonly limit: number;
  readonly valueBytesMax: number;
}

/** In key order: the cursor is the last key, in base64url. */
export function listKeys(
  dataset: Dataset,
  { prefix, cursor, limit, valueBytesMax }: KeyQuery,
): { items: KeyValueReport[]; nextCursor?: string } {
  const after = cursor === undefined ? undefined : Buffer.from(cursor, 'base64url');
  if (cursor !== undefined && after?.toString('base64url') !== cursor)
    throw kvError('SOURCE_INVALID', 'the cursor is not one of this list', {
      hint: 'Send nextCursor of the page before, as it is.',
    });
  const { items, hasMore } = dataset.prefix({
    prefix: Buffer.from(prefix),
    ...(after === undefined ? {} : { after }),
    limit,
  });
  const last = items.at(-1);
  return {
    items: items.map(({ key, value }) => describe(dataset, key, value, valueBytesMax)),
    ...(hasMore && last ? { nextCursor: Buffer.from(last.key).toString('base64url') } : {}),
  };
}

function describe(dataset: Dataset, key: Buffer, value: Buffer, valueBytesMax: number): KeyValueReport {
  const isTruncated = value.length > valueBytesMax;
  const expiresAtMs = dataset.expiresAtMs(key) ?? 0;
  return {
    key: toText(key),
    value: toText(isTruncated ? value.subarray(0, wholeCharacters(value, valueBytesMax)) : value),
    valueBytes: value.length,
    isTruncated,
    ...(expiresAtMs > 0 ? { expiresAt: new Date(expiresAtMs).toISOString() } : {}),
  };
}

/** Not between the bytes of one UTF-8 character: a text that is cut there would no longer be one. */
function wholeCharacters(value: Buffer, end: number): number {
  let start = end;
  while (start > 0 && end - start < 4 && ((value[start] ?? 0) & 0xc0) === 0x80) start -= 1;
  return start;
}
