import type { KeptEstimate } from '@oremill/types';
import { expected } from './figure/evaluate.ts';
import { explain } from './figure/explain.ts';
import { charged, given } from './figure/figure.ts';
import { mediumOf } from './medium/media.ts';
import { mediumPrice } from './medium/medium-price.ts';
import type { PriceBook } from './price/price-book.ts';
import { quantity } from './units/quantity.ts';

/** What so many bytes, measured somewhere, cost to keep for a month in a medium. Throws SCENARIO_INVALID, PRICE_MISSING. */
export function keepBytes(bytes: number, where: string, medium: string, book: PriceBook): KeptEstimate {
  const found = mediumOf(medium);
  const size = given('what is kept', quantity(bytes / 2 ** 30, 'GiB'), { kind: 'measured', where });
  const month = given('a month', quantity(1, 'month(730h)'), {
    kind: 'assumption',
    because: 'prices are of a month of 730 hours',
  });
  const cost = charged('cost of a month', size, month, mediumPrice(found, book));
  return { medium, title: found.title, usdMonth: expected(cost), explanation: explain(cost) };
}
