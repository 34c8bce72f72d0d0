import { expect, test } from 'vitest';
import { completeCommand, readDocs } from '../../../../src/features/kv/console/command-docs.ts';

const docs = readDocs({
  set: { summary: 'Sets.', since: '1.0' },
  get: { summary: 'Gets.' },
  getex: { summary: 'Gets, and more.' },
});

test('the store tells its commands; what their arguments are is added', () => {
  expect(docs).toEqual([
    { name: 'GET', usage: 'key', summary: 'Gets.' },
    { name: 'GETEX', usage: 'key [EX seconds | PX ms | PERSIST]', summary: 'Gets, and more.' },
    expect.objectContaining({ name: 'SET', summary: 'Sets.' }),
  ]);
});

test('maps that come as lists of names and values in turn are maps too', () => {
  expect(readDocs(['get', ['summary', 'Gets.', 'since', '1.0'], 'set', []])).toEqual([
    { name: 'GET', usage: 'key', summary: 'Gets.' },
    expect.objectContaining({ name: 'SET', summary: '' }),
  ]);
});

test('where it does not, the names that are known are offered', () => {
  for (const reply of [null, { error: 'ERR no' }, []]) {
    expect(readDocs(reply).map(({ name }) => name)).toContain('DBSIZE');
  }
});

test('a name is completed while it is written, and no longer once it is whole or has arguments', () => {
  const names = (text: string) => completeCommand(docs, text, 8).map(({ name }) => name);
  expect([names('g'), names('get'), names('getex'), names('get k'), names(''), names('x')]).toEqual([
    ['GET', 'GETEX'],
    ['GET', 'GETEX'],
    [],
    [],
    [],
    [],
  ]);
});
