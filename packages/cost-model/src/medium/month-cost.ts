import { charged, derived, type Figure, given, scaled } from '../figure/figure.ts';
import type { PriceBook } from '../price/price-book.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { quantity } from '../units/quantity.ts';
import { computeCost, keepPrice } from './keep-price.ts';
import type { Medium } from './media.ts';

/** What a medium is paid with. */
export interface Terms {
  readonly book: PriceBook;
  readonly term: Scenario['term'];
  /** As a share of the price of machines and disks. */
  readonly energy: Figure<'1'>;
}

const month = given('a month', quantity(1, 'month(730h)'), {
  kind: 'assumption',
  because: 'prices are of a month of 730 hours',
});

/** What it costs to keep so much for a month, in its parts. Throws PRICE_MISSING, PRICE_FACT_MISSING, UNIT_INVALID. */
export function keepCosts(
  medium: Medium,
  size: Figure<'GiB'>,
  { book, term, energy }: Terms,
): [Figure<'USD'>, ...Figure<'USD'>[]] {
  const kept = charged('keeping', size, month, keepPrice(medium, book, term, size));
  const compute = computeCost(medium, book, term, size);
  const parts: [Figure<'USD'>, ...Figure<'USD'>[]] = [kept];
  if (medium.takesEnergy) parts.push(scaled('energy', kept, energy));
  if (compute) parts.push(compute);
  return parts;
}

/** Of all that is kept in a medium, what one record costs in a month. */
export interface RecordShare {
  readonly bytes: Figure<'GiB/record'>;
  readonly copies: Figure<'1'>;
  /** All that is kept beside it. */
  readonly size: Figure<'GiB'>;
}

/** USD to keep a record, and its copies, for a month; with its share of machines that are paid beside the bytes. */
export function recordCost(medium: Medium, { bytes, copies, size }: RecordShare, terms: Terms): Figure {
  const { book, term, energy } = terms;
  const price = keepPrice(medium, book, term, size);
  const label = `a record in ${medium.title}`;
  const compute = computeCost(medium, book, term, size);
  if (compute) {
    return derived(
      label,
      'USD/record',
      '{0} × {1} × ({2} + {3} ÷ {4})',
      [bytes, copies, price, compute, size],
      (a, b, c, d, e) =>
        // Where nothing is kept, there is nothing that a record could have a share of.
        a * b * (c + (e === 0 ? 0 : d / e)),
    );
  }
  if (!medium.takesEnergy) {
    return derived(label, 'USD/record', '{0} × {1} × {2}', [bytes, copies, price], (a, b, c) => a * b * c);
  }
  return derived(
    label,
    'USD/record',
    '{0} × {1} × {2} × (1 + {3})',
    [bytes, copies, price, energy],
    (a, b, c, d) => a * b * c * (1 + d),
  );
}
