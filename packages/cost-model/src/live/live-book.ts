import { costError } from '@oremill/types';
import { openBook, type Price, type PriceBook, parseBook } from '../price/price-book.ts';
import { type ListedProduct, pricesOf, readProduct } from './read-price-list.ts';
import { WANTED, type WantedPrice } from './wanted-prices.ts';

/** Asks the price list for the products of a service that have all of these attributes, page by page. */
export type AskProducts = (
  service: string,
  filters: Readonly<Record<string, string>>,
) => AsyncIterable<readonly string[]>;

export interface LiveBookOptions {
  readonly region: string;
  readonly ask: AskProducts;
  readonly nowMs: number;
  readonly wanted?: readonly WantedPrice[];
}

/**
 * A book of a region as its price list is now. What the list does not tell is left out: it is missed when it is asked
 * for. Throws PRICE_LIST_INVALID, PRICE_MISSING for a region without any price, and what `ask` throws.
 */
export async function readLiveBook({
  region,
  ask,
  nowMs,
  wanted = WANTED,
}: LiveBookOptions): Promise<PriceBook> {
  const sources: PriceBook['sources'] = {};
  const prices: Price[] = [];
  for (const want of wanted) {
    const found = await findProduct(want, region, ask);
    if (found === undefined) continue;
    const date = found.publicationDate.slice(0, 'yyyy-mm-dd'.length);
    const source = `${want.service.toLowerCase()}-${date}`;
    sources[source] = { address: `AWS Price List, GetProducts of ${want.service} in ${region}`, date };
    const facts = factsOf(want, found, { sources, source });
    prices.push(
      ...pricesOf(found, want).map((price) => ({ ...price, region, source, ...(facts ? { facts } : {}) })),
    );
  }
  if (prices.length === 0) {
    throw costError('PRICE_MISSING', `the price list has no price of ${region}`, {
      hint: 'Name a region as eu-west-1.',
    });
  }
  const day = dayOf(nowMs);
  const name = `aws-${region}-${day}`;
  const title = `Amazon Web Services, ${region}, the price list as of ${day}`;
  // What is written has to be what can be read again.
  return parseBook(name, JSON.stringify({ name, title, sources, prices }));
}

async function findProduct(
  { service, filters, usageType }: WantedPrice,
  region: string,
  ask: AskProducts,
): Promise<ListedProduct | undefined> {
  for await (const page of ask(service, { ...filters, regionCode: region })) {
    for (const text of page) {
      const product = readProduct(text);
      if (usageType.test(product.product.attributes.usagetype ?? '')) return product;
    }
  }
  return undefined;
}

/** What the list tells of a machine; the rest, which is of no region, is what a book of the package tells. */
function factsOf(
  { id }: WantedPrice,
  { product: { attributes } }: ListedProduct,
  { sources, source: listed }: { sources: PriceBook['sources']; source: string },
): Price['facts'] {
  const packaged = openBook('aws-2026');
  const facts: NonNullable<Price['facts']> = {};
  const known = packaged.prices.find((price) => price.id === id);
  for (const [fact, told] of Object.entries(known?.facts ?? {})) {
    const { amount, source, quote } = typeof told === 'number' ? { ...(known as Price), amount: told } : told;
    sources[source] = packaged.sources[source] as PriceBook['sources'][string];
    facts[fact as keyof typeof facts] = { amount, source, quote };
  }
  const { vcpu = '', memory = '' } = attributes;
  const memoryGiB = Number(/^([\d.,]+) GiB$/.exec(memory)?.[1]?.replace(',', ''));
  if (Number(vcpu) > 0) facts.vcpu = { amount: Number(vcpu), source: listed, quote: `vcpu: ${vcpu}` };
  if (memoryGiB > 0) facts.memoryGiB = { amount: memoryGiB, source: listed, quote: `memory: ${memory}` };
  return Object.keys(facts).length === 0 ? undefined : facts;
}

/** `2026-11-24`, in UTC. */
export function dayOf(nowMs: number): string {
  return new Date(nowMs).toISOString().slice(0, 'yyyy-mm-dd'.length);
}
