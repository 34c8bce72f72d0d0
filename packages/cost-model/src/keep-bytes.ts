import type { KeptEstimate } from '@oremill/types';
import { expected } from './figure/evaluate.ts';
import { explain } from './figure/explain.ts';
import { given, sum } from './figure/figure.ts';
import { mediumOf } from './medium/media.ts';
import { keepCosts } from './medium/month-cost.ts';
import type { PriceBook } from './price/price-book.ts';
import { quantity } from './units/quantity.ts';

/** What so many bytes, measured somewhere, cost to keep for a month in a medium. Throws SCENARIO_INVALID, PRICE_MISSING. */
export function keepBytes(bytes: number, where: string, medium: string, book: PriceBook): KeptEstimate {
  const found = mediumOf(medium);
  const size = given('what is kept', quantity(bytes / 2 ** 30, 'GiB'), { kind: 'measured', where });
  const energy = given('energy', quantity(0, '1'), { kind: 'assumption', because: 'the price has it' });
  const cost = sum('cost of a month', ...keepCosts(found, size, { book, term: 'on-demand', energy }));
  return { medium, title: found.title, usdMonth: expected(cost), explanation: explain(cost) };
}
