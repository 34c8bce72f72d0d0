import { expect, expectTypeOf, test } from 'vitest';
import { defineJob, identity, integer, json, jsonLines, table, text, textLines } from '../../src/index.ts';
import { firstField, otherFields } from '../../src/job/table.ts';

const counts = table('tsv-raw', [
  ['word', 'text'],
  ['count', 'integer'],
]);
const base = {
  name: 'typed',
  summary: 'A job to try types on',
  input: textLines,
  key: text,
  value: integer,
  output: counts,
};

test('the types of mapper, combiner and reducer follow from the codecs and the columns', () => {
  const job = defineJob({
    ...base,
    mapper(line, task) {
      expectTypeOf(line).toEqualTypeOf<string>();
      task.emit(line, 1);
    },
    combiner(word, values, task) {
      expectTypeOf(word).toEqualTypeOf<string>();
      expectTypeOf(values).toEqualTypeOf<Iterable<number>>();
      for (const value of values) task.emit(value);
    },
    reducer(word, values, task) {
      expectTypeOf(values).toEqualTypeOf<Iterable<number>>();
      task.emit([word, [...values].length]);
    },
  });
  expect(job.columns).toEqual([
    { name: 'word', type: 'text' },
    { name: 'count', type: 'integer' },
  ]);
});

test('what does not fit does not compile', () => {
  defineJob({
    ...base,
    // @ts-expect-error: a value is a number, not a string
    mapper: (line, task) => task.emit(line, line),
    reducer: (word, values, task) => task.emit([word, [...values].length]),
  });
  defineJob({
    ...base,
    mapper: (line, task) => task.emit(line, 1),
    // @ts-expect-error: this reducer wants strings, and mappers emit numbers
    reducer: (word: string, values: Iterable<string>, task) => task.emit([word, [...values].join('').length]),
  });
  defineJob({
    ...base,
    mapper: (line, task) => task.emit(line, 1),
    // @ts-expect-error: a row is a text and an integer
    reducer: (word, _values, task) => task.emit([word, word]),
  });
  defineJob({
    ...base,
    mapper: (line, task) => task.emit(line, 1),
    // @ts-expect-error: a combiner replaces values by values
    combiner: (word, _values, task) => task.emit(word),
    reducer: (word, _values, task) => task.emit([word, 1]),
  });
  defineJob({
    ...base,
    // @ts-expect-error: a number is no row of fields
    mapper: (line, task) => task.emit(line, 1),
    // @ts-expect-error: and identity wants one
    reducer: identity,
  });
  defineJob({
    ...base,
    input: jsonLines,
    // @ts-expect-error: JSON may hold anything
    mapper: (line: string, task) => task.emit(line, 1),
    reducer: (word, _values, task) => task.emit([word, 1]),
  });
  // @ts-expect-error: a column has one of three types
  table('tsv-raw', [['word', 'boolean']]);
  expect(base.name).toBe('typed');
});

test('identity fits a key and fields that make a row', () => {
  const job = defineJob({
    ...base,
    key: firstField(counts),
    value: otherFields(counts),
    mapper: (line, task) => task.emit(line, [1]),
    reducer: identity,
  });
  expect(job.name).toBe('typed');
});

test('nulls are for tsv-escaped', () => {
  const nullable = table('tsv-escaped', [['word', 'text']]);
  expectTypeOf(nullable.encodeRow).parameter(0).toEqualTypeOf<[string | null]>();
  expectTypeOf(counts.encodeRow).parameter(0).toEqualTypeOf<[string, number]>();
});

test('names that no manifest may hold are refused when the job is defined', () => {
  const rest = {
    summary: '',
    input: textLines,
    key: text,
    value: json<unknown>(),
    mapper: () => {},
    reducer: () => {},
  };
  expect(() => defineJob({ ...rest, name: 'Not a name', output: counts })).toThrow('Not a name');
  expect(() => defineJob({ ...rest, name: 'job', output: table('tsv-raw', [['A b', 'text']]) })).toThrow(
    'column name',
  );
  expect(() => defineJob({ ...rest, name: 'job', output: table('tsv-raw', []) })).toThrow('one or more');
  const twice = table('tsv-raw', [
    ['a', 'text'],
    ['a', 'text'],
  ]);
  expect(() => defineJob({ ...rest, name: 'job', output: twice })).toThrow('a name of its own');
});
