import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openCachedBook } from '../../src/live/cached-book.ts';
import { type AskProducts, readLiveBook } from '../../src/live/live-book.ts';
import { pricesOf, readProduct } from '../../src/live/read-price-list.ts';
import { machinePrice, WANTED } from '../../src/live/wanted-prices.ts';
import { factFigure } from '../../src/price/find-fact.ts';
import { BOOKS, openBook } from '../../src/price/price-book.ts';
import { findRecorded } from './recorded-products.ts';

const nowMs = Date.parse('2026-11-23T12:00:00Z');

const ask: AskProducts = async function* (service, filters) {
  // What is found stands behind a page of nothing, and of one that is not wanted.
  yield [];
  yield findRecorded(service, filters);
};

test('a book of a region has what its list tells, with the day of the list and the line', async () => {
  expect(await readLiveBook({ region: 'af-south-1', ask, nowMs })).toEqual({
    name: 'aws-af-south-1-2026-11-23',
    title: 'Amazon Web Services, af-south-1, the price list as of 2026-11-23',
    sources: {
      'amazonec2-2024-07-05': {
        address: 'AWS Price List, GetProducts of AmazonEC2 in af-south-1',
        date: '2024-07-05',
      },
    },
    prices: [
      {
        id: 'ebs.gp3.storage',
        what: '$0.1047 per GB-month of General Purpose (gp3) provisioned storage - Africa (Cape Town)',
        region: 'af-south-1',
        amount: 0.1047,
        unit: 'USD/GiB-month(730h)',
        source: 'amazonec2-2024-07-05',
        quote:
          '$0.1047 per GB-month of General Purpose (gp3) provisioned storage - Africa (Cape Town): 0.1047 USD',
      },
    ],
  });
});

test('a machine has its hour, its years with nothing upfront, its processors and its memory', async () => {
  const book = await readLiveBook({ region: 'eu-west-1', ask, nowMs, wanted: [machinePrice('t2.micro')] });
  expect(book.prices.map(({ id, amount, unit }) => [id, amount, unit])).toEqual([
    ['ec2.t2.micro', 0.0126, 'USD/node-h'],
    ['ec2.t2.micro.reserved-3y.no-upfront', 0.0063, 'USD/node-h'],
    ['ec2.t2.micro.reserved-1y.no-upfront', 0.0089, 'USD/node-h'],
  ]);
  expect(factFigure(book, 'ec2.t2.micro', 'memoryGiB')).toMatchObject({
    value: 1,
    unit: 'GiB/node',
    origin: { kind: 'document', date: '2021-01-15', quote: 'memory: 1 GiB' },
  });
});

test('a region without any price is refused', async () => {
  await expect(readLiveBook({ region: 'mars-north-1', ask, nowMs })).rejects.toMatchObject({
    code: 'PRICE_MISSING',
  });
});

test('all that media are paid by is asked for', () => {
  const packaged = openBook(BOOKS[0]).prices.map(({ id }) => id);
  for (const { id } of WANTED) {
    expect(
      packaged.some((known) => known === id || known.startsWith(`${id}.`)),
      id,
    ).toBe(true);
  }
});

test.each([
  ['s3.standard.storage', 'EUW3-TimedStorage-ByteHrs', true],
  ['s3.standard.storage', 'TimedStorage-ByteHrs', true],
  ['s3.standard.storage', 'EUW3-TimedStorage-SIA-ByteHrs', false],
  ['dynamodb.standard.storage', 'EU-TimedStorage-ByteHrs', true],
  ['dynamodb.standard.storage', 'IA-TimedStorage-ByteHrs', false],
  ['dynamodb.standard.storage', 'EU-IA-TimedStorage-ByteHrs', false],
  ['ec2.r7g.4xlarge', 'EUC1-BoxUsage:r7g.4xlarge', true],
  ['ec2.r7g.4xlarge', 'EUC1-UnusedBox:r7g.4xlarge', false],
])('%s is told by %s: %s', (id, usageType, isIt) => {
  expect(WANTED.find((price) => price.id === id)?.usageType.test(usageType)).toBe(isIt);
});

describe('a product', () => {
  const wanted = {
    ...machinePrice('x'),
    id: 's3.standard.storage',
    listUnit: 'GB-Mo',
    unit: 'USD/GiB-month(730h)',
  };
  const dimension = (from: string, to: string, usd: string) => ({
    unit: 'GB-Mo',
    description: `from ${from}`,
    beginRange: from,
    endRange: to,
    pricePerUnit: { USD: usd },
  });
  const product = (...dimensions: object[]) =>
    JSON.stringify({
      product: { attributes: {} },
      terms: { OnDemand: { a: { priceDimensions: Object.fromEntries(dimensions.entries()) } } },
      publicationDate: '2026-11-01T00:00:00Z',
    });

  test('in tiers has them lowest first, and the last without an end', () => {
    const text = product(dimension('51200', 'Inf', '0.022'), dimension('0', '51200', '0.023'));
    expect(pricesOf(readProduct(text), wanted).map(({ id, amount, tier }) => [id, amount, tier])).toEqual([
      ['s3.standard.storage.tier-1', 0.023, { from: 0, to: 51_200 }],
      ['s3.standard.storage.tier-2', 0.022, { from: 51_200 }],
    ]);
  });

  test('whose first part is free has the price of the rest', () => {
    const text = product(dimension('0', '25', '0.0'), dimension('25', 'Inf', '0.25'));
    expect(pricesOf(readProduct(text), wanted)).toEqual([
      expect.objectContaining({ id: 's3.standard.storage', amount: 0.25 }),
    ]);
  });

  test.each([
    ['no JSON', '{'],
    ['no terms', '{"product":{"attributes":{}}}'],
    ['a price that is no number', product(dimension('0', 'Inf', 'much'))],
  ])('with %s is refused', (_, text) => {
    expect(() => readProduct(text)).toThrow(expect.objectContaining({ code: 'PRICE_LIST_INVALID' }));
  });
});

describe('a book that was read', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'cost-books-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('is a file of its region and day, and is not read again on that day', async () => {
    let opened = 0;
    const open = async () => {
      opened += 1;
      return ask;
    };
    const first = await openCachedBook('af-south-1', { folder, nowMs, open });
    expect(await openCachedBook('af-south-1', { folder, nowMs, open })).toEqual(first);
    expect(opened).toBe(1);
    await openCachedBook('af-south-1', { folder, nowMs: nowMs + 86_400_000, open });
    expect(readdirSync(folder)).toEqual(['aws-af-south-1-2026-11-23.json', 'aws-af-south-1-2026-11-24.json']);
  });

  test.each(['', '..', '../../etc', 'EU-WEST-1', 'eu-west-1/x'])(
    'is not that of %j, which is no region',
    async (region) => {
      const open = async () => ask;
      await expect(openCachedBook(region, { folder, nowMs, open })).rejects.toMatchObject({
        code: 'PRICE_BOOK_MISSING',
      });
    },
  );
});
