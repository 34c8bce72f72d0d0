import { readFileSync } from 'node:fs';
import { Cluster, Redis } from 'ioredis';
import { createClient } from 'redis';
import { expect, test } from 'vitest';
import { hashToken } from '../../src/command/passwords.ts';
import { userSchema } from '../../src/config.ts';
import { freePorts } from '../cluster/redis-process.ts';
import { MapDataset } from '../command/map-dataset.ts';
import { useServer } from '../command/serve.ts';

const serve = useServer();
const pem = (name: string) => readFileSync(new URL(`./tls/${name}.pem`, import.meta.url), 'utf8');
const portOf = (address: object) => ('port' in address ? Number(address.port) : 0);

test('ioredis: its basic examples, pipelines, and a dataset chosen by name', async () => {
  const { server } = await serve({ datasets: [new MapDataset('other')] });
  const redis = new Redis({ host: '127.0.0.1', port: portOf(server.address), connectionName: 'suite' });
  expect(await redis.set('mykey', 'value')).toBe('OK');
  expect(await redis.get('mykey')).toBe('value');
  expect(await redis.set('expiring', 'soon', 'EX', 100)).toBe('OK');
  expect(await redis.ttl('expiring')).toBe(100);
  expect(await redis.mget('mykey', 'missing')).toEqual(['value', null]);
  expect(await redis.getBuffer('mykey')).toEqual(Buffer.from('value'));
  const pipeline = redis.pipeline();
  for (let index = 0; index < 1000; index++) pipeline.incr('counter');
  const results = await pipeline.exec();
  expect(results?.map(([error, value]) => error ?? value)).toEqual(
    Array.from({ length: 1000 }, (_, i) => i + 1),
  );
  const found: string[] = [];
  for await (const keys of redis.scanStream({ match: '*key', count: 100 })) found.push(...(keys as string[]));
  expect(found).toEqual(['mykey']);
  await expect(redis.lpush('list', 'x')).rejects.toThrow('LPUSH is not offered');
  await expect(redis.multi().set('a', '1').exec()).rejects.toThrow();
  expect(await redis.client('GETNAME')).toBe('suite');
  expect(await redis.call('SELECT', 'other')).toBe('OK');
  expect(await redis.get('mykey')).toBe(null);
  expect(await redis.quit()).toBe('OK');
});

test('ioredis connects again to a server that was away, with its password', async () => {
  const users = [
    userSchema.parse({ name: 'default', password: hashToken('s3cret'), verbs: ['read', 'write'] }),
  ];
  const [port = 0] = await freePorts(1);
  const first = await serve({ users, listen: { host: '127.0.0.1', port } });
  const redis = new Redis({ host: '127.0.0.1', port, password: 's3cret', retryStrategy: () => 20 });
  redis.on('error', () => {});
  expect(await redis.set('a', '1')).toBe('OK');
  await first.server.close();
  const asked = redis.get('a');
  await serve({ users, listen: { host: '127.0.0.1', port } });
  // Another server, with a dataset of its own.
  expect(await asked).toBe(null);
  expect(await redis.set('a', '2')).toBe('OK');
  redis.disconnect();
});

test('node-redis: its basic examples, in RESP2 and RESP3', async () => {
  for (const RESP of [2, 3] as const) {
    const { server } = await serve();
    const client = createClient({ url: `redis://127.0.0.1:${portOf(server.address)}`, RESP });
    client.on('error', () => {});
    await client.connect();
    await client.set('key', 'value');
    expect(await client.get('key')).toBe('value');
    expect(await client.set('key', 'other', { condition: 'NX' })).toBe(null);
    expect(await client.set('key', 'other', { GET: true })).toBe('value');
    expect(await client.mGet(['key', 'missing'])).toEqual(['other', null]);
    const many = await Promise.all(Array.from({ length: 500 }, () => client.incrBy('counter', 2)));
    expect(many.at(-1)).toBe(1000);
    const found: string[] = [];
    for await (const keys of client.scanIterator({ COUNT: 100 }))
      found.push(...(keys as unknown as string[]));
    expect(found.sort()).toEqual(['counter', 'key']);
    await expect(client.subscribe('channel', () => {})).rejects.toThrow('is not offered');
    await client.close();
  }
});

test('both speak TLS', async () => {
  const { server } = await serve({ tls: { key: pem('server-key'), cert: pem('server-cert') } });
  const port = portOf(server.address);
  const ca = pem('server-cert');
  const value = 'x'.repeat(1_000_000);
  const redis = new Redis({ host: '127.0.0.1', port, tls: { ca } });
  expect(await redis.set('big', value)).toBe('OK');
  const client = createClient({ socket: { host: '127.0.0.1', port, tls: true, ca } });
  await client.connect();
  expect(await client.get('big')).toBe(value);
  await client.close();
  await redis.quit();
});

test("ioredis' cluster client works against one server that answers as a cluster", async () => {
  const [port = 0] = await freePorts(1);
  await serve({
    listen: { host: '127.0.0.1', port },
    cluster: { nodeId: 'a'.repeat(40), host: '127.0.0.1', port },
  });
  const cluster = new Cluster([{ host: '127.0.0.1', port }]);
  const keys = Array.from({ length: 100 }, (_, index) => `key:${index}`);
  await Promise.all(keys.map((key, index) => cluster.set(key, String(index))));
  expect(await Promise.all(keys.map((key) => cluster.get(key)))).toEqual(
    keys.map((_, index) => String(index)),
  );
  await cluster.quit();
});
