import { describe, expect, test } from 'vitest';
import { evaluate, expected, leavesOf } from '../../src/figure/evaluate.ts';
import { explain } from '../../src/figure/explain.ts';
import { charged, derived, difference, given, inUnit, scaled, sum, times } from '../../src/figure/figure.ts';
import { quantity } from '../../src/units/quantity.ts';

const assumption = { kind: 'assumption', because: 'of the test' } as const;
const records = given('records', quantity(1000, 'record'), assumption);
const each = given('bytes of a record', quantity(2e6, 'B/record'), assumption);
const copies = given('copies', quantity(3, '1'), assumption, { kind: 'range', low: 2, high: 4 });
const size = inUnit(times('size', records, each), 'GB');
const month = given('a month', quantity(1, 'month(730h)'), assumption);
const price = given('price', quantity(0.1, 'USD/GB-month(730h)'), {
  kind: 'price',
  book: 'test',
  address: 'https://example.com/prices',
  date: '2026-11-23',
  quote: '$0.10 per GB-month',
});
const cost = charged('cost', scaled('all copies', size, copies), month, price);

test('a figure is worked out of what is given', () => {
  expect([size, cost].map(expected)).toEqual([2, expect.closeTo(0.6, 12)]);
  expect([size.unit, cost.unit]).toEqual(['GB', 'USD']);
  expect(expected(sum('both', size, size, size))).toBe(6);
  expect(expected(difference('rest', size, inUnit(each, 'GB/record') as never))).toBeCloseTo(1.998, 12);
});

test('with other values given, it has another', () => {
  expect(evaluate(cost, (leaf) => (leaf === copies ? 4 : leaf.value))).toBeCloseTo(0.8, 12);
});

test('what is given is met once, however often it is used', () => {
  expect(leavesOf([cost, size, sum('both', size, size)]).map(({ label }) => label)).toEqual([
    'records',
    'bytes of a record',
    'copies',
    'a month',
    'price',
  ]);
});

test('an input that many figures share is worked out once', () => {
  let worked = 0;
  const shared = derived('shared', 'B', '{0}', [records], (value) => {
    worked += 1;
    return value;
  });
  expected(sum('all', shared, shared, shared, shared));
  expect(worked).toBe(1);
});

test('what overflows is refused by its unit', () => {
  const huge = given('huge', quantity(1e308, 'B/record'), assumption);
  expect(() => expected(times('all of it', records, huge))).toThrow(
    'Infinity B is beyond what can be counted',
  );
});

test('the explanation goes down to prices with their quoted lines', () => {
  expect(explain(cost)).toEqual({
    label: 'cost',
    unit: 'USD',
    value: expect.closeTo(0.6, 12),
    formula: 'all copies × a month × price',
    inputs: [
      {
        label: 'all copies',
        unit: 'GB',
        value: 6,
        formula: 'size × copies',
        inputs: [
          {
            label: 'size',
            unit: 'GB',
            value: 2,
            formula: 'size in GB',
            inputs: [
              {
                label: 'size',
                unit: 'B',
                value: 2e9,
                formula: 'records × bytes of a record',
                inputs: [
                  { label: 'records', unit: 'record', value: 1000, origin: assumption },
                  { label: 'bytes of a record', unit: 'B/record', value: 2e6, origin: assumption },
                ],
              },
            ],
          },
          { label: 'copies', unit: '1', value: 3, range: { low: 2, high: 4 }, origin: assumption },
        ],
      },
      { label: 'a month', unit: 'month(730h)', value: 1, origin: assumption },
      { label: 'price', unit: 'USD/GB-month(730h)', value: 0.1, origin: price.origin },
    ],
  });
});

describe('what compiles', () => {
  test('figures of one unit add up, and counts are multiplied with what each has', () => {
    // @ts-expect-error GB and records are added
    sum('nonsense', size, records);
    // @ts-expect-error bytes of a record for each token
    times('nonsense', given('tokens', quantity(3, 'token'), assumption), each);
    // @ts-expect-error bytes at a price for GB
    charged('nonsense', times('size', records, each), month, price);
    // @ts-expect-error bytes are no time
    expect(() => inUnit(size, 'day')).toThrow('GB is no day');
  });
});
