import { expect, test } from 'vitest';
import { readFragmentToken } from '../../../src/features/session/fragment-token.ts';

test('the token is read from the fragment of the printed link', () => {
  expect(readFragmentToken('#token=abc-DEF_1')).toBe('abc-DEF_1');
  expect(readFragmentToken('')).toBeUndefined();
  expect(readFragmentToken('#token=')).toBeUndefined();
  expect(readFragmentToken('#other=1')).toBeUndefined();
});
