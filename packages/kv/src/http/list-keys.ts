import { type KeyValueReport, kvError } from '@oremill/types';
import type { Dataset, KeyValue } from '../dataset/dataset.ts';
import { toText } from './text-or-bytes.ts';

export interface KeyQuery {
  readonly prefix: string;
  readonly cursor?: string | undefined;
  readonly limit: number;
  readonly valueBytesMax: number;
}

export interface KeyPage {
  readonly items: KeyValueReport[];
  readonly nextCursor?: string;
}

/** Looked at for one page where keys are in no order: a rare prefix may take several pages that are nearly empty. */
const SCANNED_MAX = 20_000;
const PAGE_ENTRIES = 500;

/** In key order, and the cursor is the last key; in no order where the dataset keeps none, and it is a place of the scan. */
export function listKeys(dataset: Dataset, query: KeyQuery): KeyPage {
  const page = dataset.isOrdered ? inOrder(dataset, query) : scanned(dataset, query);
  return {
    items: page.items.map(({ key, value }) => describe(dataset, key, value, query.valueBytesMax)),
    ...(page.nextCursor === undefined ? {} : { nextCursor: page.nextCursor }),
  };
}

interface Found {
  readonly items: readonly KeyValue[];
  readonly nextCursor?: string | undefined;
}

function inOrder(dataset: Dataset, { prefix, cursor, limit }: KeyQuery): Found {
  const after = cursor === undefined ? undefined : Buffer.from(cursor, 'base64url');
  if (cursor !== undefined && after?.toString('base64url') !== cursor) throw strange();
  const { items, hasMore } = dataset.prefix({
    prefix: Buffer.from(prefix),
    ...(after === undefined ? {} : { after }),
    limit,
  });
  const last = items.at(-1);
  return { items, nextCursor: hasMore && last ? Buffer.from(last.key).toString('base64url') : undefined };
}

function scanned(dataset: Dataset, { prefix, cursor, limit }: KeyQuery): Found {
  if (cursor !== undefined && !/^\d{1,10}$/.test(cursor)) throw strange();
  const start = Buffer.from(prefix);
  const items: KeyValue[] = [];
  let from: number | undefined = Number(cursor ?? 0);
  // Pages are taken whole: entries of one hash have one cursor.
  for (let looked = 0; from !== undefined && items.length < limit && looked < SCANNED_MAX; ) {
    const page = dataset.page(from, Math.min(PAGE_ENTRIES, limit));
    for (const { key } of page.entries) {
      const value = key.subarray(0, start.length).equals(start) ? dataset.get(key) : undefined;
      if (value !== undefined) items.push({ key: Buffer.from(key), value: Buffer.from(value) });
    }
    looked += Math.max(1, page.entries.length);
    from = page.next;
  }
  return { items, nextCursor: from === undefined ? undefined : String(from) };
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

function strange(): Error {
  return kvError('SOURCE_INVALID', 'the cursor is not one of this list', {
    hint: 'Send nextCursor of the page before, as it is.',
  });
}
