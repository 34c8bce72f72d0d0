import { expect, test } from 'vitest';
import { hashToken } from '../src/command/passwords.ts';
import { runCommand } from '../src/run-command.ts';
import type { RespServer } from '../src/server.ts';
import { OPEN_TO_ALL, useServer } from './command/serve.ts';

const serve = useServer();

async function run(server: RespServer, ...words: string[]) {
  const address = server.address as { host: string; port: number };
  return runCommand(
    { address, password: 'secret' },
    'main',
    words.map((word) => Buffer.from(word)),
  );
}

test('integers of 64 bits are told as text where JSON would round them', async () => {
  const { server } = await serve({ users: [{ ...OPEN_TO_ALL, password: hashToken('secret') }] });
  expect(await run(server, 'SET', 'n', '9223372036854775807')).toBe('OK');
  expect(await run(server, 'INCRBY', 'n', '-1')).toBe('9223372036854775806');
  expect(await run(server, 'INCRBY', 'm', '-1')).toBe(-1);
});

test('CLIENT REPLY, behind which nothing would come, is refused', async () => {
  const { server } = await serve({ users: [{ ...OPEN_TO_ALL, password: hashToken('secret') }] });
  expect(await run(server, 'client', 'Reply', 'OFF')).toEqual({
    error: 'ERR CLIENT REPLY is not offered here: each command has its own connection',
  });
});
