import { costError } from '@oremill/types';
import { type Given, given } from '../figure/figure.ts';
import { quantity } from '../units/quantity.ts';
import { findUnit } from '../units/unit-names.ts';
import type { Price, PriceBook } from './price-book.ts';

/** The price of this id. Throws PRICE_MISSING, and names those that are like it. */
export function findPrice(book: PriceBook, id: string): Price {
  const found = book.prices.find((price) => price.id === id);
  if (found) return found;
  const [service] = id.split('.');
  const like = book.prices.filter((price) => price.id.startsWith(`${service}.`)).slice(0, 5);
  throw costError('PRICE_MISSING', `the book ${book.name} has no price ${id}`, {
    hint:
      like.length === 0
        ? 'Take another book, or write one: a missing price is never 0.'
        : `It has ${like.map((price) => price.id).join(', ')}, and more: cost prices ${service}.`,
  });
}

/** A price as a figure in its own unit, which has to measure what `unit` does. Throws PRICE_MISSING. */
export function priceFigure<const U extends string>(book: PriceBook, id: string, unit: U): Given<U> {
  const price = findPrice(book, id);
  const source = book.sources[price.source] as { address: string; date: string };
  const [own, wanted] = [findUnit(price.unit), findUnit(unit)];
  if (own === undefined || wanted === undefined || own.dimension !== wanted.dimension) {
    throw costError('UNIT_INVALID', `${id} is priced in ${price.unit}, and ${unit} is wanted`, {
      hint: 'Choose a price of another service.',
    });
  }
  const value = price.amount * (own.factor / wanted.factor);
  return given(price.what, quantity<string>(value, unit as never), {
    kind: 'price',
    book: `${book.name} ${id}`,
    address: source.address,
    date: source.date,
    quote: price.quote,
  }) as Given<U>;
}

const YEAR_MS = 365 * 86_400_000;

/** Whether a price was told more than a year before. A document that gives no date was opened on the day it gives. */
export function isOld(date: string, nowMs: number): boolean {
  return nowMs - Date.parse(date.replace('opened ', '')) > YEAR_MS;
}
