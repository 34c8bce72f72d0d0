import { expect, test } from 'vitest';
import { findErrorPlace } from '../../../src/features/warehouse/error-place.ts';

test('the word at the position is found, with its line', () => {
  expect(
    findErrorPlace('select id\nfrom nowhere', 'relation "nowhere" does not exist at character 16'),
  ).toEqual({
    line: 2,
    before: 'from ',
    at: 'nowhere',
    after: '',
  });
});

test('positions count code points, as the server does', () => {
  expect(findErrorPlace("select '😀', foo", 'column "foo" does not exist at character 13')?.at).toBe('foo');
});

test('the end of the text is a place too; a message without position has none', () => {
  expect(findErrorPlace('select', 'syntax error at end of input at character 7')).toMatchObject({
    before: 'select',
    at: '',
  });
  expect(findErrorPlace('select', 'the statement took too long')).toBeUndefined();
});
