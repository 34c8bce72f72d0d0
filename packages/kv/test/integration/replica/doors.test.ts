import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { openToken } from '@oremill/runtime';
import { fastify } from 'fastify';
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';
import { expect, test } from 'vitest';
import { describeServer } from '../../../src/describe-server.ts';
import { kvPlugin } from '../../../src/plugin.ts';
import { noRedis } from '../../cluster/redis-process.ts';
import { following, serve, until } from '../../replica/two-servers.ts';
import { useScratch } from '../../scratch.ts';
import { eventually, ServerProcess } from './server-process.ts';

const CLI = resolve(import.meta.dirname, '../../../src/cli.ts');
const scratch = useScratch();
const run = promisify(execFile);

function kv(dataFolder: string, ...args: string[]): Promise<{ stdout: string; stderr: string }> {
  return run(process.execPath, [CLI, ...args], { env: { ...process.env, OREMILL_DATA: dataFolder } });
}

test('the command line tells how a replica follows, is refused what writes, and promotes it', async () => {
  const leader = await ServerProcess.start(scratch());
  await leader.ask(undefined, 'KV.CREATE', JSON.stringify({ name: 'carts' }));
  await leader.ask('carts', 'SET', 'a', '1');
  const follower = await ServerProcess.follow(scratch(), leader);
  await eventually(async () => (await follower.ask('carts', 'GET', 'a')) === '1');
  const { dataFolder } = follower;
  const url = `redis://127.0.0.1:${leader.port}`;
  const { stdout: status } = await kv(dataFolder, 'replica', 'status');
  expect(status).toMatch(new RegExp(`^A replica of ${url}; the link is up\\.`));
  expect(status).toMatch(/carts +│ following +│ 0\.0 s/);
  expect(JSON.parse((await kv(dataFolder, 'replica', 'status', '--json')).stdout)).toMatchObject({
    role: 'replica',
    replica: { leader: url, link: 'up', datasets: [{ name: 'carts', state: 'following' }] },
  });
  expect((await kv(dataFolder, 'info', 'carts')).stdout).toContain(
    `replica of ${url}: following, 0.0 seconds behind`,
  );
  expect((await kv(leader.dataFolder, 'replica', 'status')).stdout).toMatch(
    /^It follows nobody\.\nFollowed by 127\.0\.0\.1:\d+\.\n$/,
  );
  for (const words of [
    ['set', 'carts', 'a', '2'],
    ['create', 'other'],
  ]) {
    await expect(kv(dataFolder, ...words)).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringContaining("You can't write against a read only replica."),
    });
  }
  const { stdout: folder } = await kv(dataFolder, 'copy', 'carts');
  expect(folder).toContain(`${dataFolder}/kv/.copies/carts-`);
  expect((await kv(dataFolder, 'promote')).stdout).toBe(`Promoted: ${url} is not followed any more.\n`);
  await kv(dataFolder, 'set', 'carts', 'a', '2');
  expect((await kv(dataFolder, 'get', 'carts', 'a')).stdout).toBe('2');
  expect((await kv(leader.dataFolder, 'get', 'carts', 'a')).stdout).toBe('1');
  expect((await kv(dataFolder, 'promote')).stdout).toBe('It follows nobody: nothing to do.\n');
});

test.runIf(noRedis === undefined)('redis-cli finds a replica as it would one of Redis', async () => {
  const leader = await ServerProcess.start(scratch());
  await leader.ask(undefined, 'KV.CREATE', JSON.stringify({ name: 'carts' }));
  const follower = await ServerProcess.follow(scratch(), leader);
  await eventually(async () => (await follower.ask('carts', 'DBSIZE')) === '0');
  const cli = async (server: ServerProcess, ...words: string[]): Promise<string> => {
    const env = { ...process.env, REDISCLI_AUTH: openToken(server.dataFolder).token };
    return (await run('redis-cli', ['-p', String(server.port), ...words], { env })).stdout.trim();
  };
  for (const words of [['SET', 'a', '1'], ['DEL', 'a'], ['EXPIRE', 'a', '1'], ['FLUSHDB'], ['FLUSHALL']]) {
    expect(await cli(follower, ...words)).toBe("READONLY You can't write against a read only replica.");
  }
  const info = await cli(follower, 'INFO', 'replication');
  expect(info).toMatch(/role:slave\r?\nmaster_host:127\.0\.0\.1\r?\n/);
  expect(info).toMatch(/master_link_status:up/);
  expect(info).toMatch(/dataset_carts:state=following,lag_bytes=0,lag_seconds=0/);
  expect(await cli(leader, 'INFO', 'replication')).toMatch(
    /role:master\r?\nconnected_slaves:1\r?\nslave0:ip=/,
  );
  expect(await cli(follower, 'ROLE')).toBe(`slave\n127.0.0.1\n${leader.port}\nconnected\n0`);
  expect(await cli(leader, 'ROLE')).toMatch(/^master\n0\n127\.0\.0\.1\n\d+\n0$/);
  await expect(leader.ask(undefined, 'PSYNC', '?', '-1')).rejects.toThrow('ERR PSYNC is not offered');
  expect(await cli(follower, 'REPLICAOF', 'localhost', '1')).toMatch(/^ERR whom to follow is said/);
  expect(await cli(follower, 'REPLICAOF', 'NO', 'ONE')).toBe('OK');
  expect(await cli(follower, 'SET', 'a', '1')).toBe('OK');
  expect(await cli(follower, 'ROLE')).toBe('master\n0');
});

test('over HTTP a replica tells how it follows, refuses writes, and is promoted', async () => {
  const [ours, theirs] = [scratch(), scratch()];
  const leader = await serve({ dataFolder: theirs });
  await leader.store.create({ name: 'carts' });
  const follower = await serve({ dataFolder: ours, replicaOf: following(leader, theirs) });
  await until(() => follower.store.has('carts'));
  const app = fastify();
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  const refuse = () => Promise.reject(new Error('nothing is published here'));
  const clock = { nowMs: () => Date.now(), monotonicMs: () => performance.now() };
  await app.register(kvPlugin, {
    store: follower.store,
    nowMs: clock.nowMs,
    outputOf: refuse,
    allowSource: refuse,
    stats: () => describeServer(follower, clock),
    runCommand: refuse,
  });
  app.setErrorHandler((error: Error & { code?: string; status?: number }, _request, reply) =>
    reply.status(error.status ?? 500).send({ code: error.code, message: error.message }),
  );
  const ask = async (method: 'GET' | 'PUT' | 'POST', url: string, payload?: object | Buffer) => {
    const headers = Buffer.isBuffer(payload) ? { 'content-type': 'application/octet-stream' } : {};
    const reply = await app.inject({ method, url, headers, ...(payload ? { payload } : {}) });
    return { status: reply.statusCode, body: reply.body === '' ? '' : JSON.parse(reply.body) };
  };
  const refusal = { status: 409, body: { code: 'READONLY' } };
  expect(await ask('PUT', '/kv/carts/a', Buffer.from('1'))).toMatchObject(refusal);
  expect(await ask('POST', '/kv/datasets', { name: 'other' })).toMatchObject(refusal);
  const replica = { leader: following(leader, theirs).leader, link: 'up' };
  await until(() => follower.store.report('carts').replica?.state === 'following');
  expect((await ask('GET', '/kv/stats')).body.replication).toMatchObject({ role: 'replica', replica });
  expect((await ask('GET', '/kv/datasets/carts')).body.replica).toMatchObject({
    leader: replica.leader,
    state: 'following',
    lagBytes: 0,
  });
  expect(await ask('POST', '/kv/replication/promote')).toEqual({
    status: 200,
    body: { role: 'leader', followers: [] },
  });
  expect((await ask('PUT', '/kv/carts/a', Buffer.from('1'))).status).toBe(204);
  await app.close();
});
