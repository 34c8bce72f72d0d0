import type { PricedMedium } from './estimate/break-even.ts';
import { type Figure, inUnit, scaled, sum, times } from './figure/figure.ts';
import { mediumOf } from './medium/media.ts';
import { keepCosts, recordCost } from './medium/month-cost.ts';
import { readPrice, writePrice } from './medium/request-price.ts';
import { factFigure } from './price/find-fact.ts';
import type { PriceBook } from './price/price-book.ts';
import type { Sample } from './read-sample.ts';
import { assumed } from './scenario/assumed.ts';
import type { Scenario } from './scenario/scenario.ts';
import { billedBytes } from './size/billed-bytes.ts';
import { dictionaryBytes, entryBytes, sizesOf } from './size/entry-bytes.ts';
import { indexModel } from './size/index-bytes.ts';
import { type RecordsByMonth, recordsByMonth } from './size/records-by-month.ts';

/** The figures of one medium; those of months in their order. */
export interface MediumFigures {
  readonly priced: PricedMedium;
  /** At the end of the last month. */
  readonly size: Figure<'B'>;
  readonly costs: readonly [Figure<'USD'>, ...Figure<'USD'>[]];
  readonly total: Figure<'USD'>;
}

/** All that an estimate tells, before any interval is worked out. */
export interface EstimateFigures {
  /** At the end of the last month. */
  readonly records: Figure<'record'>;
  readonly media: readonly MediumFigures[];
  /** Of the records at the end of the last month, where the scenario has an index. */
  readonly index: { readonly bytes: Figure<'B'>; readonly naiveBytes: Figure<'B'> } | undefined;
  /** USD where it is kept in each of the media at once: in each month, and in all. */
  readonly allMedia: { readonly months: readonly Figure<'USD'>[]; readonly total: Figure<'USD'> } | undefined;
}

/** Throws PRICE_MISSING, PRICE_FACT_MISSING. */
export function estimateFigures(sample: Sample, scenario: Scenario, book: PriceBook): EstimateFigures {
  const records = recordsByMonth(scenario);
  const index = scenario.index === 'none' ? undefined : indexModel(sample, scenario.index);
  // The same in each medium, and dear to work out: one figure a month.
  const lastIndex = index?.bytes(records.last);
  const dictionary = dictionaryBytes(sample, scenario);
  const held = {
    records,
    indexes: records.months.map(({ kept }) => index && inUnit(index.bytes(kept), 'GiB')),
    lastIndex: lastIndex && inUnit(lastIndex, 'GiB'),
    dictionary: dictionary && inUnit(dictionary, 'GiB'),
    // Each assumption is one figure for all media: what varies is the same in each of them.
    copies: assumed('copies', scenario.replicas),
    energy: assumed('energy, as a share of the price', scenario.energy),
    objectRecords: assumed('records in an object', scenario.objectRecords),
  };
  const media = scenario.media.map((name) => mediumFigures(name, held, { sample, scenario, book }));
  return {
    records: records.last,
    media,
    index: index && lastIndex && { bytes: lastIndex, naiveBytes: index.naiveBytes(records.last) },
    allMedia: inAllMedia(media),
  };
}

function inAllMedia(media: readonly MediumFigures[]): EstimateFigures['allMedia'] {
  const [first, ...others] = media;
  if (first === undefined) return undefined;
  const months = first.costs.map((cost, index) =>
    sum(
      `cost of month ${index + 1} in all media`,
      cost,
      ...others.map(({ costs }) => costs[index] as Figure<'USD'>),
    ),
  );
  const totals = others.map(({ total }) => total);
  return { months, total: sum('cost of all months in all media', first.total, ...totals) };
}

/** What is held in each medium, and what is assumed of it. */
interface Held {
  readonly records: RecordsByMonth;
  readonly indexes: readonly (Figure<'GiB'> | undefined)[];
  readonly lastIndex: Figure<'GiB'> | undefined;
  readonly dictionary: Figure<'GiB'> | undefined;
  readonly copies: Figure<'1'>;
  readonly energy: Figure<'1'>;
  readonly objectRecords: Figure<'1'>;
}

interface Basis {
  readonly sample: Sample;
  readonly scenario: Scenario;
  readonly book: PriceBook;
}

function mediumFigures(name: string, held: Held, { sample, scenario, book }: Basis): MediumFigures {
  const medium = mediumOf(name);
  const { records, dictionary, copies, energy, objectRecords } = held;
  const { price, title } = medium;
  const terms = { book, term: scenario.term, energy };
  const stored = {
    bytes: entryBytes(medium.layout, sample, scenario, records.last),
    sizes: sizesOf(sample, scenario.compression),
  };
  const least =
    price.kind === 'bytes' && price.hasObjectMin ? factFigure(book, price.id, 'objectKiB') : undefined;
  const billed = least ? billedBytes(stored, least, objectRecords) : stored.bytes;
  const each = inUnit(billed, 'GiB/record');
  // Columns are compressed in blocks, which need no dictionary.
  const trained = medium.layout === 'columns' ? undefined : dictionary;
  const sizeOf = (kept: Figure<'record'>, bytes: Figure<'GiB/record'>, index: Figure<'GiB'> | undefined) => {
    const data = times('records', kept, bytes);
    const beside = [index, trained].filter((figure) => figure !== undefined);
    const copy = beside.length === 0 ? data : sum('records and what is beside them', data, ...beside);
    return scaled('all copies', copy, copies);
  };
  const write = writePrice(medium, book, stored, objectRecords);
  const costs = records.months.map(({ kept, arrived }, place) => {
    const parts = keepCosts(medium, sizeOf(kept, each, held.indexes[place]), terms);
    if (write) parts.push(scaled('writing', times('one copy', arrived, write), copies));
    return sum(`cost of month ${place + 1}`, ...parts);
  }) as [Figure<'USD'>, ...Figure<'USD'>[]];
  const [first, ...others] = costs;
  const lastBilled = sizeOf(records.last, each, held.lastIndex);
  return {
    priced: {
      name,
      title,
      record: recordCost(medium, { bytes: each, copies, size: lastBilled }, terms),
      read: readPrice(medium, book, scenario.term, stored),
    },
    size: inUnit(
      least ? sizeOf(records.last, inUnit(stored.bytes, 'GiB/record'), held.lastIndex) : lastBilled,
      'B',
    ),
    costs,
    total: sum(`cost of all months in ${title}`, first, ...others),
  };
}
