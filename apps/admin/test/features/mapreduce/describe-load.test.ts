import type { OutputManifest, Table } from '@oremill/types';
import { expect, test } from 'vitest';
import { describeLoad, hasColumnsOf } from '../../../src/features/mapreduce/describe-load.ts';

const table: Table = {
  name: 'bookmarks',
  summary: '',
  columns: [
    { name: 'id', type: 'text' },
    { name: 'num_tags', type: 'integer' },
  ],
  rows: 1342,
  bytes: 0,
};
const manifest: OutputManifest = { version: 1, encoding: 'tsv-raw', columns: table.columns, parts: [] };

test('a replacement says how many rows go, and so does its button', () => {
  expect(describeLoad(table, 50, 'replace')).toMatchObject({
    consequence: 'Replaces the 1,342 rows of bookmarks by 50 rows.',
    action: 'Replace 1,342 rows of bookmarks',
    isDestructive: true,
  });
});

test('adding to a table and filling an empty one destroy nothing', () => {
  expect(describeLoad(table, 1, 'append')).toMatchObject({
    consequence: 'Adds 1 row to the 1,342 rows of bookmarks.',
    isDestructive: false,
  });
  expect(describeLoad({ ...table, rows: 0 }, 50, 'replace')).toMatchObject({
    consequence: 'The table bookmarks is empty. It will hold 50 rows.',
    isDestructive: false,
  });
});

test('an output fits a table with the same names and types in the same order', () => {
  expect(hasColumnsOf(table, manifest)).toBe(true);
  expect(hasColumnsOf(table, { ...manifest, columns: table.columns.toReversed() })).toBe(false);
  expect(hasColumnsOf(table, { ...manifest, columns: table.columns.slice(1) })).toBe(false);
});
