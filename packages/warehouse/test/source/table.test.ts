import { expect, it } from 'vitest';
import { bookmarks } from '../../examples/bookmarks.ts';
import { columnsOf, defineTable } from '../../src/source/table.ts';

it('the bookmarks table has the twenty columns of the job, in its order', () => {
  const columns = columnsOf(bookmarks).map(({ name, type }) => `${name} ${type}`);
  expect(columns).toEqual([
    ...['id', 'weekday', 'month', 'year', 'hour', 'minute', 'second'].map((name) => `${name} text`),
    'num_tags integer',
    'sum_tag_len float',
    'avg_tag_len float',
    ...Array.from({ length: 10 }, (_, length) => `freq${length} integer`),
  ]);
});

it.each([
  ['a name with a capital', { name: 'Words', columns: { word: 'text' } }],
  ['a name that could end a statement', { name: 'words;--', columns: { word: 'text' } }],
  ['no column', { name: 'words', columns: {} }],
  ['a column with a space', { name: 'words', columns: { 'a word': 'text' } }],
  ['a type that is none', { name: 'words', columns: { word: 'varchar' } }],
])('refuses %s', (_, definition) => {
  expect(() => defineTable({ summary: '', ...definition } as Parameters<typeof defineTable>[0])).toThrow();
});

it('refuses a key and an index on a column that is not there', () => {
  const table = { name: 'words', summary: '', columns: { word: 'text' } } as const;
  // @ts-expect-error: the compiler sees it too
  expect(() => defineTable({ ...table, key: ['count'] })).toThrow('words has no column count');
  // @ts-expect-error: the compiler sees it too
  expect(() => defineTable({ ...table, indexes: [['count']] })).toThrow('words has no column count');
});
