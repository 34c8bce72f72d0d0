import { breakEvenOf } from '../estimate/break-even.ts';
import { derived, type Figure, given } from '../figure/figure.ts';
import { factFigure } from '../price/find-fact.ts';
import { findPrice, priceFigure } from '../price/find-price.ts';
import { openBook, type PriceBook } from '../price/price-book.ts';
import { type Quantity, quantity } from '../units/quantity.ts';
import { MONTH_SECONDS } from '../units/unit-names.ts';

/** An interval that was published, and the prices that it came from. */
export interface PublishedInterval {
  readonly year: number;
  readonly page: Quantity<'B'>;
  readonly memory: string;
  readonly device: string;
  /** As its article says it; the articles round. */
  readonly published: string;
  readonly publishedSeconds: number;
}

export interface FiveMinuteLine extends PublishedInterval {
  readonly interval: Figure;
}

const page = (bytes: number) => quantity(bytes, 'B');

const PUBLISHED: readonly PublishedInterval[] = [
  {
    year: 1987,
    page: page(1024),
    memory: '1987.ram',
    device: '1987.disk',
    published: '205 secs',
    publishedSeconds: 205,
  },
  {
    year: 1987,
    page: page(1024),
    memory: '1987.ram',
    device: '1987.disk-access',
    published: '400 seconds',
    publishedSeconds: 400,
  },
  {
    year: 1987,
    page: page(100),
    memory: '1987.ram',
    device: '1987.disk-access',
    published: 'one hour',
    publishedSeconds: 3600,
  },
  {
    year: 1987,
    page: page(4096),
    memory: '1987.ram',
    device: '1987.disk-access',
    published: 'two minutes',
    publishedSeconds: 120,
  },
  {
    year: 2007,
    page: page(4096),
    memory: '2007.ram',
    device: '2007.flash',
    published: '15 minutes',
    publishedSeconds: 900,
  },
  {
    year: 2008,
    page: page(1024),
    memory: '2008.ram',
    device: '2008.disk-access',
    published: 'five hours',
    publishedSeconds: 18_000,
  },
  {
    year: 2008,
    page: page(4096),
    memory: '2008.ram',
    device: '2008.disk-access',
    published: 'one hour',
    publishedSeconds: 3600,
  },
  {
    year: 2008,
    page: page(50 * 1024),
    memory: '2008.ram',
    device: '2008.disk-access',
    published: 'five minutes',
    publishedSeconds: 300,
  },
];

/** The published intervals of the five-minute rule, each worked out again of its prices. */
export function fiveMinuteRule(): FiveMinuteLine[] {
  const book = openBook('five-minute-rule');
  return PUBLISHED.map((line) => ({ ...line, interval: intervalOf(line, book) }));
}

const ASSUMED = { kind: 'assumption', because: 'as the article has it' } as const;

/** What is bought is used for as long as what it is compared with: of any time, as of a month, the interval is the same. */
function intervalOf({ page: { value }, memory, device }: PublishedInterval, book: PriceBook): Figure {
  const held = derived(
    'a page in memory',
    'USD/record',
    '{0} × {1}',
    [priceFigure(book, memory, 'USD/B'), given('a page', page(value), ASSUMED)],
    (price, bytes) => price * bytes,
  );
  // A page lies on the disk whether or not memory has it too.
  const onDisk = given('a page on disk, which is there anyway', quantity(0, 'USD'), ASSUMED);
  const month = given('seconds of a month', quantity(MONTH_SECONDS, 's'), ASSUMED);
  const read = derived(
    'a read',
    'USD/request',
    '{0} ÷ {1}',
    [accessPrice(book, device), month],
    (a, b) => a / b,
  );
  const { seconds } = breakEvenOf(
    { name: 'memory', title: 'memory', record: held, read: undefined },
    { name: 'disk', title: 'disk', record: onDisk, read },
  );
  return seconds as Figure;
}

/** What one read a second costs: told, or a device's price divided by what it is rated for. */
function accessPrice(book: PriceBook, id: string): Figure {
  if (findPrice(book, id).unit.endsWith('/IOPS')) return priceFigure(book, id, 'USD/IOPS');
  const device = priceFigure(book, id, 'USD/node');
  const reads = factFigure(book, id, 'readsPerSecond');
  return derived('price of a read a second', 'USD/IOPS', '{0} ÷ {1}', [device, reads], (a, b) => a / b);
}
