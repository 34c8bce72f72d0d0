import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { useServer } from '../command/serve.ts';
import { useScratch } from '../scratch.ts';
import { RawClient } from './raw-client.ts';

const serve = useServer();
const scratch = useScratch();

test('a port that is taken is refused by its name', async () => {
  const { server } = await serve();
  const place = server.address as { host: string; port: number };
  await expect(serve({ listen: place })).rejects.toMatchObject({
    code: 'LISTEN_FAILED',
    message: `cannot listen on 127.0.0.1:${place.port}: EADDRINUSE`,
  });
});

test('a unix socket is served as a port is, and gone with the server', async () => {
  const path = join(scratch(), 'kv.sock');
  const { server, connect } = await serve({ listen: { path } });
  expect(server.address).toEqual({ path });
  const client = await connect();
  expect(
    await client.callAll([
      ['SET', 'a', '1'],
      ['GET', 'a'],
    ]),
  ).toEqual([{ simple: 'OK' }, '1']);
  expect(await client.call('CLIENT', 'INFO')).toContain(`addr=${path}:0`);
  await server.close();
  await expect(RawClient.open({ path })).rejects.toMatchObject({ code: 'ENOENT' });
});

test('a unix socket that a crash left is taken over; one that is served, or a file, is not', async () => {
  const folder = scratch();
  const path = join(folder, 'kv.sock');
  const leave = `require('net').createServer().listen(${JSON.stringify(path)}, () => process.kill(process.pid, 'SIGKILL'))`;
  spawnSync(process.execPath, ['-e', leave]);
  expect(existsSync(path)).toBe(true);
  const { connect } = await serve({ listen: { path } });
  await expect(serve({ listen: { path } })).rejects.toMatchObject({ code: 'LISTEN_FAILED' });
  expect(await (await connect()).call('PING')).toEqual({ simple: 'PONG' });
  const file = join(folder, 'notes');
  writeFileSync(file, 'mine');
  await expect(serve({ listen: { path: file } })).rejects.toMatchObject({ code: 'LISTEN_FAILED' });
  expect(readFileSync(file, 'utf8')).toBe('mine');
});

test('a client that vanishes in the middle of a request leaves nothing behind', async () => {
  const { server, connect, main } = await serve();
  for (let round = 0; round < 20; round++) {
    const client = await connect();
    client.write('*3\r\n$3\r\nSET\r\n$1\r\nk\r\n$1000\r\nxxx');
    await client.close();
  }
  await expect.poll(() => server.connections()).toEqual([]);
  expect(main.count).toBe(0);
});
