import { costError } from '@oremill/types';
import { z } from 'zod';
import type { Price } from '../price/price-book.ts';
import type { WantedPrice } from './wanted-prices.ts';

const dimensionSchema = z.object({
  unit: z.string(),
  description: z.string(),
  beginRange: z.string().optional(),
  endRange: z.string().optional(),
  pricePerUnit: z.object({ USD: z.coerce.number() }).partial(),
});
type Dimension = z.output<typeof dimensionSchema>;

const termSchema = z.object({
  priceDimensions: z.record(z.string(), dimensionSchema),
  termAttributes: z.record(z.string(), z.string()).default({}),
});

const productSchema = z.object({
  product: z.object({ attributes: z.record(z.string(), z.string()) }),
  terms: z.object({
    OnDemand: z.record(z.string(), termSchema).default({}),
    Reserved: z.record(z.string(), termSchema).default({}),
  }),
  publicationDate: z.iso.datetime(),
});
export type ListedProduct = z.output<typeof productSchema>;

/** One product of a reply, which comes as text of JSON. Throws PRICE_LIST_INVALID. */
export function readProduct(text: string): ListedProduct {
  try {
    return productSchema.parse(JSON.parse(text));
  } catch (error) {
    const issue = error instanceof z.ZodError ? error.issues[0] : undefined;
    const reason = issue ? `${z.core.toDotPath(issue.path)}: ${issue.message}` : String(error);
    throw costError('PRICE_LIST_INVALID', `the price list has a product that cannot be read: ${reason}`, {
      hint: 'Its form may have changed: take a book of the package, and tell us.',
      cause: error,
    });
  }
}

type ListedPrice = Pick<Price, 'id' | 'what' | 'amount' | 'unit' | 'quote' | 'tier'>;

/** What a product costs: by the hour or the byte, in its tiers, and bound for years with nothing upfront. */
export function pricesOf({ terms }: ListedProduct, wanted: WantedPrice): ListedPrice[] {
  const { id } = wanted;
  const onDemand = Object.values(terms.OnDemand).flatMap((term) => dimensionsOf(term, wanted));
  const reserved = Object.values(terms.Reserved).flatMap((term) => {
    const years = boundYears(term.termAttributes);
    const [hour, ...more] = dimensionsOf(term, wanted);
    if (years === undefined || hour === undefined || more.length > 0) return [];
    return [priceOf(`${id}.reserved-${years}y.no-upfront`, hour, wanted)];
  });
  return [...tiersOf(onDemand, wanted), ...reserved];
}

/** In the order of their tiers. What is free, as the first bytes of some services are, is left out. */
function dimensionsOf(
  { priceDimensions }: z.output<typeof termSchema>,
  { listUnit }: WantedPrice,
): Dimension[] {
  return Object.values(priceDimensions)
    .filter(({ unit, pricePerUnit }) => unit === listUnit && (pricePerUnit.USD ?? 0) > 0)
    .sort((a, b) => Number(a.beginRange) - Number(b.beginRange));
}

function tiersOf(dimensions: readonly Dimension[], wanted: WantedPrice): ListedPrice[] {
  const [only, ...more] = dimensions;
  if (only === undefined) return [];
  if (more.length === 0) return [priceOf(wanted.id, only, wanted)];
  return dimensions.map((dimension, place) => {
    const to = Number(dimension.endRange);
    const tier = { from: Number(dimension.beginRange), ...(Number.isFinite(to) ? { to } : {}) };
    return { ...priceOf(`${wanted.id}.tier-${place + 1}`, dimension, wanted), tier };
  });
}

function priceOf(id: string, { description, pricePerUnit }: Dimension, { unit }: WantedPrice): ListedPrice {
  const amount = pricePerUnit.USD as number;
  // Descriptions of machines that are bound for years do not tell their price.
  return { id, what: description, amount, unit, quote: `${description}: ${amount} USD` };
}

/** 1 or 3 years of a standard offer with nothing upfront; undefined of others. */
function boundYears({
  LeaseContractLength = '',
  OfferingClass,
  PurchaseOption,
}: Readonly<Record<string, string>>): number | undefined {
  const years = /^([13]) ?yr$/.exec(LeaseContractLength)?.[1];
  const isBound = OfferingClass === 'standard' && PurchaseOption === 'No Upfront';
  return years !== undefined && isBound ? Number(years) : undefined;
}
