import { describe, expect, test } from 'vitest';
import type { LeaderControl } from '../../src/command/leader-control.ts';
import { MapDataset } from '../command/map-dataset.ts';
import { useServer } from '../command/serve.ts';
import { encode } from './raw-client.ts';

const serve = useServer();
const OK = { simple: 'OK' };

function deferred() {
  return Promise.withResolvers<void>();
}

describe('a write', () => {
  test('is answered when it is safe, with what is behind it; other connections go on', async () => {
    const { connect, main } = await serve();
    const [writer, reader] = await Promise.all([connect(), connect()]);
    const { promise, resolve } = deferred();
    main.settling = promise;
    const answers = writer.callAll([['GET', 'a'], ['SET', 'a', '1'], ['GET', 'a'], ['PING']]);
    let isAnswered = false;
    void answers.then(() => {
      isAnswered = true;
    });
    // Served behind the write, so the write has been carried out by then.
    await expect.poll(() => reader.call('GET', 'a')).toBe('1');
    expect(isAnswered).toBe(false);
    main.settling = undefined;
    resolve();
    expect(await answers).toEqual([null, OK, '1', { simple: 'PONG' }]);
  });

  test('holds back what the same connection sends later, and nothing is lost', async () => {
    const { connect, main } = await serve();
    const [writer, other] = await Promise.all([connect(), connect()]);
    const { promise, resolve } = deferred();
    main.settling = promise;
    const first = writer.call('INCR', 'n');
    await expect.poll(() => other.call('GET', 'n')).toBe('1');
    main.settling = undefined;
    const later = writer.callAll(Array.from({ length: 50 }, () => ['INCR', 'n']));
    writer.write(encode(['ECHO', 'x'.repeat(100_000)]));
    for (let round = 0; round < 20; round++) await other.call('PING');
    expect(await other.call('GET', 'n')).toBe('1');
    resolve();
    expect(await first).toBe(1);
    expect(await later).toEqual(Array.from({ length: 50 }, (_, index) => index + 2));
    expect(await writer.replies(1)).toEqual(['x'.repeat(100_000)]);
  });

  test('that cannot be made safe is no success: an error, and the end of the connection', async () => {
    const { connect, main, log } = await serve();
    const writer = await connect();
    main.settling = Promise.reject(new Error('disk gone'));
    main.settling.catch(() => {});
    writer.write(Buffer.concat([encode(['GET', 'a']), encode(['SET', 'a', '1']), encode(['PING'])]));
    expect(await writer.untilClosed()).toEqual([
      { error: 'ERR the write could not be made safe: the log has the reason' },
    ]);
    expect(log.filter((line) => line.includes('could not be made safe'))).toHaveLength(1);
  });

  test('waits for each dataset that it touched', async () => {
    const second = new MapDataset('second');
    const { connect, main } = await serve({ datasets: [second] });
    const [writer, other] = await Promise.all([connect(), connect()]);
    const waits = [deferred(), deferred()] as const;
    main.settling = waits[0].promise;
    second.settling = waits[1].promise;
    const answers = writer.callAll([
      ['SET', 'a', '1'],
      ['SELECT', 'second'],
      ['SET', 'b', '2'],
    ]);
    let isAnswered = false;
    void answers.then(() => {
      isAnswered = true;
    });
    await expect.poll(() => second.count).toBe(1);
    waits[0].resolve();
    await other.call('PING');
    expect(isAnswered).toBe(false);
    waits[1].resolve();
    expect(await answers).toEqual([OK, OK, OK]);
  });

  test('does not share the fate of one to another dataset that came in the same turn', async () => {
    const second = new MapDataset('second');
    const { connect, main } = await serve({ datasets: [second] });
    const [failing, slow, other] = await Promise.all([connect(), connect(), connect()]);
    await other.call('SELECT', 'second');
    const { promise, resolve } = deferred();
    main.settling = promise;
    for (const client of [slow, other]) client.write(encode(['SET', 'a', '1']));
    expect(await other.replies(1)).toEqual([OK]);
    resolve();
    expect(await slow.replies(1)).toEqual([OK]);
    main.settling = Promise.reject(new Error('disk gone'));
    main.settling.catch(() => {});
    for (const client of [failing, other]) client.write(encode(['SET', 'a', '2']));
    expect(await other.replies(1)).toEqual([OK]);
    expect(await failing.untilClosed()).toEqual([
      { error: 'ERR the write could not be made safe: the log has the reason' },
    ]);
    expect(await other.call('GET', 'a')).toBe('2');
  });

  test('is waited for also where what comes behind it fails meanwhile', async () => {
    const list = () => Promise.reject(new Error('disk gone'));
    const { connect, main } = await serve({
      source: { leader: { list } as unknown as LeaderControl },
      users: [{ name: 'default', datasets: ['*'], verbs: ['read', 'write', 'follow'] }],
    });
    const [writer, other] = await Promise.all([connect(), connect()]);
    const { promise, resolve } = deferred();
    main.settling = promise;
    writer.write(Buffer.concat([encode(['SET', 'a', '1']), encode(['KV.FOLLOW', 'LIST', 'me', '', '0'])]));
    await expect.poll(() => main.count).toBe(1);
    for (let round = 0; round < 5; round++) await other.call('PING');
    resolve();
    expect(await writer.untilClosed()).toEqual([OK]);
  });

  test('by FLUSHALL waits for all that were cleared', async () => {
    const second = new MapDataset('second').fill({ a: '1' });
    const published = new MapDataset('tags', { kind: 'published' }).fill({ a: '1' });
    const { connect } = await serve({ datasets: [second, published] });
    const [writer, other] = await Promise.all([connect(), connect()]);
    const { promise, resolve } = deferred();
    second.settling = promise;
    const answer = writer.call('FLUSHALL');
    let isAnswered = false;
    void answer.then(() => {
      isAnswered = true;
    });
    await expect.poll(() => second.count).toBe(0);
    await other.call('PING');
    expect(isAnswered).toBe(false);
    resolve();
    expect(await answer).toEqual(OK);
    expect(published.count).toBe(1);
  });
});

describe('closing', () => {
  test('answers what was received, and refuses new connections', async () => {
    const { connect, main, server } = await serve();
    const client = await connect();
    const { promise, resolve } = deferred();
    main.settling = promise;
    const answer = client.call('SET', 'a', '1');
    await expect.poll(() => main.count).toBe(1);
    const closed = server.close();
    resolve();
    expect(await answer).toEqual(OK);
    await closed;
    await expect(connect()).rejects.toThrow('ECONNREFUSED');
  });

  test('by the client still gets the replies to what it sent before', async () => {
    const { connect } = await serve();
    const client = await connect();
    client.write('SET a 1\r\nGET a\r\n');
    client.socket.end();
    expect(await client.untilClosed()).toEqual([OK, '1']);
  });
});
