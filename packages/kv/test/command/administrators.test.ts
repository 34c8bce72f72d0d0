import { expect, test } from 'vitest';
import type { StoreControl } from '../../src/command/store-control.ts';
import { OPEN_TO_ALL, useServer } from './serve.ts';

const serve = useServer();

/** A store with two datasets, which remembers what it was asked to do. */
function recordingControl(asked: string[]): StoreControl {
  const note = (word: string) => async (name: unknown) => {
    asked.push(`${word} ${typeof name === 'string' ? name : JSON.stringify(name)}`);
    return {} as never;
  };
  return {
    list: () => [{ name: 'a1' }, { name: 'secret' }] as never,
    report: (name) => ({ name }) as never,
    create: note('create'),
    remove: note('remove'),
    planBuild: (name) => ({ target: name }) as never,
    publishImage: note('publish'),
    rollBack: note('rollback'),
    pin: note('pin'),
    copy: note('copy'),
  };
}

test('an administrator of some datasets administers no others, and sees no others', async () => {
  const asked: string[] = [];
  const source = { control: recordingControl(asked) };
  const { connect } = await serve({ source, users: [{ ...OPEN_TO_ALL, datasets: ['a*'] }] });
  const client = await connect();
  expect(await client.call('KV.DATASETS')).toBe('{"items":[{"name":"a1"}]}');
  const denied = { error: 'NOPERM user default may not administer dataset secret' };
  const refused = [
    ['KV.DATASET', 'secret'],
    ['KV.CREATE', '{"name":"secret"}'],
    ['KV.REMOVE', 'secret'],
    ['KV.PLAN', 'secret'],
    ['KV.PUBLISH', 'secret', '/tmp/image', '{"title":"t"}'],
    ['KV.ROLLBACK', 'secret'],
    ['KV.PIN', 'secret', '{"users":{}}'],
    ['KV.COPY', 'secret'],
  ];
  for (const words of refused) expect([words, await client.call(...words)]).toEqual([words, denied]);
  expect(asked).toEqual([]);
  expect(await client.call('KV.REMOVE', 'a1')).toBe('{"removed":"a1"}');
  expect(asked).toEqual(['remove a1']);
});

test('SLOWLOG keeps no argument that may be a secret', async () => {
  const { connect } = await serve();
  const client = await connect();
  await client.call('CONFIG', 'SET', 'slowlog-log-slower-than', '0');
  await client.callAll([
    ['ACL', 'SETUSER', 'bob', '>sekret'],
    ['CONFIG', 'SET', 'requirepass', 'sekret'],
    ['MIGRATE', 'h', '1', 'k', '0', '1', 'AUTH', 'sekret'],
    ['AUHT', 'sekret'],
    ['AUTH', 'x', 'sekret', 'sekret'],
  ]);
  const log = JSON.stringify(await client.call('SLOWLOG', 'GET', '-1'));
  expect(log).toContain('(redacted)');
  expect(log).not.toContain('sekret');
});
