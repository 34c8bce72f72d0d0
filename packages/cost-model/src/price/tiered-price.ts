import { costError } from '@oremill/types';
import { derived, type Figure } from '../figure/figure.ts';
import { findUnit } from '../units/unit-names.ts';
import { priceFigure } from './find-price.ts';
import type { Price, PriceBook } from './price-book.ts';

/**
 * What each of so much costs: one price, or where a book has tiers below this id the mean of them, each for the part of
 * the amount that is within it. Throws PRICE_MISSING, PRICE_BOOK_INVALID, UNIT_INVALID.
 */
export function tieredPrice<const U extends string>(
  book: PriceBook,
  id: string,
  unit: U,
  amount: Figure,
): Figure<U> {
  const tiers = tiersOf(book, id);
  if (tiers.length === 0) return priceFigure(book, id, unit);
  const prices = tiers.map((tier) => priceFigure(book, tier.id, unit));
  const bounds = tiers.map((tier) => boundsIn(amount.unit, tier));
  const names = tiers.map((_, index) => `{${index + 1}}`).join(', ');
  return derived(
    `mean price of ${id}`,
    unit as never,
    `mean of ${names}, by how much of {0} is in each tier`,
    [amount, ...prices],
    (all, ...each) => (all === 0 ? (each[0] as number) : costOf(all, bounds, each) / all),
  ) as Figure<U>;
}

interface Bounds {
  readonly from: number;
  readonly to: number;
}

function costOf(all: number, bounds: readonly Bounds[], prices: readonly number[]): number {
  return bounds.reduce(
    (sum, { from, to }, index) => sum + Math.max(Math.min(all, to) - from, 0) * (prices[index] as number),
    0,
  );
}

/** In the unit of the amount; a book tells them in that of the price. */
function boundsIn(unit: string, { tier, unit: priced }: Price): Bounds {
  const [own = ''] = (priced.split('/')[1] as string).split('-');
  const factor = (findUnit(own)?.factor ?? 1) / (findUnit(unit)?.factor ?? 1);
  return { from: (tier?.from ?? 0) * factor, to: (tier?.to ?? Number.POSITIVE_INFINITY) * factor };
}

/** Lowest first; none where the id is that of a price. Throws PRICE_BOOK_INVALID where they do not join. */
export function tiersOf({ name, prices }: PriceBook, id: string): Price[] {
  if (prices.some((price) => price.id === id)) return [];
  const tiers = prices
    .filter((price) => price.id.startsWith(`${id}.`) && price.tier)
    .sort((a, b) => (a.tier?.from ?? 0) - (b.tier?.from ?? 0));
  for (const [index, { id: tierId, tier }] of tiers.entries()) {
    const before = tiers[index - 1];
    if (tier?.from === (before === undefined ? 0 : before.tier?.to)) continue;
    throw costError('PRICE_BOOK_INVALID', `the tier ${tierId} of the book ${name} begins at ${tier?.from}`, {
      hint: `It has to begin where the one before ends: at ${before?.tier?.to ?? 0}.`,
    });
  }
  return tiers;
}
