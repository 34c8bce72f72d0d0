import { expect, test } from 'vitest';
import { findErrorPlace } from '../../../src/features/warehouse/error-place.ts';

test('the word at the place is found, with its line', () => {
  expect(findErrorPlace('select id\nfrom nowhere', 'At line 2, column 6.')).toEqual({
    line: 2,
    before: 'from ',
    at: 'nowhere',
    after: '',
  });
});

test('columns count code points, as the server does', () => {
  expect(findErrorPlace("select '😀', foo", 'At line 1, column 13. Perhaps you meant bar.')?.at).toBe('foo');
});

test('the end of the text is a place too; a hint without one has none', () => {
  expect(findErrorPlace('select', 'At line 1, column 7.')).toMatchObject({ before: 'select', at: '' });
  expect(findErrorPlace('select', 'Let it read fewer rows.')).toBeUndefined();
  expect(findErrorPlace('select', 'At line 3, column 1.')).toBeUndefined();
});
