import { describe, expect, test } from 'vitest';
import { expected } from '../../src/figure/evaluate.ts';
import { given } from '../../src/figure/figure.ts';
import { chargeAmount } from '../../src/price/charge-amount.ts';
import { openBook, parseBook } from '../../src/price/price-book.ts';
import { tieredPrice } from '../../src/price/tiered-price.ts';
import { quantity } from '../../src/units/quantity.ts';

const book = openBook('aws-2026');
const gb = (value: number) =>
  given('sent', quantity(value, 'GB'), { kind: 'assumption', because: 'a test says so' });
const costOf = (id: string, amount: number) => amount * expected(tieredPrice(book, id, 'USD/GB', gb(amount)));

test.each([
  [1, 0.09],
  [10_240, 921.6],
  [10_241, 921.6 + 0.085],
  [51_200, 921.6 + 40_960 * 0.085],
  [200_000, 921.6 + 40_960 * 0.085 + 102_400 * 0.07 + 46_400 * 0.05],
])('%i GB sent to the Internet cost %f USD, each part at the price of its tier', (amount, usd) => {
  expect(costOf('data-transfer.internet-out', amount)).toBeCloseTo(usd, 6);
});

test('nothing is priced as the first of it would be', () => {
  expect(expected(tieredPrice(book, 'data-transfer.internet-out', 'USD/GB', gb(0)))).toBeCloseTo(0.09, 9);
});

test('what has no tiers has one price', () => {
  expect(costOf('data-transfer.inter-az.each-direction', 3)).toBeCloseTo(0.03, 9);
});

test('tiers that do not join are refused', () => {
  const price = { what: 'x', region: 'r', amount: 1, unit: 'USD/GB', source: 's', quote: 'costs 1' };
  const broken = parseBook(
    'mine.json',
    JSON.stringify({
      name: 'mine',
      title: 'Mine',
      sources: { s: { address: 'https://example.com', date: '2026-11' } },
      prices: [
        { ...price, id: 'out.first', tier: { from: 0, to: 10 } },
        { ...price, id: 'out.next', tier: { from: 20 } },
      ],
    }),
  );
  expect(() => tieredPrice(broken, 'out', 'USD/GB', gb(1))).toThrow(
    expect.objectContaining({
      code: 'PRICE_BOOK_INVALID',
      message: 'the tier out.next of the book mine begins at 20',
    }),
  );
});

describe('an amount is charged', () => {
  const usd = (id: string, amount: string, time?: string) =>
    expected(chargeAmount(book, id, { amount, time }));

  test('in any unit of what it is a price of, for a time where it has one', () => {
    expect(usd('data-transfer.internet-out', '1 TB')).toBeCloseTo(90, 9);
    expect(usd('s3.standard.storage', '100 TiB', '365 day')).toBeCloseTo(
      51_200 * (0.023 + 0.022) * (8760 / 730),
      6,
    );
    expect(usd('ec2.r7g.4xlarge', '3 node', '2 h')).toBeCloseTo(6 * 0.8568, 9);
  });

  test.each([
    ['ec2.r7g.4xlarge', '3 node', undefined, 'UNIT_INVALID', 'time: ec2.r7g.4xlarge is priced in USD/node-h'],
    ['s3.standard.get', '3 request', '1 h', 'UNIT_INVALID', 'of no time'],
    ['s3.standard.get', '3 GB', undefined, 'UNIT_INVALID', 'amount: GB is no unit of request'],
    ['s3.nonsense', '3 GB', undefined, 'PRICE_MISSING', 'has no price s3.nonsense'],
  ])('not for %s of %s in %s', (id, amount, time, code, message) => {
    expect(() => usd(id, amount, time)).toThrow(
      expect.objectContaining({ code, message: expect.stringContaining(message) }),
    );
  });
});
