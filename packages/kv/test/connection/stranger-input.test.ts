import { expect, test } from 'vitest';
import { hashToken } from '../../src/command/passwords.ts';
import { OPEN_TO_ALL, useServer } from '../command/serve.ts';
import { encode } from './raw-client.ts';

const serve = useServer();

test('a stranger may leave no more in requests that are never whole than in whole ones', async () => {
  const { connect, server } = await serve({
    users: [{ ...OPEN_TO_ALL, password: hashToken('secret') }],
    limits: { signInBytesMax: 20_000 },
  });
  const known = await connect();
  expect(await known.call('AUTH', 'secret')).toEqual({ simple: 'OK' });
  known.write(encode(['SET', 'a', 'x'.repeat(30_000)]).subarray(0, 25_000));
  const stranger = await connect();
  const word = `$9000\r\n${'x'.repeat(9000)}\r\n`;
  stranger.write(`*10\r\n${word}${word}${word}`);
  expect(await stranger.untilClosed()).toEqual([]);
  await expect.poll(() => server.connections()).toHaveLength(1);
  expect(server.connections()[0]).toMatchObject({ inputBytes: 25_000 });
});
