import { seededRandom } from '@oremill/runtime';
import { expect, test } from 'vitest';
import { describeFields } from '../../src/statistics/describe-fields.ts';
import { readFieldValues } from '../../src/statistics/field-values.ts';
import type { Fields } from '../../src/statistics/read-record.ts';

const describe = (records: readonly Fields[], population: number) =>
  describeFields(readFieldValues(records), records.length, population);

test('share, widths and different values of each field, and of fields of fields', () => {
  const records = [
    { id: 1, user: { name: 'ann', tags: ['a', 'b'] }, text: 'é' },
    { id: 22, user: { name: 'ann', tags: [] }, text: null },
    { id: 333, user: { name: 'bob' } },
    { id: 4444 },
  ];
  const facts = describe(records, 4).map(({ name, share, meanBytes, p50Bytes, maxBytes, distinct }) => [
    name,
    share,
    meanBytes,
    p50Bytes,
    maxBytes,
    distinct,
  ]);
  expect(facts).toEqual([
    ['id', 1, 2.5, 2.5, 4, 4],
    ['user.name', 0.75, 3, 3, 3, 2],
    ['user.tags', 0.5, 5.5, 5.5, 9, 2],
    ['text', 0.25, 2, 2, 2, 1],
  ]);
});

test('objects deeper than three are told as one value', () => {
  expect(describe([{ a: { b: { c: { d: 1 } } } }], 1).map(({ name }) => name)).toEqual(['a.b.c']);
});

test('so many fields are told and no more', () => {
  const record = Object.fromEntries(Array.from({ length: 300 }, (_, index) => [`field ${index}`, index]));
  expect(describe([record, record], 2)).toHaveLength(256);
});

test('no records, no fields', () => {
  expect(describe([], 0)).toEqual([]);
});

test('different values in all are told within the root of N/n, and exactly when all were seen', () => {
  const random = seededRandom(5);
  const population = Array.from({ length: 100_000 }, (_, index) => ({
    one: index,
    few: index % 7,
    many: Math.floor(random() * 20_000),
  }));
  const distinct = { one: 100_000, few: 7, many: new Set(population.map(({ many }) => many)).size };
  const sample = population.filter(() => random() < 0.01);
  const factor = Math.sqrt(population.length / sample.length) * 1.1;
  for (const { name, distinctInAll } of describe(sample, population.length)) {
    const truth = distinct[name as keyof typeof distinct];
    expect(distinctInAll).toBeGreaterThan(truth / factor);
    expect(distinctInAll).toBeLessThan(truth * factor);
  }
  const few = describe(sample, population.length).find(({ name }) => name === 'few');
  expect(few?.distinctInAll).toBe(7);
  for (const { name, distinctInAll } of describe(population, population.length))
    expect(distinctInAll).toBe(distinct[name as keyof typeof distinct]);
});

test('a field of half the records is estimated for half of all', () => {
  const sample = Array.from({ length: 100 }, (_, index) => (index % 2 === 0 ? { id: index } : {}));
  // 50 values once each, of 5000 records: the root of 100 times as many.
  expect(describe(sample, 10_000)[0]?.distinctInAll).toBe(500);
});
