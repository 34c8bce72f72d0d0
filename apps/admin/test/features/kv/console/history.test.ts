import { expect, test } from 'vitest';
import { addToHistory } from '../../../../src/features/kv/console/history.ts';

test('lines are kept in order, once in a row, up to 200, and not when they are very long', () => {
  expect(addToHistory(['GET a'], 'GET b')).toEqual(['GET a', 'GET b']);
  expect(addToHistory(['GET a'], 'GET a')).toEqual(['GET a']);
  expect(addToHistory(['GET a'], 'x'.repeat(2_001))).toEqual(['GET a']);
  const many = Array.from({ length: 200 }, (_, index) => `GET ${index}`);
  const added = addToHistory(many, 'GET last');
  expect([added.length, added[0], added.at(-1)]).toEqual([200, 'GET 1', 'GET last']);
});
