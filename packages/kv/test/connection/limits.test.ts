import { once } from 'node:events';
import { connect as connectSocket } from 'node:net';
import { manualClock } from '@oremill/runtime';
import { describe, expect, test } from 'vitest';
import { hashToken } from '../../src/command/passwords.ts';
import { type User, userSchema } from '../../src/config.ts';
import { useServer } from '../command/serve.ts';
import { encode, RawClient } from './raw-client.ts';

const serve = useServer();

const KIB = 1024;
const MIB = 1024 * KIB;
/** A sweep each few milliseconds, by a clock that the test moves. */
const SWEEP = { sweepMs: 5 };
const LOCKED: User = userSchema.parse({
  name: 'default',
  password: hashToken('secret'),
  verbs: ['read', 'write'],
});

describe('a request', () => {
  test('of 512 MB is refused at its header, and the connection ends', async () => {
    const { connect, server } = await serve();
    const client = await connect();
    client.write('*3\r\n$3\r\nSET\r\n$1\r\nk\r\n$536870912\r\n');
    expect(await client.untilClosed()).toEqual([{ error: 'ERR Protocol error: invalid bulk length' }]);
    const next = await connect();
    expect(await next.call('PING')).toEqual({ simple: 'PONG' });
    expect(server.connections()).toHaveLength(1);
  });

  test('of a value at the limit is taken, whatever pieces it comes in', async () => {
    const { connect, main } = await serve({ limits: { valueBytesMax: MIB } });
    const client = await connect();
    const value = Buffer.alloc(MIB, 'v');
    expect(await client.call('SET', 'k', value)).toEqual({ simple: 'OK' });
    expect(main.get(Buffer.from('k'))?.equals(value)).toBe(true);
    expect(await client.call('APPEND', 'k', 'v')).toEqual({
      error: `ERR string exceeds maximum allowed size (${MIB} bytes)`,
    });
    expect(await client.call('SETRANGE', 'k', MIB, 'v')).toEqual({
      error: `ERR string exceeds maximum allowed size (${MIB} bytes)`,
    });
    client.write(encode(['SET', 'k', Buffer.alloc(MIB + 1)]).subarray(0, 100));
    expect(await client.untilClosed()).toEqual([{ error: 'ERR Protocol error: invalid bulk length' }]);
  });

  test('with a key over the limit is refused, and the connection goes on', async () => {
    const { connect } = await serve({ limits: { keyBytesMax: 10 } });
    const client = await connect();
    expect(await client.call('SET', 'k'.repeat(10), 'v')).toEqual({ simple: 'OK' });
    expect(await client.call('SET', 'k'.repeat(11), 'v')).toEqual({
      error: 'ERR key of 11 bytes is longer than 10',
    });
    expect(await client.call('MSET', 'a', '1', 'k'.repeat(11), 'v')).toEqual({
      error: 'ERR key of 11 bytes is longer than 10',
    });
    expect(await client.call('GET', 'a')).toBe(null);
  });
});

describe('connections', () => {
  test('over the limit are refused with words that clients know', async () => {
    const { connect, server } = await serve({ limits: { connectionsMax: 2 } });
    const [first] = await Promise.all([connect(), connect()]);
    await first.call('PING');
    const third = await connect();
    expect(await third.untilClosed()).toEqual([{ error: 'ERR max number of clients reached' }]);
    expect(server.stats().refusedConnections).toBe(1);
    await first.close();
    await expect.poll(() => server.connections().length).toBe(1);
    const fourth = await connect();
    expect(await fourth.call('PING')).toEqual({ simple: 'PONG' });
  });

  test('that say nothing are cut after the idle timeout, where there is one', async () => {
    const clock = manualClock(1_000_000);
    const { connect, server } = await serve({ clock, limits: { ...SWEEP, idleMsMax: 60_000 } });
    const silent = await connect();
    await silent.call('PING');
    clock.advance(59_000);
    const busy = await connect();
    await busy.call('PING');
    clock.advance(2_000);
    await silent.untilClosed();
    expect(await busy.call('PING')).toEqual({ simple: 'PONG' });
    expect(server.connections()).toHaveLength(1);
  });
});

describe('strangers', () => {
  test('who do not sign in in time are cut, however busy they keep the line', async () => {
    const clock = manualClock(1_000_000);
    const { connect } = await serve({ clock, users: [LOCKED], limits: { ...SWEEP, signInMsMax: 10_000 } });
    const slow = await connect();
    const known = await connect();
    expect(await known.call('AUTH', 'secret')).toEqual({ simple: 'OK' });
    slow.write('*2\r\n$4\r\nAU');
    clock.advance(9_000);
    slow.write('TH');
    clock.advance(2_000);
    expect(await slow.untilClosed()).toEqual([]);
    expect(await known.call('PING')).toEqual({ simple: 'PONG' });
  });

  test('may send little', async () => {
    const { connect } = await serve({ users: [LOCKED], limits: { signInBytesMax: 1000 } });
    const manyWords = await connect();
    manyWords.write('*11\r\n');
    expect(await manyWords.untilClosed()).toEqual([
      { error: 'ERR Protocol error: invalid multibulk length' },
    ]);
    const longWord = await connect();
    longWord.write('*2\r\n$4\r\nAUTH\r\n$16385\r\n');
    expect(await longWord.untilClosed()).toEqual([{ error: 'ERR Protocol error: invalid bulk length' }]);
    const chatty = await connect();
    for (let round = 0; round < 100; round++) chatty.write(encode(['PING', 'x'.repeat(20)]));
    const heard = await chatty.untilClosed();
    expect(heard.length).toBeGreaterThan(0);
    expect(heard.length).toBeLessThan(100);
    expect(new Set(heard.map((reply) => JSON.stringify(reply)))).toEqual(
      new Set(['{"error":"NOAUTH Authentication required."}']),
    );
  });
});

describe('a client that does not read', () => {
  test('is not read from while it owes us, and cut when it takes nothing for too long', async () => {
    const clock = manualClock(1_000_000);
    const limits = { ...SWEEP, outputPauseBytes: 256 * KIB, outputStalledMsMax: 60_000 };
    const { connect, server, main } = await serve({ clock, limits });
    main.fill({ big: 'v'.repeat(100 * KIB) });
    const { socket, writing } = await unread(server.address);
    await expect
      .poll(() => server.connections()[0]?.outputBytes ?? 0)
      .toBeGreaterThan(limits.outputPauseBytes);
    const other = await connect();
    expect(await other.call('GET', 'missing')).toBe(null);
    const owed = server.connections().map(({ outputBytes }) => outputBytes);
    // Replies stop once it owes that much: one chunk's worth of sending is the most that is above.
    expect(Math.max(...owed)).toBeLessThan(limits.outputPauseBytes + 400 * KIB);
    const closed = new Promise((resolve) => socket.once('close', resolve));
    // The sweep has to see it owing at one time and still owing so much later.
    await expect
      .poll(() => {
        clock.advance(10_000);
        return server.stats().cutConnections;
      })
      .toBe(1);
    clearInterval(writing);
    socket.resume();
    await closed;
    expect(await other.call('PING')).toEqual({ simple: 'PONG' });
  });

  test('is cut at once when one command asks for more than it may be owed', async () => {
    const { connect, main, server } = await serve({ limits: { outputBytesMax: MIB } });
    main.fill({ big: 'v'.repeat(100 * KIB) });
    const greedy = await connect();
    greedy.write(encode(['MGET', ...Array.from({ length: 20 }, () => 'big')]));
    expect(await greedy.untilClosed()).toEqual([]);
    const modest = await connect();
    expect(await modest.callAll(Array.from({ length: 20 }, () => ['STRLEN', 'big']))).toEqual(
      Array.from({ length: 20 }, () => 100 * KIB),
    );
    expect(server.stats().cutConnections).toBe(1);
  });

  test('and then reads gets every reply, in order', async () => {
    const { server, main } = await serve({ limits: { outputPauseBytes: 64 * KIB } });
    main.fill({ big: 'v'.repeat(50 * KIB) });
    const socket = connectSocket(server.address as { host: string; port: number });
    socket.pause();
    await once(socket, 'connect');
    const commands = Array.from({ length: 400 }, (_, index) => [
      encode(['GET', 'big']),
      encode(['ECHO', index]),
    ]);
    socket.write(Buffer.concat(commands.flat()));
    await expect.poll(() => server.connections()[0]?.outputBytes ?? 0).toBeGreaterThan(64 * KIB);
    const client = RawClient.over(socket);
    socket.resume();
    const replies = await client.replies(800);
    expect(replies.filter((_, index) => index % 2 === 1)).toEqual(commands.map((_, index) => String(index)));
    expect(
      replies.filter((_, index) => index % 2 === 0).every((reply) => reply === 'v'.repeat(50 * KIB)),
    ).toBe(true);
    await client.close();
  });
});

/** A connection that asks without end for a large value and reads nothing. */
async function unread(address: unknown) {
  const socket = connectSocket(address as { host: string; port: number });
  socket.pause();
  socket.on('error', () => {});
  await once(socket, 'connect');
  const gets = Buffer.concat(Array.from({ length: 100 }, () => encode(['GET', 'big'])));
  const writing = setInterval(() => socket.write(gets), 1);
  socket.once('close', () => clearInterval(writing));
  return { socket, writing };
}
