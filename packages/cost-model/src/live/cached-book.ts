import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { makePrivateFolder, writeFileAtomic } from '@oremill/runtime';
import { costError } from '@oremill/types';
import { type PriceBook, parseBook } from '../price/price-book.ts';
import { type AskProducts, dayOf, readLiveBook } from './live-book.ts';

export interface CachedBookOptions {
  /** Books lie there, each a file of its region and day: `aws-eu-west-1-2026-11-23.json`. */
  readonly folder: string;
  readonly nowMs: number;
  /** Only called where the book of this day is not there yet. */
  readonly open: () => Promise<AskProducts>;
}

/** The book of a region as it was first read on this day. Throws PRICE_BOOK_MISSING, and what `readLiveBook` throws. */
export async function openCachedBook(
  region: string,
  { folder, nowMs, open }: CachedBookOptions,
): Promise<PriceBook> {
  if (!/^[a-z]{2}(-[a-z]+)+-\d$/.test(region)) {
    throw costError('PRICE_BOOK_MISSING', `${JSON.stringify(region)} is no region`, {
      hint: 'Name one as aws:eu-west-1.',
    });
  }
  const day = dayOf(nowMs);
  const file = join(folder, `aws-${region}-${day}.json`);
  if (existsSync(file)) return parseBook(file, readFileSync(file, 'utf8'));
  const book = await readLiveBook({ region, ask: await open(), nowMs });
  makePrivateFolder(folder);
  writeFileAtomic(file, `${JSON.stringify(book, null, 2)}\n`, 0o600);
  return book;
}
