import { openToken, systemClock, systemRandom } from '@oremill/runtime';
import { createLog } from '@oremill/runtime/log';
import { expect, onTestFinished, test } from 'vitest';
import { NodeConnection } from '../../src/client/connection.ts';
import { ReplyError, textOf } from '../../src/client/reply.ts';
import { startStore } from '../../src/run-store.ts';
import { writeTsv } from '../open-store.ts';
import { useScratch } from '../scratch.ts';

const scratch = useScratch();
const KEYS = Array.from({ length: 20_000 }, (_, index) => `key-${index}`);
const READERS = 4;
const VERSIONS = 5;

async function start(folder: string) {
  const log = createLog('error', { write: () => true });
  const world = { clock: systemClock, random: systemRandom, log };
  const running = await startStore({ dataFolder: folder, host: '127.0.0.1', port: 0, ...world });
  onTestFinished(() => running.close());
  const { token } = openToken(folder);
  const connect = async () => {
    const access = { seeds: [], user: undefined, password: token, tls: undefined };
    const connection = await NodeConnection.open(running.server.address, access);
    onTestFinished(() => connection.close());
    return connection;
  };
  return { ...running, connect };
}

test('versions are published and rolled back under load: every reply is of one version, and none fails', async () => {
  const folder = scratch();
  const { store, connect } = await start(folder);
  const sourceOf = (version: number) =>
    writeTsv(folder, `v${version}.tsv`, Object.fromEntries(KEYS.map((key) => [key, `v${version}`])));
  await store.publish('tags', { sources: [sourceOf(1)] });
  let isOver = false;
  const seen = new Set<string>();
  const mixed: string[] = [];
  const read = async (first: number) => {
    const connection = await connect();
    expect(await connection.command('SELECT', 'tags')).toBe('OK');
    let replies = 0;
    for (let at = first; !isOver; at = (at + 997) % KEYS.length) {
      const keys = [0, 1, 2, 3, 4, 5, 6, 7].map((step) => KEYS[(at + step * 2500) % KEYS.length] as string);
      const reply = await connection.command('MGET', ...keys);
      const values = new Set((reply as Buffer[]).map(String));
      if (values.size !== 1) mixed.push([...values].join());
      for (const value of values) seen.add(value);
      replies += 1;
    }
    return replies;
  };
  const readers = Array.from({ length: READERS }, (_, index) => read(index * 1000));
  for (let version = 2; version <= VERSIONS; version += 1) {
    await store.publish('tags', { sources: [sourceOf(version)], keep: 3 });
  }
  await store.rollBack('tags');
  // One more reply of each reader, which is of the version below.
  const last = await connect();
  await last.command('SELECT', 'tags');
  expect(textOf(await last.command('GET', KEYS[0] as string))).toBe(`v${VERSIONS - 1}`);
  isOver = true;
  const replies = await Promise.all(readers);
  expect(mixed).toEqual([]);
  expect(Math.min(...replies)).toBeGreaterThan(0);
  expect(seen.size).toBeGreaterThan(1);
});

test('a published dataset refuses writes over the wire by name, and goes on to be read', async () => {
  const folder = scratch();
  const { store, connect } = await start(folder);
  await store.publish('tags', { sources: [writeTsv(folder, 'v1.tsv', { a: '1' })] });
  const connection = await connect();
  expect(await connection.command('SELECT', 'tags')).toBe('OK');
  expect(await connection.command('SET', 'a', '2')).toMatchObject({
    code: 'READONLY',
    message: expect.stringContaining('tags is published'),
  });
  expect(textOf(await connection.command('GET', 'a'))).toBe('1');
});

test('a share of the connections is shown a pinned version, and goes on to be', async () => {
  const folder = scratch();
  const { store, connect } = await start(folder);
  for (const value of ['old', 'new']) {
    await store.publish('tags', { sources: [writeTsv(folder, `${value}.tsv`, { a: value })] });
  }
  await store.pin('tags', { users: {}, share: { version: 1, percent: 25 } });
  const seen = async () => {
    const connection = await connect();
    await connection.command('SELECT', 'tags');
    const first = textOf(await connection.command('GET', 'a'));
    expect(textOf(await connection.command('GET', 'a'))).toBe(first);
    return first;
  };
  // A hundred connections that follow each other stand at a hundred places.
  const values: string[] = [];
  for (let count = 0; count < 100; count += 1) values.push(await seen());
  expect(values.filter((value) => value === 'old')).toHaveLength(25);
});

test('who signs in as a user with a dataset behind an @ has it selected, as after a reconnect', async () => {
  const folder = scratch();
  const { store, server } = await start(folder);
  for (const name of ['one', 'two']) {
    await store.publish(name, { sources: [writeTsv(folder, `${name}.tsv`, { a: name })] });
  }
  const { token } = openToken(folder);
  const getAs = async (user: string | undefined) => {
    const access = { seeds: [], user, password: token, tls: undefined };
    const connection = await NodeConnection.open(server.address, access);
    onTestFinished(() => connection.close());
    const reply = await connection.command('GET', 'a');
    return reply instanceof ReplyError ? reply.message : textOf(reply);
  };
  expect(await getAs('default@two')).toBe('two');
  expect(await getAs('default@one')).toBe('one');
  expect(await getAs('default@none')).toMatch(/^(ERR|NOPERM)/);
  expect(await getAs(undefined)).toContain('no dataset is selected');
});
