import { expect, test } from 'vitest';
import { sqlSearchSchema } from '../../../src/features/warehouse/search.ts';

test('a link carries the text and the limit', () => {
  expect(sqlSearchSchema.parse({ q: 'select 1', limit: 100 })).toEqual({ q: 'select 1', limit: 100 });
  expect(sqlSearchSchema.parse({ q: 42 })).toEqual({ q: '42', limit: 1000 });
});

test('a limit beyond what the platform returns falls back', () => {
  expect(sqlSearchSchema.parse({ limit: 1e9 }).limit).toBe(1000);
  expect(sqlSearchSchema.parse({}).q).toBeUndefined();
});
