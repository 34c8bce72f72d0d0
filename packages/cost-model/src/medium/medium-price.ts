import assert from 'node:assert/strict';
import { derived, type Figure, given } from '../figure/figure.ts';
import { findPrice, priceFigure } from '../price/find-price.ts';
import type { PriceBook } from '../price/price-book.ts';
import { quantity } from '../units/quantity.ts';
import type { Medium } from './media.ts';

const PRICE_UNIT = 'USD/GiB-month(730h)';

/** What it costs to keep a gibibyte for a month. Throws PRICE_MISSING, UNIT_INVALID. */
export function mediumPrice({ price, title }: Medium, book: PriceBook): Figure<typeof PRICE_UNIT> {
  if (price.kind === 'bytes') return priceFigure(book, price.id, PRICE_UNIT);
  const machine = priceFigure(book, price.id, 'USD/node-month(730h)');
  const { facts } = findPrice(book, price.id);
  const gib = price.capacity === 'memoryGiB' ? facts?.memoryGiB : ((facts?.storageGB ?? 0) * 1e9) / 2 ** 30;
  assert(gib, `${price.id} does not say how much it has`);
  const capacity = given(`${title}: what it has`, quantity(gib, 'GiB/node'), machine.origin);
  const usable = given('share of a machine that can be filled', quantity(price.usable, '1'), {
    kind: 'assumption',
    because: 'the rest is for the system, and for growth until another machine is there',
  });
  return derived(
    title,
    PRICE_UNIT,
    '{0} ÷ ({1} × {2})',
    [machine, capacity, usable],
    (a, b, c) => a / (b * c),
  );
}

/** What it costs to read a record; undefined where that is in the price of keeping. */
export function readPrice({ read }: Medium, book: PriceBook): Figure<'USD/request'> | undefined {
  return read && priceFigure(book, read.id, 'USD/request');
}
