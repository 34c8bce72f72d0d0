import { expect, it } from 'vitest';
import { defineTable } from '../../src/source/table.ts';
import { copyStatement, createTableStatements } from '../../src/stage/ddl.ts';

const table = defineTable({
  name: 'order',
  summary: 'A name that SQL keeps for itself',
  columns: { user: 'text', count: 'integer', mean: 'float' },
  key: ['user', 'count'],
  indexes: [['mean'], ['count', 'mean']],
});

it('a definition is its statements', () => {
  expect(createTableStatements(table)).toEqual([
    'CREATE TABLE public."order" ("user" text, "count" integer, "mean" double precision, PRIMARY KEY ("user", "count"))',
    'CREATE INDEX ON public."order" ("mean")',
    'CREATE INDEX ON public."order" ("count", "mean")',
  ]);
  expect(copyStatement(table)).toBe('COPY public."order" ("user", "count", "mean") FROM STDIN (FORMAT text)');
});

it('a table without key and indexes is one statement', () => {
  expect(
    createTableStatements(defineTable({ name: 'words', summary: '', columns: { word: 'text' } })),
  ).toEqual(['CREATE TABLE public."words" ("word" text)']);
});
