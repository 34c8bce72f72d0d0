import { expect, test } from 'vitest';
import { estimateSearchSchema, pricesSearchSchema } from '../../../src/features/cost/search.ts';

test('what is no part of an address of an estimate is left out', () => {
  expect(
    estimateSearchSchema.parse({
      sample: '0123456789abcdef',
      scenario: 'x',
      with: { months: 3 },
      side: 'third',
      pair: ['ram'],
      from: { kind: 'bucket', name: 'a' },
    }),
  ).toEqual({ sample: '0123456789abcdef', with: { months: 3 } });
});

test('words of digits alone are words', () => {
  expect(pricesSearchSchema.parse({ book: 2012, q: 50 })).toEqual({ book: '2012', q: '50' });
  expect(pricesSearchSchema.parse({})).toEqual({ book: 'aws-2026', q: '' });
});
