import type { TaskReport } from '@oremill/types';
import { expect, test } from 'vitest';
import { findPrice } from '../../src/price/find-price.ts';
import { openBook } from '../../src/price/price-book.ts';
import { estimateRun } from '../../src/run/estimate-run.ts';
import { quantity } from '../../src/units/quantity.ts';

const book = openBook('aws-2026');

/** Map tasks of a megabyte and about a second, and a reduce task of as much as a tenth of them. */
function tasksOf(count: number): TaskReport[] {
  const task = { step: 1, attempt: 1, worker: 0, records: 1000, startedMs: 0 };
  const maps = Array.from({ length: count }, (_, index) => ({
    ...task,
    kind: 'map' as const,
    index,
    endedMs: 950 + (index % 11) * 10,
    bytes: 1e6,
  }));
  return [...maps, { ...task, kind: 'reduce', index: 0, endedMs: count * 100, bytes: 5 }];
}

const request = {
  tasks: tasksOf(22),
  name: 'execution x',
  partBytes: 22e6,
  input: quantity(3.6e12, 'B'),
  instance: 'm7g.xlarge',
  nodes: 10,
  confidence: 0.9,
};

test('work grows with the input, and is divided by the processors of the cluster', () => {
  const { coreHours, hours, usd } = estimateRun(request, book);
  // 3.6 million tasks of a second, and a tenth on top, are 1100 hours.
  expect(coreHours.expected).toBeCloseTo(1100, -1);
  expect(hours.expected).toBeCloseTo(7 / 60 + coreHours.expected / (10 * 4 * 0.7), 6);
  const price = findPrice(book, 'ec2.m7g.xlarge').amount + findPrice(book, 'emr.uplift.m7g.xlarge').amount;
  expect(usd.expected).toBeCloseTo(hours.expected * 10 * price, 6);
  for (const { low, expected, high } of [coreHours, hours, usd]) {
    expect(low).toBeLessThan(expected);
    expect(high).toBeGreaterThan(expected);
  }
});

test('twice the machines take little more than half the time', () => {
  const [ten, twenty] = [10, 20].map((nodes) => estimateRun({ ...request, nodes }, book));
  const ratio = (twenty?.hours.expected ?? 0) / (ten?.hours.expected ?? 1);
  expect(ratio).toBeGreaterThan(0.5);
  expect(ratio).toBeLessThan(0.55);
});

test('too few tasks, and machines without a price, are refused', () => {
  expect(() => estimateRun({ ...request, tasks: tasksOf(19) }, book)).toThrow(
    expect.objectContaining({
      code: 'SAMPLE_UNFIT',
      message: 'execution x had 19 map tasks: too few to tell how they vary',
    }),
  );
  expect(() => estimateRun({ ...request, instance: 'm1.small' }, book)).toThrow(
    expect.objectContaining({ code: 'PRICE_MISSING' }),
  );
});

test('how fast a processor there is, is a range that drives the price, or what is said of it', () => {
  const unknown = estimateRun(request, book);
  expect(unknown.drivers.map(({ label }) => label)).toContain(
    'speed of a processor there, where one here has 1',
  );
  const known = estimateRun({ ...request, speed: 2 }, book);
  const start = 7 / 60;
  expect(known.hours.expected - start).toBeCloseTo((unknown.hours.expected - start) / 2, 9);
  expect(known.usd.high - known.usd.low).toBeLessThan(unknown.usd.high - unknown.usd.low);
  expect(() => estimateRun({ ...request, speed: { low: 2, expected: 1, high: 3 } }, book)).toThrow(
    expect.objectContaining({ code: 'NUMBER_INVALID' }),
  );
});

test('a book that does not tell the processors of a machine is refused by price and field', () => {
  const bare = {
    ...book,
    name: 'bare',
    prices: book.prices.map((price) => ({ ...price, facts: {} })),
  };
  expect(() => estimateRun(request, bare)).toThrow(
    expect.objectContaining({
      code: 'PRICE_FACT_MISSING',
      message: 'the price ec2.m7g.xlarge of the book bare does not tell vcpu',
    }),
  );
});
