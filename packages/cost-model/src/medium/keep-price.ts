import { derived, type Figure, given, inUnit } from '../figure/figure.ts';
import { factFigure } from '../price/find-fact.ts';
import { priceFigure } from '../price/find-price.ts';
import type { PriceBook } from '../price/price-book.ts';
import { tieredPrice } from '../price/tiered-price.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { quantity } from '../units/quantity.ts';
import type { Medium } from './media.ts';

const PRICE_UNIT = 'USD/GiB-month(730h)';
type Term = Scenario['term'];

/**
 * What it costs to keep a gibibyte for a month, where so much is kept. Throws PRICE_MISSING, PRICE_FACT_MISSING,
 * UNIT_INVALID.
 */
export function keepPrice(
  { price, title }: Medium,
  book: PriceBook,
  term: Term,
  size: Figure<'GiB'>,
): Figure<typeof PRICE_UNIT> {
  if (price.kind === 'bytes') return tieredPrice(book, price.id, PRICE_UNIT, size);
  const machine = priceFigure(book, machineId(price.id, term), 'USD/node-month(730h)');
  const { capacity: fact } = price;
  const capacity =
    fact === 'memoryGiB'
      ? factFigure(book, price.id, fact)
      : inUnit(factFigure(book, price.id, fact), 'GiB/node');
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

/** The price of a machine that is bound for years stands below that of the machine by the hour. */
export function machineId(id: string, term: Term): string {
  return term === 'on-demand' ? id : `${id}.${term}.no-upfront`;
}

const NODES_MIN = 2;

/** What the machines beside so much cost in a month; undefined of a medium that has none. Throws as `keepPrice` does. */
export function computeCost(
  { compute }: Medium,
  book: PriceBook,
  term: Term,
  size: Figure<'GiB'>,
): Figure<'USD'> | undefined {
  if (compute === undefined) return undefined;
  const price = priceFigure(book, machineId(compute.id, term), 'USD/node-month(730h)');
  const holds = inUnit(factFigure(book, compute.id, 'storageTB'), 'GiB/node');
  const least = given('machines at least', quantity(NODES_MIN, 'node'), {
    kind: 'assumption',
    because: 'one may fail',
  });
  return derived(
    'machines beside the bytes',
    'USD',
    '{0} × the larger of {1} and {2} ÷ {3}, rounded up',
    [price, least, size, holds],
    (a, b, c, d) => a * Math.max(b, Math.ceil(c / d)),
  );
}
