import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { add, charge, convert, quantity, ratio, scale, subtract } from '../../src/units/quantity.ts';

describe('what compiles', () => {
  test('amounts of one unit add up, of two they do not', () => {
    const [gib, tb] = [quantity(3, 'GiB'), quantity(2, 'TB')];
    expect(add(gib, quantity(1, 'GiB'))).toEqual(quantity(4, 'GiB'));
    expect(subtract(tb, quantity(0.5, 'TB'))).toEqual(quantity(1.5, 'TB'));
    // @ts-expect-error GiB and TB are added
    expect(() => add(gib, tb)).toThrow('GiB');
    expect(add(convert(gib, 'B'), convert(tb, 'B'))).toEqual(quantity(3 * 2 ** 30 + 2e12, 'B'));
  });

  test('an amount becomes another unit of its dimension only', () => {
    expect(convert(quantity(1, 'TiB'), 'TB').value).toBeCloseTo(1.099511627776, 12);
    expect(convert(quantity(2, 'week'), 'day')).toEqual(quantity(14, 'day'));
    // @ts-expect-error a time is no number of bytes
    expect(() => convert(quantity(1, 's'), 'B')).toThrow('s is no B');
    // @ts-expect-error records are no requests
    expect(() => convert(quantity(1, 'record'), 'request')).toThrow('record is no request');
    // @ts-expect-error a month without days
    expect(() => convert(quantity(1, 'day'), 'month')).toThrow('month is no unit');
  });

  test('a price is charged for what it is the price of', () => {
    const price = quantity(0.5, 'USD/GB-month(30d)');
    expect(charge(quantity(3, 'GB'), quantity(2, 'month(30d)'), price)).toEqual(quantity(3, 'USD'));
    const [gib, long] = [quantity(3, 'GiB'), quantity(2, 'month(31d)')];
    // @ts-expect-error GiB at a price for GB
    expect(() => charge(gib, quantity(2, 'month(30d)'), price)).toThrow('USD/GB-month(30d)');
    // @ts-expect-error months of 31 days at a price for 30
    expect(() => charge(quantity(3, 'GB'), long, price)).toThrow('USD/GB-month(30d)');
    // @ts-expect-error time and size in each other's place
    expect(() => charge(quantity(2, 'month(30d)'), quantity(3, 'GB'), price)).toThrow('USD/GB-month(30d)');
  });

  test('a price becomes one of other units', () => {
    const aws = quantity(0.1, 'USD/GB-month(730h)');
    const perDay = convert(aws, 'USD/TB-day');
    expect(perDay.value).toBeCloseTo((0.1 * 1000 * 24) / 730, 12);
    // @ts-expect-error a price for time alone
    expect(() => convert(aws, 'USD/day')).toThrow('is no USD/day');
  });

  test('a unit has to be one', () => {
    // @ts-expect-error no such unit
    expect(quantity(1, 'GB/furlong').unit).toBe('GB/furlong');
  });
});

test('what cannot be counted is refused', () => {
  expect(() => quantity(Number.NaN, 'B')).toThrow('NaN B is beyond what can be counted');
  expect(() => scale(quantity(1e308, 'B'), 100)).toThrow('Infinity B is beyond what can be counted');
});

test('to another unit and back is where it was', () => {
  const units = ['B', 'kB', 'MB', 'GB', 'TB', 'PB', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'] as const;
  fc.assert(
    fc.property(
      fc.double({ min: 1e-6, max: 1e12, noNaN: true }),
      fc.constantFrom(...units),
      fc.constantFrom(...units),
      (value, from, to) => {
        const there = convert(quantity(value, from), to);
        expect(ratio(convert(there, from), quantity(value, from))).toBeCloseTo(1, 12);
      },
    ),
  );
});
