import { readFileSync } from 'node:fs';
import { costError } from '@oremill/types';
import { openBook, type PriceBook, parseBook } from '../price/price-book.ts';

/** A book of the package by its name, or a file by its path, which ends in `.json`. */
export function readBook(name: string): PriceBook {
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
