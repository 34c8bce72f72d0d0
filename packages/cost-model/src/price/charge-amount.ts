import { costError } from '@oremill/types';
import { derived, type Figure, given } from '../figure/figure.ts';
import { parseQuantity } from '../units/parse-quantity.ts';
import { quantity } from '../units/quantity.ts';
import { findPrice } from './find-price.ts';
import type { PriceBook } from './price-book.ts';
import { tieredPrice, tiersOf } from './tiered-price.ts';

const asked = { kind: 'assumption', because: 'as asked for' } as const;

/**
 * What so much costs at a price or at its tiers, for a time where the price is one of a time. Throws PRICE_MISSING,
 * UNIT_INVALID, NUMBER_INVALID.
 */
export function chargeAmount(
  book: PriceBook,
  id: string,
  { amount, time }: { amount: string; time?: string | undefined },
): Figure<'USD'> {
  const { unit } = tiersOf(book, id)[0] ?? findPrice(book, id);
  const [each = '', of] = (unit.split('/')[1] as string).split('-');
  if ((of === undefined) !== (time === undefined)) {
    throw costError(
      'UNIT_INVALID',
      `time: ${id} is priced in ${unit}${of === undefined ? ', of no time' : ''}`,
      {
        hint: of === undefined ? 'Leave the time out.' : `Say for how long: "1 ${of}".`,
      },
    );
  }
  const what = given('amount', amountIn(amount, each, 'amount'), asked);
  const price = tieredPrice(book, id, `USD/${of === undefined ? each : `${each}-${of}`}`, what);
  if (of === undefined || time === undefined) {
    return derived('cost', 'USD', '{0} × {1}', [what, price], (a, b) => a * b);
  }
  const long = given('time', amountIn(time, of, 'time'), asked);
  return derived('cost', 'USD', '{0} × {1} × {2}', [what, long, price], (a, b, c) => a * b * c);
}

/** The unit is the book's, and is known to be one when the book has been read. */
function amountIn(text: string, unit: string, path: string) {
  return quantity<string>(parseQuantity(text, unit as 'GiB', path).value, unit as never);
}
