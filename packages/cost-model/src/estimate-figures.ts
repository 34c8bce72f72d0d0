import { keepRecord, type PricedMedium } from './estimate/break-even.ts';
import { charged, derived, type Figure, given, inUnit, scaled, sum, times } from './figure/figure.ts';
import { mediumOf } from './medium/media.ts';
import { mediumPrice, readPrice } from './medium/medium-price.ts';
import type { PriceBook } from './price/price-book.ts';
import type { Sample } from './read-sample.ts';
import { assumed } from './scenario/assumed.ts';
import type { Scenario } from './scenario/scenario.ts';
import { dictionaryBytes, entryBytes } from './size/entry-bytes.ts';
import { indexModel } from './size/index-bytes.ts';
import { keptRecords } from './size/kept-records.ts';
import { quantity } from './units/quantity.ts';

/** The figures of one medium; those of months in their order. */
export interface MediumFigures {
  readonly priced: PricedMedium;
  /** In the last month. */
  readonly size: Figure<'B'>;
  /** USD to keep one record, and its copies, for a month. */
  readonly record: Figure;
  readonly costs: readonly [Figure<'USD'>, ...Figure<'USD'>[]];
  readonly total: Figure<'USD'>;
}

/** All that an estimate tells, before any interval is worked out. */
export interface EstimateFigures {
  /** Kept in the last month. */
  readonly records: Figure<'record'>;
  readonly media: readonly MediumFigures[];
  /** Of the records that are kept in the last month, where the scenario has an index. */
  readonly index: { readonly bytes: Figure<'B'>; readonly naiveBytes: Figure<'B'> } | undefined;
  /** USD where it is kept in each of the media at once: in each month, and in all. */
  readonly allMedia: { readonly months: readonly Figure<'USD'>[]; readonly total: Figure<'USD'> } | undefined;
}

/** Throws PRICE_MISSING. */
export function estimateFigures(sample: Sample, scenario: Scenario, book: PriceBook): EstimateFigures {
  const records = recordsByMonth(scenario);
  // Each assumption is one figure for all media: what varies is the same in each of them.
  const copies = assumed('copies', scenario.replicas);
  const energy = assumed('energy, as a share of the price', scenario.energy);
  const index = scenario.index === 'none' ? undefined : indexModel(sample, scenario.index);
  // The same in each medium, and dear to work out: one figure a month.
  const indexBytes = index && records.map((kept) => index.bytes(kept));
  const indexes = indexBytes?.map((bytes) => inUnit(bytes, 'GiB'));
  const dictionary = dictionaryBytes(sample, scenario);
  const media = scenario.media.map((name) => {
    const medium = mediumOf(name);
    return mediumFigures(
      { records, indexes, dictionary },
      {
        name,
        title: medium.title,
        bytes: inUnit(entryBytes(medium.layout, sample, scenario), 'GiB/record'),
        copies,
        keep: mediumPrice(medium, book),
        read: readPrice(medium, book),
        energy,
      },
    );
  });
  const last = records.at(-1) as Figure<'record'>;
  return {
    records: last,
    media,
    index: index && { bytes: indexBytes?.at(-1) as Figure<'B'>, naiveBytes: index.naiveBytes(last) },
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

function recordsByMonth(scenario: Scenario): Figure<'record'>[] {
  const because = 'the scenario says so';
  const first = given('records at the beginning', scenario.records, { kind: 'assumption', because });
  const rate = given('new records', scenario.rate, { kind: 'assumption', because });
  const growth = assumed('growth of the rate a month', scenario.growth);
  return Array.from({ length: scenario.months }, (_, index) =>
    derived(
      `records kept in month ${index + 1}`,
      'record',
      'what is left of {0}, and of what came since at {1}, growing by {2}',
      [first, rate, growth],
      (a, b, c) => keptRecords(index + 1, { first: a, rate: b, growth: c }, scenario),
    ),
  );
}

/** What is held in each medium. */
interface Held {
  readonly records: readonly Figure<'record'>[];
  readonly indexes: readonly Figure<'GiB'>[] | undefined;
  readonly dictionary: Figure<'B'> | undefined;
}

function mediumFigures({ records, indexes, dictionary }: Held, priced: PricedMedium): MediumFigures {
  const { bytes, copies, keep, energy, title } = priced;
  const month = given('a month', quantity(1, 'month(730h)'), {
    kind: 'assumption',
    because: 'prices are a month of 730 hours',
  });
  const whole = given('the price itself', quantity(1, '1'), {
    kind: 'assumption',
    because: 'all of it is paid',
  });
  const sizes = records.map((kept, place) => {
    const data = times('records', kept, bytes);
    const beside: Figure<'GiB'>[] = [];
    const index = indexes?.[place];
    if (index) beside.push(index);
    if (dictionary) beside.push(inUnit(dictionary, 'GiB'));
    const copy = beside.length === 0 ? data : sum('records and what is beside them', data, ...beside);
    return scaled('all copies', copy, copies);
  });
  const costs = sizes.map((size, place) =>
    scaled(
      `cost of month ${place + 1}`,
      charged('keeping', size, month, keep),
      sum('price and energy', whole, energy),
    ),
  ) as [Figure<'USD'>, ...Figure<'USD'>[]];
  const [first, ...others] = costs;
  const last = sizes.at(-1) as Figure<'GiB'>;
  return {
    priced,
    size: inUnit(last, 'B'),
    record: keepRecord(priced),
    costs,
    total: sum(`cost of all months in ${title}`, first, ...others),
  };
}
