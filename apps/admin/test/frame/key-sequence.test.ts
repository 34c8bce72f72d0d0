import { expect, test } from 'vitest';
import { createKeyReader } from '../../src/frame/key-sequence.ts';

function reader() {
  const done: string[] = [];
  const keys = ['?', 'g j', 'g s', 'y', 'j'];
  const read = createKeyReader(Object.fromEntries(keys.map((name) => [name, () => done.push(name)])));
  return { read, done };
}

test('one key, and two keys in a row', () => {
  const { read, done } = reader();
  expect([read('?', 0), read('g', 100), read('j', 300)]).toEqual([true, true, true]);
  expect(done).toEqual(['?', 'g j']);
});

test('the second key must come soon', () => {
  const { read, done } = reader();
  read('g', 0);
  read('s', 1201);
  expect(done).toEqual([]);
});

test('a sequence that leads nowhere is dropped, and the next key begins anew', () => {
  const { read, done } = reader();
  read('g', 0);
  expect(read('x', 100)).toBe(false);
  read('y', 200);
  expect(done).toEqual(['y']);
});
