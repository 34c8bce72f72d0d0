import { once } from 'node:events';
import { connect as connectSocket } from 'node:net';
import { manualClock } from '@oremill/runtime';
import { expect, test } from 'vitest';
import { useServer } from '../command/serve.ts';
import { encode } from './raw-client.ts';

const serve = useServer();

const KIB = 1024;

test('a client that writes and does not read is owed no more than one that only reads, and cut', async () => {
  const clock = manualClock(1_000_000);
  const limits = { sweepMs: 5, outputPauseBytes: 256 * KIB, outputStalledMsMax: 60_000 };
  const { server, main, connect } = await serve({ clock, limits });
  const value = Buffer.alloc(1024 * KIB, 'v');
  main.set(Buffer.from('big'), value);
  // Each write waits, as at fsync=always.
  main.settling = Promise.resolve();
  const socket = connectSocket(server.address as { host: string; port: number });
  socket.pause();
  socket.on('error', () => {});
  await once(socket, 'connect');
  const commands = Array.from({ length: 100 }, () => [encode(['SET', 'x', '1']), encode(['GET', 'big'])]);
  socket.write(Buffer.concat(commands.flat()));
  await expect.poll(() => server.connections()[0]?.outputBytes ?? 0).toBeGreaterThan(256 * KIB);
  const other = await connect();
  for (let round = 0; round < 200; round++) await other.call('PING');
  const owed = server.connections().map(({ outputBytes }) => outputBytes);
  expect(Math.max(...owed)).toBeLessThan(limits.outputPauseBytes + 2 * value.length);
  await expect
    .poll(() => {
      clock.advance(10_000);
      return server.stats().cutConnections;
    })
    .toBe(1);
  const closed = once(socket, 'close');
  socket.resume();
  await closed;
  expect(await other.call('PING')).toEqual({ simple: 'PONG' });
});

test('a client that sends without a break leaves turns to others', async () => {
  const { connect, server } = await serve();
  const client = await connect();
  const request = encode(['SET', 'key', 'v'.repeat(1000)]);
  const count = 8000;
  const replies = client.replies(count);
  client.write(Buffer.concat(Array.from({ length: count }, () => request)));
  let mostOfTurn = 0;
  for (let before = 0; before < count; ) {
    await new Promise(setImmediate);
    const { commands } = server.stats();
    mostOfTurn = Math.max(mostOfTurn, commands - before);
    before = commands;
  }
  expect((await replies).every((reply) => JSON.stringify(reply) === '{"simple":"OK"}')).toBe(true);
  // Two reads of 64 KiB, and one before that was not full.
  expect(mostOfTurn).toBeLessThanOrEqual((3 * 65_536) / request.length);
  expect(mostOfTurn).toBeGreaterThan(60);
});
