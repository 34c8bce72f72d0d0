import { expect, test } from 'vitest';
import { isNumericType, measureColumns } from '../../../src/features/warehouse/grid-columns.ts';

test('numbers are known by their Postgres type', () => {
  expect(['int8', 'float8', 'numeric'].map(isNumericType)).toEqual([true, true, true]);
  expect(['text', 'bool', 'date'].map(isNumericType)).toEqual([false, false, false]);
});

test('a column is as wide as what it shows, within bounds', () => {
  const reply = {
    columns: [
      { name: 'id', type: 'text' },
      { name: 'a_rather_long_name', type: 'int4' },
      { name: 'x', type: 'text' },
    ],
    rows: [['https://example.org', 1, 'y'.repeat(500)]],
    isTruncated: false,
    elapsedMs: 1,
  };
  expect(measureColumns(reply)).toEqual([19, 18, 40]);
});
