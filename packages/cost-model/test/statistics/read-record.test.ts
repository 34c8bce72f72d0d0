import { expect, test } from 'vitest';
import { readFields, valueAt } from '../../src/statistics/read-record.ts';
import { rulesSchema } from '../../src/statistics/rules.ts';

const JSON_LINES = rulesSchema.parse({});
const read = (line: string) => readFields(Buffer.from(line), JSON_LINES);

test('a line is a record when it begins with a brace and is JSON', () => {
  expect(read('{"a":1}')).toEqual({ a: 1 });
  for (const line of ['', '[1]', ' {"a":1}', '# {}', '\ufeff{}']) expect(read(line)).toBe('not-a-record');
  for (const line of ['{', '{"a":1', '{"a":01}', '{"a":1}x', "{'a':1}"]) expect(read(line)).toBe('invalid');
});

test('a line of tab-separated values has the columns that were named, and numbers for the rest', () => {
  const tsv = rulesSchema.parse({ format: 'tsv', columns: ['id', 'text'] });
  expect(readFields(Buffer.from('7\ta b\t\tx'), tsv)).toEqual({
    id: '7',
    text: 'a b',
    'column 3': '',
    'column 4': 'x',
  });
});

test('a path finds the field of that name, else a field of a field', () => {
  expect(valueAt({ user: { name: 'a' } }, 'user.name')).toBe('a');
  expect(valueAt({ 'user.name': 'b', user: { name: 'a' } }, 'user.name')).toBe('b');
  expect(valueAt({ user: 'a' }, 'user.length')).toBeUndefined();
  expect(valueAt({ user: null }, 'user.name')).toBeUndefined();
});

test('what every object has is no field', () => {
  expect(valueAt({}, 'toString')).toBeUndefined();
  expect(valueAt({ user: {} }, 'user.constructor')).toBeUndefined();
});
