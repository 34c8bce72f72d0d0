import { beforeAll, describe, expect, test } from 'vitest';
import { estimateCost } from '../src/estimate-cost.ts';
import { openBook, parseBook } from '../src/price/price-book.ts';
import type { Sample } from '../src/read-sample.ts';
import { parseScenario } from '../src/scenario/scenario.ts';
import { MONTH_DAYS } from '../src/size/kept-records.ts';
import { sampleOf } from './scenario-sample.ts';

const book = openBook('aws-2026');
const nowMs = Date.parse('2026-11-23');
const GIB = 2 ** 30;
const MONTH_SECONDS = 730 * 3600;

let sample: Sample;
beforeAll(async () => {
  sample = await sampleOf(500);
});

const mediaOf = (scenario: object, of: Sample = sample, prices = book) =>
  estimateCost(of, parseScenario({ months: 1, ...scenario }), { book: prices, nowMs }).media;

function costOf(medium: string, scenario: object = {}, of: Sample = sample) {
  const [found] = mediaOf({ records: '1e9 record', media: [medium], ...scenario }, of);
  return {
    month: found?.usdMonth.expected ?? Number.NaN,
    record: found?.record.usdMonth.expected ?? Number.NaN,
    read: found?.record.usdRead ?? Number.NaN,
    total: found?.usdTotal.expected ?? Number.NaN,
    bytes: found?.bytes.expected ?? Number.NaN,
  };
}

describe('seldom read objects', () => {
  test('are billed as 128 KiB each, however small, and stored as they are', () => {
    const { month, bytes } = costOf('s3-infrequent');
    expect(month).toBeCloseTo(((1e9 * 128 * 1024) / GIB) * 0.0125, 6);
    expect(bytes).toBeCloseTo(1e9 * sample.means.bytes, 0);
  });

  test('of many records are billed as they are', () => {
    const records = 10_000;
    expect(costOf('s3-infrequent', { objectRecords: records }).month).toBeCloseTo(
      ((1e9 * sample.means.bytes) / GIB) * 0.0125,
      6,
    );
  });

  test('cost a request to read, and each byte', () => {
    expect(costOf('s3-infrequent').read).toBeCloseTo(1e-6 + (sample.means.bytes / GIB) * 0.01, 15);
    expect(costOf('s3').read).toBeCloseTo(4e-7, 15);
  });
});

describe('writing', () => {
  const written = { records: '0 record', rate: '1000 record/day', replicas: 2 };
  const stored = ((1000 * MONTH_DAYS) / 2) * 2;

  test('costs a request for each object, in each copy', () => {
    const kept = (stored * sample.means.bytes) / GIB;
    expect(costOf('s3', written).month).toBeCloseTo(kept * 0.023 + 1000 * MONTH_DAYS * 2 * 5e-6, 9);
    expect(costOf('s3', { ...written, objectRecords: 100 }).month).toBeCloseTo(
      kept * 0.023 + 10 * MONTH_DAYS * 2 * 5e-6,
      9,
    );
  });

  test('to DynamoDB costs a unit for each KiB that has begun', async () => {
    const large = await sampleOf(500, () => 4000);
    const bytes = large.means.bytes + 8;
    const { bins } = large.statistics.record;
    // All records are nearly alike, and none is near a border.
    expect([Math.ceil((bins[0]?.to ?? 0) / 1024), Math.ceil((bins.at(-1)?.to ?? 0) / 1024)]).toEqual([3, 3]);
    const month = (stored * bytes * 0.25) / 1e9 + 1000 * MONTH_DAYS * 2 * 3 * 6.25e-7;
    expect(costOf('dynamodb', written, large).month).toBeCloseTo(month, 6);
    expect(costOf('dynamodb', {}, large).read).toBeCloseTo(1.25e-7, 15);
    expect(costOf('dynamodb', {}, sample).read).toBeCloseTo(1.25e-7, 15);
  });
});

describe('a read takes a share', () => {
  test('of the IOPS that a volume sells', () => {
    expect(costOf('ssd').read).toBeCloseTo(0.005 / MONTH_SECONDS, 18);
    expect(costOf('ssd-provisioned').read).toBeCloseTo(0.065 / MONTH_SECONDS, 18);
  });

  test('of what a device is rated for, where it sells none', () => {
    expect(costOf('local-ssd').read).toBeCloseTo((1.373 * 730) / (400_000 * MONTH_SECONDS), 18);
    expect(costOf('disk').read).toBeCloseTo((0.045 * 1024) / (40 * MONTH_SECONDS), 15);
  });

  test('so memory breaks even with a disk and with an SSD, and with the disk sooner told', () => {
    const { breakEvens } = estimateCost(
      sample,
      parseScenario({ records: '1e9 record', months: 1, media: ['ram', 'disk', 'ssd'] }),
      { book, nowMs },
    );
    const seconds = (cheap: string) =>
      breakEvens.find((even) => even.dear === 'ram' && even.cheap === cheap)?.secondsBetweenReads?.expected ??
      Number.NaN;
    expect(seconds('ssd')).toBeGreaterThan(0);
    expect(seconds('disk')).toBeGreaterThan(100 * seconds('ssd'));
  });
});

test('a warehouse costs its storage, and machines as many as hold it', () => {
  const node = 1.086 * 730;
  const { month, bytes } = costOf('warehouse');
  expect(month).toBeCloseTo((bytes / 1e9) * 0.024 + 2 * node, 4);
  const large = costOf('warehouse', { records: '2e13 record' });
  expect(large.bytes).toBeGreaterThan(64e12);
  expect(large.month).toBeCloseTo((large.bytes / 1e9) * 0.024 + Math.ceil(large.bytes / 32e12) * node, 2);
});

test('energy is on top of machines and disks, and of nothing that is sold by the request', () => {
  const energy = { low: 0.05, expected: 0.15, high: 0.25 };
  const names = ['ram', 'local-ssd', 'ssd', 'disk', 's3', 'warehouse', 'dynamodb'];
  const plain = mediaOf({ records: '1e9 record', media: names });
  const powered = mediaOf({ records: '1e9 record', media: names, energy });
  expect(
    powered.map(({ usdMonth }, place) => usdMonth.expected / (plain[place]?.usdMonth.expected ?? Number.NaN)),
  ).toEqual([1.15, 1.15, 1.15, 1.15, 1, 1, 1].map((factor) => expect.closeTo(factor, 9)));
  expect(powered[0]?.drivers.map(({ label }) => label)).toContain('energy, as a share of the price');
});

test('a month is charged by the time that records are there', () => {
  const { total } = costOf('ssd', { records: '0 record', rate: '1e6 record/day', months: 12 });
  const aMonth = ((1e6 * MONTH_DAYS * (sample.means.bytes + 8)) / GIB) * 0.08;
  // Half of the first month's records, then one and a half months' of them …: 72 months', where full months make 78.
  expect(total).toBeCloseTo(72 * aMonth, 6);
});

test('each part of an amount is charged at the price of its tier', () => {
  const tib = 2 ** 40;
  const records = (600 * tib) / sample.means.bytes;
  const { month, record } = costOf('s3', { records: `${records} record` });
  const expected = 1024 * (50 * 0.023 + 450 * 0.022 + 100 * 0.021);
  expect(month).toBeCloseTo(expected, 3);
  expect(record * records).toBeCloseTo(expected, 3);
});

test('a machine that is bound for years costs less, and is an error where no document has its price', () => {
  const [byHour, bound] = ['on-demand', 'reserved-3y'].map((term) => costOf('ram-large', { term }).month) as [
    number,
    number,
  ];
  expect(bound / byHour).toBeCloseTo(8.55659 / 26.676, 9);
  expect(() => costOf('ram', { term: 'reserved-3y' })).toThrow(
    expect.objectContaining({
      code: 'PRICE_MISSING',
      message: 'the book aws-2026 has no price ec2.r7g.4xlarge.reserved-3y.no-upfront',
    }),
  );
});

test('a fact that a medium needs and a book does not tell is refused by price and field', () => {
  const price = { what: 'x', region: 'r', amount: 1, source: 's', quote: 'costs 1' };
  const mine = (facts: object) =>
    parseBook(
      'mine.json',
      JSON.stringify({
        name: 'mine',
        title: 'Mine',
        sources: { s: { address: 'https://example.com', date: '2026-11' } },
        prices: [{ ...price, id: 'ec2.r7g.4xlarge', unit: 'USD/node-h', facts }],
      }),
    );
  const ram = { records: '1e9 record', media: ['ram'] };
  for (const facts of [{}, { memoryGiB: 0 }]) {
    expect(() => mediaOf(ram, sample, mine(facts))).toThrow(
      expect.objectContaining({
        code: 'PRICE_FACT_MISSING',
        message: 'the price ec2.r7g.4xlarge of the book mine does not tell memoryGiB',
        hint: 'Write it into the facts of the price, in GiB/node: memory of a machine.',
      }),
    );
  }
  expect(mediaOf(ram, sample, mine({ memoryGiB: 64 }))).toHaveLength(1);
});

test('what a machine has is quoted from its own document, beside that of the price', () => {
  const [ram] = mediaOf({ records: '1e9 record', media: ['ram'] });
  const text = JSON.stringify(ram?.explanation);
  expect(text).toContain('"quote":"|karpenter.k8s.aws/instance-memory|131072|"');
  expect(text).toContain('"kind":"document","address":"https://github.com/aws/karpenter-provider-aws/');
});
