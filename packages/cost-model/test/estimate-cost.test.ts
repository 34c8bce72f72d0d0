import { beforeAll, describe, expect, test } from 'vitest';
import { estimateCost } from '../src/estimate-cost.ts';
import { findPrice } from '../src/price/find-price.ts';
import { openBook } from '../src/price/price-book.ts';
import type { Sample } from '../src/read-sample.ts';
import { parseScenario } from '../src/scenario/scenario.ts';
import { sampleOf } from './scenario-sample.ts';

const book = openBook('aws-2026');
const world = { book, nowMs: Date.parse('2026-11-23') };
const GIB = 2 ** 30;

let sample: Sample;
beforeAll(async () => {
  sample = await sampleOf(500);
});

const estimate = (scenario: object) =>
  estimateCost(sample, parseScenario({ records: '1e9 record', months: 1, ...scenario }), world);

test('a line is records times bytes times price', () => {
  const { media } = estimate({ media: ['s3', 'ssd', 'ram'], keyBits: 64, overheadBits: 16, replicas: 2 });
  const mean = sample.means.bytes;
  const usd = media.map(({ usdMonth }) => usdMonth.expected);
  expect(usd).toEqual([
    expect.closeTo(((1e9 * mean * 2) / GIB) * findPrice(book, 's3.standard.storage.first-50tb').amount, 6),
    expect.closeTo(((1e9 * (mean + 8) * 2) / GIB) * findPrice(book, 'ebs.gp3.storage').amount, 6),
    expect.closeTo((((1e9 * (mean + 10) * 2) / GIB) * 0.8568 * 730) / (128 * 0.85), 6),
  ]);
});

test('intervals are around what is expected, and wider at a higher confidence', () => {
  const [narrow] = estimate({ media: ['s3'], confidence: 0.5 }).media;
  const [wide] = estimate({ media: ['s3'], confidence: 0.95 }).media;
  for (const { usdMonth } of [narrow, wide].filter((medium) => medium !== undefined)) {
    expect(usdMonth.low).toBeLessThan(usdMonth.expected);
    expect(usdMonth.high).toBeGreaterThan(usdMonth.expected);
  }
  const width = (medium: typeof narrow) => (medium?.usdMonth.high ?? 0) - (medium?.usdMonth.low ?? 0);
  expect(width(wide)).toBeGreaterThan(2 * width(narrow));
});

test('the same sample and seed give the same estimate', () => {
  expect(estimate({ media: ['ram', 's3'] })).toEqual(estimate({ media: ['ram', 's3'] }));
});

test('what drives the spread is told, the widest first, and what more records would do', () => {
  const [medium] = estimate({ media: ['ram'], replicas: { low: 1, expected: 2, high: 3 } }).media;
  expect(medium?.drivers.map(({ label, recordsToHalve }) => [label, recordsToHalve])).toEqual([
    ['copies', undefined],
    ['bytes of a record, as it is', 1500],
  ]);
});

test('months are told one by one, and add up', () => {
  const [medium] = estimate({ rate: '1e6 record/day', growth: 0.05, months: 6, media: ['s3'] }).media;
  const months = medium?.months.map((month) => month.expected) ?? [];
  expect(months).toHaveLength(6);
  expect(months).toEqual(months.toSorted((a, b) => a - b));
  expect(medium?.usdTotal.expected).toBeCloseTo(
    months.reduce((sum, month) => sum + month, 0),
    6,
  );
});

test('compressed records cost less, by their measured mean', () => {
  const [plain] = estimate({ media: ['s3'] }).media;
  const [zlib] = estimate({ media: ['s3'], compression: 'zlib' }).media;
  expect((zlib?.bytes.expected ?? 0) / (plain?.bytes.expected ?? 1)).toBeCloseTo(
    sample.means.zlibBytes / sample.means.bytes,
    9,
  );
});

describe('break-even', () => {
  test('between media is where keeping and reading cost the same', () => {
    const { breakEvens, media } = estimate({ records: '1 record', media: ['ram', 's3'] });
    const [ram, s3] = media.map(({ usdMonth }) => usdMonth.expected) as [number, number];
    const [{ dear, cheap, secondsBetweenReads }] = breakEvens as [(typeof breakEvens)[number]];
    expect([dear, cheap]).toEqual(['ram', 's3']);
    const reads = (730 * 3600) / (secondsBetweenReads?.expected ?? 1);
    expect(s3 + reads * findPrice(book, 's3.standard.get').amount).toBeCloseTo(ram, 12);
    expect(secondsBetweenReads?.low).toBeLessThan(secondsBetweenReads?.expected ?? 0);
  });

  test('is missing where the one that is cheaper to keep is no dearer to read', () => {
    const { breakEvens } = estimate({ records: '1e12 record', media: ['ram', 'warehouse'] });
    expect(breakEvens).toEqual([{ dear: 'ram', cheap: 'warehouse' }]);
  });
});

describe('an index of the words', () => {
  test('is part of each medium, and below the bound of 2012', () => {
    const without = estimate({ media: ['s3'] });
    const { index, media } = estimate({ media: ['s3'], index: 'delta-varint' });
    expect(without.index).toBeUndefined();
    expect(index?.bytes.expected).toBeLessThan((index?.naiveBytes.expected ?? 0) / 4);
    expect(media[0]?.bytes.expected).toBeCloseTo(
      (without.media[0]?.bytes.expected ?? 0) + (index?.bytes.expected ?? 0),
      -3,
    );
  });

  test('does not grow where records without text are put between', async () => {
    const plain = estimateCost(
      sample,
      parseScenario({ records: '1e6 record', index: 'delta-varint' }),
      world,
    );
    const mixed = await sampleOf(500, undefined, 500);
    const of = estimateCost(mixed, parseScenario({ records: '2e6 record', index: 'delta-varint' }), world);
    expect((of.index?.bytes.expected ?? 0) / (plain.index?.bytes.expected ?? 1)).toBeGreaterThan(0.9);
    expect((of.index?.bytes.expected ?? 0) / (plain.index?.bytes.expected ?? 1)).toBeLessThan(1.3);
  });

  test('takes less in the code that takes less', () => {
    const [varint, eliasFano] = ['delta-varint', 'elias-fano'].map((index) => estimate({ index }).index);
    expect(eliasFano?.bytes.expected).toBeLessThan(varint?.bytes.expected ?? 0);
  });
});

describe('refused is', () => {
  test('a sample of one, and of nineteen', async () => {
    for (const count of [1, 19]) {
      const few = await sampleOf(count);
      expect(() => estimateCost(few, parseScenario({ records: '1 record' }), world)).toThrow(
        expect.objectContaining({
          code: 'SAMPLE_UNFIT',
          message: `test has ${count} records: too few for an interval`,
        }),
      );
    }
  });

  test('a sample of sizes without a variance, with its tail index', async () => {
    const heavy = await sampleOf(1500, (random) => 20 * (1 - random()) ** -1);
    expect(() => estimateCost(heavy, parseScenario({ records: '1 record' }), world)).toThrow(
      expect.objectContaining({
        code: 'SAMPLE_UNFIT',
        message: expect.stringMatching(/tail index of [01]\.\d\d ± 0\.\d\d/),
      }),
    );
  });

  test('a sample of which one record outweighs all others', async () => {
    let record = 0;
    const one = await sampleOf(500, () => {
      record += 1;
      return record === 250 ? 60_000 : 100;
    });
    expect(() => estimateCost(one, parseScenario({ records: '1 record' }), world)).toThrow(
      expect.objectContaining({
        code: 'SAMPLE_UNFIT',
        message: expect.stringMatching(/one record of test is so much larger .* (99|100) % of the variance/),
      }),
    );
  });

  test('an amount that overflows', () => {
    expect(() => estimate({ records: '1e300 record', replicas: 1e20, media: ['ram'] })).toThrow(
      expect.objectContaining({ code: 'NUMBER_INVALID' }),
    );
  });

  test('a medium whose price the book has not', () => {
    const old = { ...world, book: openBook('2012') };
    expect(() => estimateCost(sample, parseScenario({ records: '1 record', media: ['ram'] }), old)).toThrow(
      expect.objectContaining({ code: 'PRICE_MISSING' }),
    );
  });
});

test('an old price is warned of', () => {
  expect(estimate({ media: ['warehouse'] }).warnings).toEqual([
    'the price of Redshift Managed Storage (RA3) is of 2024-07-01: more than a year old',
    'the price of Redshift ra3.xlplus node on-demand is of 2025-10-27: more than a year old',
  ]);
  expect(estimate({ media: ['s3'] }).warnings).toEqual([]);
});

test('sizes that may have no variance are warned of, others are not', async () => {
  const unsure = await sampleOf(500, (random) => 20 * (1 - random()) ** (-1 / 1.7));
  const scenario = parseScenario({ records: '1 record', media: ['s3'] });
  expect(estimateCost(unsure, scenario, world).warnings).toEqual([
    expect.stringMatching(/^the sizes have a tail index of \d\.\d\d ± 0\.\d\d: if it is below 2/),
  ]);
  expect(estimateCost(sample, scenario, world).warnings).toEqual([]);
});

test('the explanation ends at the sample and the quoted price', () => {
  const [medium] = estimate({ media: ['s3'] }).media;
  const text = JSON.stringify(medium?.explanation);
  expect(text).toContain('"statistic":"mean of 500 records"');
  expect(text).toContain('"book":"aws-2026 s3.standard.storage.first-50tb"');
  expect(text).toContain('"quote":');
});

test('records compressed with a dictionary are held with the dictionary, once a copy', () => {
  const { zstdDictionary } = sample.statistics;
  const [held] = estimate({
    media: ['s3'],
    records: '100 record',
    replicas: 3,
    compression: 'zstd-dictionary',
  }).media;
  const copy = 100 * sample.means.zstdDictionaryBytes + (zstdDictionary?.dictionaryBytes ?? 0);
  expect(zstdDictionary?.dictionaryBytes).toBeGreaterThan(0);
  expect(held?.bytes.expected).toBeCloseTo(3 * copy, 3);
});

test('how records were not compressed cannot be estimated', async () => {
  const small = await sampleOf(20);
  const scenario = parseScenario({ records: '1 record', compression: 'zstd-dictionary' });
  expect(() => estimateCost(small, scenario, world)).toThrow(
    expect.objectContaining({
      code: 'SAMPLE_UNFIT',
      message: 'nobody knows what zstd-dictionary makes of test',
    }),
  );
});

test('columns that were not compressed cannot be estimated compressed, and can as they are', async () => {
  const plain = await sampleOf(200, undefined, 0, false);
  const costOf = (compression: string) =>
    estimateCost(plain, parseScenario({ media: ['warehouse'], records: '1000 record', compression }), world);
  expect(() => costOf('zstd')).toThrow(
    expect.objectContaining({ code: 'SAMPLE_UNFIT', message: 'nobody knows what zstd makes of test' }),
  );
  expect(costOf('none').media[0]?.bytes.expected).toBeGreaterThan(0);
});
