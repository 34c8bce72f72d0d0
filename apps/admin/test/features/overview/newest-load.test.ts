import type { Load, Table } from '@oremill/types';
import { expect, test } from 'vitest';
import { newestLoadOf } from '../../../src/features/overview/newest-load.ts';

const tableLoadedAt = (loadedAt: string): Table => ({
  name: 'a',
  summary: '',
  columns: [],
  rows: 0,
  bytes: 0,
  lastLoad: { loadedAt } as Load,
});

test('the newest load of all tables; none when nothing was loaded', () => {
  const tables = ['2026-11-22T00:00:00Z', '2026-11-23T00:00:00Z'].map(tableLoadedAt);
  expect(newestLoadOf(tables)?.loadedAt).toBe('2026-11-23T00:00:00Z');
  expect(newestLoadOf([])).toBeUndefined();
});
