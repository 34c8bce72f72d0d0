import { describe, expect, test } from 'vitest';
import { findPrice, isOld, priceFigure } from '../../src/price/find-price.ts';
import { BOOKS, openBook, parseBook } from '../../src/price/price-book.ts';

describe.each(BOOKS)('the book %s', (name) => {
  test('has for each price a document, a date, and the quoted line with the amount', () => {
    const { prices, sources } = openBook(name);
    expect(prices.length).toBeGreaterThan(5);
    for (const { id, amount, quote, source } of prices) {
      expect(sources[source]?.address, id).toBeTruthy();
      // Some write 0,05 for what others write 0.05.
      const texts = [quote.replaceAll(',', ''), quote.replaceAll(',', '.')];
      const numbers = texts.flatMap((text) => [...text.matchAll(/\d*\.?\d+(?:e-?\d+)?/gi)].map(Number));
      expect(
        numbers.some((number) => Math.abs(number - amount) < amount * 1e-9),
        `${id}: ${quote}`,
      ).toBe(true);
    }
  });

  test('has for each fact of a document of its own the line that tells it', () => {
    const { prices, sources } = openBook(name);
    for (const { id, facts = {} } of prices) {
      for (const fact of Object.values(facts)) {
        if (typeof fact === 'number') continue;
        expect(sources[fact.source]?.address, id).toBeTruthy();
        const numbers = [...fact.quote.replaceAll(',', '').matchAll(/\d*\.?\d+/g)].map(Number);
        // Documents tell memory in MiB, parts in bytes or MiB, and one of them 6,200 as 6.2k.
        const told = [1, 1024, 1 / 1024, 1 / 1000].map((factor) => fact.amount * factor);
        expect(
          numbers.some((number) => told.includes(number)),
          `${id}: ${fact.quote}`,
        ).toBe(true);
      }
    }
  });
});

const BOOK = openBook('aws-2026');

test('a price is found by its name, in another unit too', () => {
  expect(findPrice(BOOK, 's3.standard.storage.first-50tb')).toMatchObject({
    amount: 0.023,
    unit: 'USD/GiB-month(730h)',
  });
  expect(priceFigure(BOOK, 's3.standard.storage.first-50tb', 'USD/TiB-month(730h)')).toMatchObject({
    value: expect.closeTo(0.023 * 1024, 9),
    unit: 'USD/TiB-month(730h)',
    origin: { kind: 'price', book: 'aws-2026 s3.standard.storage.first-50tb' },
  });
});

test('a missing price is an error that names others, and never 0', () => {
  expect(() => findPrice(BOOK, 's3.nonsense')).toThrow(
    expect.objectContaining({
      code: 'PRICE_MISSING',
      message: 'the book aws-2026 has no price s3.nonsense',
      hint: expect.stringContaining('s3.standard.storage.first-50tb'),
    }),
  );
  expect(() => findPrice(BOOK, 'nonsense')).toThrow(
    expect.objectContaining({ hint: expect.stringContaining('a missing price is never 0') }),
  );
});

test('a price of another dimension is refused', () => {
  expect(() => priceFigure(BOOK, 'ec2.r7g.4xlarge', 'USD/GB-month(730h)')).toThrow(
    'ec2.r7g.4xlarge is priced in USD/node-h, and USD/GB-month(730h) is wanted',
  );
});

test.each([
  ['2025-11-23', false],
  ['2025-11-22', true],
  ['2026-01', false],
  ['2024', true],
  ['opened 2026-11-23', false],
])('a price of %s is old on 2026-11-23: %s', (date, old) => {
  expect(isOld(date, Date.parse('2026-11-23'))).toBe(old);
});

const price = { id: 'a.b', what: 'x', region: 'r', amount: 1, unit: 'USD/GB', source: 's', quote: 'costs 1' };
const book = (changes: object, others: object[] = []) =>
  JSON.stringify({
    name: 'mine',
    title: 'Mine',
    sources: { s: { address: 'https://example.com', date: '2026-11' } },
    prices: [{ ...price, ...changes }, ...others],
  });

test('a book of your own is read', () => {
  expect(parseBook('mine.json', book({})).prices).toEqual([price]);
});

test.each([
  ['not JSON', '{', 'JSON'],
  ['a negative price', book({ amount: -1 }), 'prices[0].amount'],
  ['a price of nothing', book({ amount: 0 }), 'prices[0].amount'],
  ['a unit that is none', book({ unit: 'USD/GB-month' }), 'USD/GB-month is not the unit of a price'],
  ['a unit that is no price', book({ unit: 'GB' }), 'GB is not the unit of a price'],
  ['no source', book({ source: 'other' }), 'a.b names no source'],
  [
    'a fact without a source',
    book({ facts: { vcpu: { amount: 2, source: 'x', quote: '2' } } }),
    'vcpu of a.b',
  ],
  ['a fact that nobody knows', book({ facts: { wheels: 4 } }), 'prices[0].facts'],
  ['no quoted line', book({ quote: '' }), 'prices[0].quote'],
  ['a name twice', book({}, [price]), 'there are two prices a.b'],
  ['no prices', JSON.stringify({ name: 'm', title: 'M', sources: {}, prices: [] }), 'prices'],
])('one with %s is refused with the place', (_, text, message) => {
  expect(() => parseBook('mine.json', text)).toThrow(
    expect.objectContaining({ code: 'PRICE_BOOK_INVALID', message: expect.stringContaining(message) }),
  );
});

test('a book that is not there is refused by name', () => {
  expect(() => openBook('../../../etc/passwd')).toThrow('there is no price book ../../../etc/passwd');
});
