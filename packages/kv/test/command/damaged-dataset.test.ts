import { kvError } from '@oremill/types';
import { expect, test } from 'vitest';
import { hashToken } from '../../src/command/passwords.ts';
import { OPEN_TO_ALL, useServer } from './serve.ts';

const serve = useServer();

test('a damaged dataset that is the only one keeps nobody out, and says what is wrong', async () => {
  const source = {
    names: () => ['main'],
    defaultDataset: 'main',
    find: () => {
      throw kvError('LOG_CORRUPT', 'its log has\nwrong bytes', { hint: 'Repair it.' });
    },
  };
  const { connect } = await serve({ source, users: [{ ...OPEN_TO_ALL, password: hashToken('secret') }] });
  const client = await connect();
  const damaged = { error: 'ERR dataset main is damaged: its log has wrong bytes (Repair it.)' };
  expect(await client.call('AUTH', 'secret')).toEqual({ simple: 'OK' });
  expect(await client.call('GET', 'a')).toEqual(damaged);
  expect(await client.call('SET', 'a', '1')).toEqual(damaged);
  expect(await client.call('SELECT', 'main')).toEqual({ simple: 'OK' });
  expect(await client.call('HELLO', '2')).toContain('oremill');
  expect(await client.call('INFO')).toContain('# Memory');
  expect(await client.call('FLUSHALL')).toEqual({ simple: 'OK' });
  expect(await client.call('PING')).toEqual({ simple: 'PONG' });
});
