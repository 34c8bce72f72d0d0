import { expect, test } from 'vitest';
import { consoleSearchSchema, keysSearchSchema } from '../../../src/features/kv/search.ts';

test('a link to keys keeps text and bytes, and drops what is neither', () => {
  expect(keysSearchSchema.parse({ prefix: 'user:', key: 'user:1' })).toEqual({
    prefix: 'user:',
    key: 'user:1',
  });
  expect(keysSearchSchema.parse({ prefix: 12, key: { base64: '/wA=' } })).toEqual({
    prefix: '12',
    key: { base64: '/wA=' },
  });
  expect(keysSearchSchema.parse({ key: { base64: '?' }, prefix: 'x'.repeat(1001) })).toEqual({});
});

test('a link to the console names its dataset or none', () => {
  expect([consoleSearchSchema.parse({ dataset: 'a' }), consoleSearchSchema.parse({ dataset: 7 })]).toEqual([
    { dataset: 'a' },
    {},
  ]);
});
