import { derived, type Figure, given, scaled } from '../figure/figure.ts';
import { factFigure } from '../price/find-fact.ts';
import { priceFigure } from '../price/find-price.ts';
import type { PriceBook } from '../price/price-book.ts';
import type { Scenario } from '../scenario/scenario.ts';
import type { StoredRecord } from '../size/entry-bytes.ts';
import { partsOf } from '../size/rounded-sizes.ts';
import { quantity } from '../units/quantity.ts';
import { MONTH_SECONDS } from '../units/unit-names.ts';
import { machineId } from './keep-price.ts';
import type { Medium } from './media.ts';

/** What it costs to read a record; undefined where that is in the price of keeping. Throws as `keepPrice` does. */
export function readPrice(
  medium: Medium,
  book: PriceBook,
  term: Scenario['term'],
  record: StoredRecord,
): Figure<'USD/request'> | undefined {
  const { read, title } = medium;
  const label = `a read from ${title}`;
  if (read === undefined) return undefined;
  if (read.kind === 'request') {
    const request = requestPrice(read, book, record);
    if (read.retrieval === undefined) return request;
    const retrieval = priceFigure(book, read.retrieval, 'USD/B');
    return derived(
      label,
      'USD/request',
      '{0} + {1} × {2}',
      [request, retrieval, record.bytes],
      (a, b, c) => a + b * c,
    );
  }
  const access =
    read.kind === 'iops' ? iopsPrice(book, read.id) : devicePrice(medium, read.rated, book, term);
  return scaled(label, access, partsFigure(book, read.kind === 'iops' ? read.id : medium.price.id, record));
}

/** What it costs to write a record; undefined where that is in the price of keeping. Throws as `keepPrice` does. */
export function writePrice(
  { write, title }: Medium,
  book: PriceBook,
  record: StoredRecord,
  objectRecords: Figure<'1'>,
): Figure<'USD/record'> | undefined {
  if (write === undefined) return undefined;
  const request = requestPrice(write, book, record);
  return derived(
    `a record written to ${title}`,
    'USD/record',
    write.isCounted ? '{0}' : '{0} ÷ {1}',
    write.isCounted ? [request] : [request, objectRecords],
    (a, b = 1) => a / b,
  );
}

function requestPrice(
  { id, isCounted }: { id: string; isCounted: boolean },
  book: PriceBook,
  record: StoredRecord,
): Figure<'USD/request'> {
  const price = priceFigure(book, id, 'USD/request');
  return isCounted ? scaled(`${price.label}, of a record`, price, partsFigure(book, id, record)) : price;
}

/** Requests that a record takes, each of so much as the fact of a price tells. */
function partsFigure(book: PriceBook, id: string, { bytes, sizes }: StoredRecord): Figure<'1'> {
  const part = factFigure(book, id, 'requestKiB');
  return derived(
    'requests of a record',
    '1',
    '{0} in parts of {1}, each record rounded up',
    [bytes, part],
    (a, b) => partsOf(sizes, a, b * 1024),
  );
}

const month = given('seconds of a month', quantity(MONTH_SECONDS, 's'), {
  kind: 'assumption',
  because: 'prices are of a month of 730 hours',
});

/** One read a second for a month is so many reads as the month has seconds. */
function iopsPrice(book: PriceBook, id: string): Figure<'USD/request'> {
  const price = priceFigure(book, id, 'USD/IOPS-month(730h)');
  return derived('a read', 'USD/request', '{0} ÷ {1}', [price, month], (a, b) => a / b);
}

function devicePrice(
  { price }: Medium,
  rated: 'readsPerSecond' | 'readsPerSecondTiB',
  book: PriceBook,
  term: Scenario['term'],
): Figure<'USD/request'> {
  const device =
    price.kind === 'machine'
      ? priceFigure(book, machineId(price.id, term), 'USD/node-month(730h)')
      : priceFigure(book, price.id, 'USD/TiB-month(730h)');
  const reads = factFigure(book, price.id, rated);
  return derived(
    'a read, as a share of the device',
    'USD/request',
    '{0} ÷ ({1} × {2})',
    [device, reads, month],
    (a, b, c) => a / (b * c),
  );
}
