import { costError } from '@oremill/types';
import { type Given, given } from '../figure/figure.ts';
import { quantity } from '../units/quantity.ts';
import { findPrice } from './find-price.ts';
import type { Fact, PriceBook } from './price-book.ts';

/** What a book may tell of that which has a price, each in its unit. */
const UNITS = {
  vcpu: 'vCPU/node',
  memoryGiB: 'GiB/node',
  storageGB: 'GB/node',
  storageTB: 'TB/node',
  readsPerSecond: 'IOPS/node',
  readsPerSecondTiB: 'IOPS/TiB',
  requestKiB: 'KiB/request',
  objectKiB: 'KiB',
} as const satisfies Record<Fact, string>;

const WHAT = {
  vcpu: 'processors of a machine',
  memoryGiB: 'memory of a machine',
  storageGB: 'disk of a machine',
  storageTB: 'storage of a machine',
  readsPerSecond: 'reads a second that a machine is rated for',
  readsPerSecondTiB: 'reads a second that a disk is rated for',
  requestKiB: 'what a request may read or write, before it counts as two',
  objectKiB: 'what an object is billed as at least',
} as const satisfies Record<Fact, string>;

/** A fact of a price, with the document that tells it. Throws PRICE_MISSING, PRICE_FACT_MISSING. */
export function factFigure<const F extends Fact>(
  book: PriceBook,
  id: string,
  fact: F,
): Given<(typeof UNITS)[F]> {
  const price = findPrice(book, id);
  const told = price.facts?.[fact];
  const { amount, source, quote } = typeof told === 'object' ? told : { ...price, amount: told ?? 0 };
  // A machine that has none of it is no better than one of which nobody knows.
  if (amount === 0) {
    throw costError('PRICE_FACT_MISSING', `the price ${id} of the book ${book.name} does not tell ${fact}`, {
      hint: `Write it into the facts of the price, in ${UNITS[fact]}: ${WHAT[fact]}.`,
    });
  }
  const { address, date } = book.sources[source] as { address: string; date: string };
  const origin = { kind: 'document', address, date, quote } as const;
  return given(WHAT[fact], quantity<string>(amount, UNITS[fact] as never), origin) as Given<
    (typeof UNITS)[F]
  >;
}
