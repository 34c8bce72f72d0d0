import { readFileSync } from 'node:fs';
import { systemClock } from '@oremill/runtime';
import { costError } from '@oremill/types';
import { openAws } from '../live/ask-aws.ts';
import { openCachedBook } from '../live/cached-book.ts';
import { openBook, type PriceBook, parseBook } from '../price/price-book.ts';
import { booksFolder } from './config.ts';

const LIVE = 'aws:';

/** A book of the package by its name, a file by its path, which ends in `.json`, or `aws:` and a region as it is now. */
export async function readBook(name: string): Promise<PriceBook> {
  if (name.startsWith(LIVE)) {
    const options = { folder: booksFolder(), nowMs: systemClock.nowMs(), open: openAws };
    return openCachedBook(name.slice(LIVE.length), options);
  }
  if (!name.endsWith('.json')) return openBook(name);
  let text: string;
  try {
    text = readFileSync(name, 'utf8');
  } catch (error) {
    throw costError('PRICE_BOOK_MISSING', `cannot read ${name}`, {
      hint: 'Name a book of the package, or a file that is there.',
      cause: error,
    });
  }
  return parseBook(name, text);
}
