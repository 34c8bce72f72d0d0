import { expect, test } from 'vitest';
import { completeKeys } from '../../../../src/features/kv/keys/complete-keys.ts';

const KEYS = ['order:7', 'user:1:mail', 'user:1:name', 'user:2:name', 'zebra'];

test('keys that share their next part are offered by it, the others as they are', () => {
  expect(completeKeys('', KEYS, 8)).toEqual([
    { text: 'order:7', isKey: true },
    { text: 'user:', isKey: false },
    { text: 'zebra', isKey: true },
  ]);
  expect(completeKeys('user:', KEYS, 8)).toEqual([
    { text: 'user:1:', isKey: false },
    { text: 'user:2:name', isKey: true },
  ]);
});

test('parts that all share are gone through at once', () => {
  expect(completeKeys('h', ['http://a.example/1', 'http://a.example/2'], 8)).toEqual([
    { text: 'http://a.example/', isKey: false },
  ]);
});

test('keys without separators are offered one by one, up to the bound; what is typed whole is not', () => {
  expect(completeKeys('a', ['a', 'ab', 'ac', 'ad'], 2).map(({ text }) => text)).toEqual(['ab', 'ac']);
  expect(completeKeys('x', KEYS, 8)).toEqual([]);
});
