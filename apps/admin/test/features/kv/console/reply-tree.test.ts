import { expect, test } from 'vitest';
import { isErrorReply, readReply } from '../../../../src/features/kv/console/reply-tree.ts';

test('leaves keep their types', () => {
  expect(['OK', '', 42, 1.5, true, null, { base64: '/wA=' }, { error: 'ERR no' }].map(readReply)).toEqual([
    { kind: 'text', text: 'OK' },
    { kind: 'text', text: '' },
    { kind: 'integer', text: '42' },
    { kind: 'number', text: '1.5' },
    { kind: 'boolean', text: 'true' },
    { kind: 'nil', text: '(nil)' },
    { kind: 'bytes', text: '/wA=' },
    { kind: 'error', text: 'ERR no' },
  ]);
});

test('lists are numbered from 1, maps are named, both to any depth', () => {
  expect(readReply(['0', ['a', { error: 'e' }]])).toEqual({
    kind: 'list',
    children: [
      { name: '1', node: { kind: 'text', text: '0' } },
      {
        name: '2',
        node: {
          kind: 'list',
          children: [
            { name: '1', node: { kind: 'text', text: 'a' } },
            { name: '2', node: { kind: 'error', text: 'e' } },
          ],
        },
      },
    ],
  });
  expect(readReply({ error: 1, proto: 3 })).toEqual({
    kind: 'map',
    children: [
      { name: 'error', node: { kind: 'integer', text: '1' } },
      { name: 'proto', node: { kind: 'integer', text: '3' } },
    ],
  });
});

test('only a refusal of the whole command is one', () => {
  expect([{ error: 'ERR no' }, [{ error: 'ERR no' }], 'error'].map(isErrorReply)).toEqual([
    true,
    false,
    false,
  ]);
});
